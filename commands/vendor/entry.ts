import { appendDesk } from "../../db/queries/audit.ts";
import { noteChange, type StoredVendor } from "../../db/queries/vendors.ts";
import { seal, unseal } from "../../src/crypto/keyring.ts";
import { type Details, readDetails } from "../../src/domain/vendors/details.ts";
import { indexWords } from "../../src/search.ts";
import type { Act } from "../desk.ts";
import { vendorKey } from "./one.ts";

/** What is sealed of a vendor, opened. */
export interface Entry {
  readonly key: Buffer;
  readonly name: string;
  readonly details: Details;
}

export function openEntry(act: Pick<Act, "keys">, v: StoredVendor): Entry {
  const key = vendorKey(act, v);
  const details = readDetails(unseal(key, "vendors.details", v.details));
  return { key, name: unseal(key, "vendors.name", v.name), details };
}

/** What a package URL is hashed as: no search word has a space, so that neither is taken for the other. */
export const purlWord = (purl: string): string => `purl ${purl}`;

/** The sealed columns, and the keyed hashes by which the vendor is found. */
export function sealEntry(act: Pick<Act, "keys">, { key, name, details }: Entry) {
  const texts = [name, ...details.products, ...details.keywords];
  const searched = new Set([...texts.flatMap((x) => [...indexWords(x)]), ...details.purls.map(purlWord)]);
  return {
    name: seal(key, "vendors.name", name),
    details: seal(key, "vendors.details", JSON.stringify(details)),
    tokens: [...searched].map((x) => act.keys.blind(x)),
  };
}

/** That these fields of a vendor were changed: for its own log and for the audit, without the values. */
export async function recordChange(act: Act, vendorId: number, fields: readonly string[]): Promise<void> {
  const { now: at, actor } = act;
  await noteChange(act.tx, ...fields.map((field) => ({ vendorId, at, actor, field })));
  await appendDesk(act.tx, act.keys, actor, at, [{ action: "vendor.changed", data: { vendor: vendorId, fields } }]);
}
