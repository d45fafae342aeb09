import { appendDesk } from "../../db/queries/audit.ts";
import { addContact, noteChange } from "../../db/queries/vendors.ts";
import { seal } from "../../src/crypto/keyring.ts";
import type { Act } from "../desk.ts";
import type { Person } from "./one.ts";

/** Puts a person on a vendor's list. @param by the member who does, or the contact who named a colleague. */
export async function addPerson(
  act: Act,
  vendor: { readonly id: number; readonly key: Buffer },
  person: Person,
  by: { readonly addedBy: number } | { readonly namedBy: number },
): Promise<{ readonly id: number; readonly n: number }> {
  const sealed = seal(vendor.key, "vendor_contacts.person", JSON.stringify(person));
  const added = await addContact(act.tx, { vendorId: vendor.id, person: sealed, addedAt: act.now, ...by });
  await noteChange(act.tx, { vendorId: vendor.id, at: act.now, actor: act.actor, field: "contact" });
  await appendDesk(act.tx, act.keys, act.actor, act.now, [
    { action: "vendor.contact-added", data: { vendor: vendor.id, contact: added.id } },
  ]);
  return added;
}
