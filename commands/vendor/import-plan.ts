import { type Entry as AuditEntry, appendDesk } from "../../db/queries/audit.ts";
import {
  addContact,
  addVendor,
  contactsOf,
  findVendors,
  lockVendor,
  nextVendorId,
  noteChange,
  type StoredVendor,
  saveVendor,
} from "../../db/queries/vendors.ts";
import { seal } from "../../src/crypto/keyring.ts";
import type { ImportRow } from "../../src/domain/vendors/columns.ts";
import { changeLists, noDetails } from "../../src/domain/vendors/details.ts";
import type { ImportFault, readImport } from "../../src/domain/vendors/import.ts";
import { vendorName } from "../../src/domain/vendors.ts";
import { normal } from "../../src/search.ts";
import type { Ctx } from "../contract.ts";
import { type Entry, openEntry, sealEntry } from "./entry.ts";
import { nameOfVendor, personOf } from "./one.ts";

/** What one line of a file would do. */
export interface Step {
  readonly row: ImportRow;
  /** Undefined: the vendor is new. */
  readonly vendor: StoredVendor | undefined;
  readonly details: Entry["details"];
  readonly columns: Readonly<Partial<StoredVendor>>;
  readonly addsPerson: boolean;
  /** What would change, as the log of changes names it; none: it is all there already. */
  readonly fields: readonly string[];
}

const columnOfField = {
  registration: "registration",
  listed: "listedInPublic",
  "takes-reports": "takesReports",
  distributor: "distributor",
  specifier: "specifier",
  agreed: "agreedAt",
  met: "metAt",
} as const satisfies Partial<Record<keyof ImportRow, keyof StoredVendor>>;
const columnFields = Object.keys(columnOfField) as (keyof typeof columnOfField)[];
const textFields = ["address", "intake", "notes"] as const;

/** What a column holds when nobody has said anything. */
const fresh = {
  registration: "none",
  listedInPublic: false,
  takesReports: false,
  distributor: false,
  specifier: false,
};
const bare = (x: unknown): unknown => (x instanceof Date ? x.getTime() : (x ?? null));

async function stepOf(ctx: Ctx, row: ImportRow, vendor: StoredVendor | undefined): Promise<Step> {
  const old = vendor === undefined ? undefined : openEntry(ctx, vendor);
  const was = old?.details ?? noDetails;
  const { products = [], keywords = [], purls = [] } = row;
  const { details, changed } = changeLists(was, { add: { products, keywords, purls }, remove: [] }, normal);
  const texts = textFields.filter((f) => row[f] !== undefined && row[f] !== was[f]);
  const before: Readonly<Record<string, unknown>> = vendor ?? fresh;
  const columns = columnFields.filter((f) => row[f] !== undefined && bare(row[f]) !== bare(before[columnOfField[f]]));
  const people = vendor === undefined || old === undefined ? [] : await contactsOf(ctx.tx, vendor.id);
  const named = people.map((p) => normal(personOf(old?.key ?? Buffer.alloc(0), p.person).name));
  const addsPerson = row.contact !== undefined && !named.includes(normal(row.contact));
  return {
    row,
    vendor,
    details: { ...details, ...Object.fromEntries(texts.map((f) => [f, row[f]])) },
    columns: Object.fromEntries(columns.map((f) => [columnOfField[f], row[f]])),
    addsPerson,
    fields: [
      ...(vendor === undefined ? ["added"] : []),
      ...changed,
      ...texts,
      ...columns,
      ...(addsPerson ? ["contact"] : []),
    ],
  };
}

/** What a file would do to the directory as it is now. The caller holds the lock of names. */
export async function planImport(
  ctx: Ctx,
  rows: ReturnType<typeof readImport>["rows"],
): Promise<{ readonly steps: readonly Step[]; readonly faults: readonly ImportFault[] }> {
  const byName = new Map<string, StoredVendor[]>();
  for (const v of await findVendors(ctx.tx, [], Number.MAX_SAFE_INTEGER)) {
    const name = normal(nameOfVendor(ctx, v).open());
    byName.set(name, [...(byName.get(name) ?? []), v]);
  }
  const steps: Step[] = [];
  const faults: ImportFault[] = [];
  for (const { line, row } of rows) {
    const [vendor, ...others] = byName.get(normal(row.name)) ?? [];
    // Held from here on, and as it is now: nobody's change in between is lost.
    if (others.length === 0) steps.push(await stepOf(ctx, row, vendor && (await lockVendor(ctx.tx, vendor.id))));
    else {
      const numbers = [vendor, ...others].map((v) => v?.id).join(", ");
      const allowed = {
        ja: `同じ名前の開発者が名簿に複数います（番号 ${numbers}）。vendor edit で変えてください`,
        en: `several vendors of the directory have that name (${numbers}): use vendor edit`,
      };
      faults.push({ line, column: "name", found: row.name, allowed });
    }
  }
  return { steps, faults };
}

/** Does one step. @returns what the audit says of it. */
async function takeStep(ctx: Ctx, step: Step): Promise<AuditEntry> {
  const { vendor, row, details, columns, fields } = step;
  const { now: at, actor } = ctx;
  const id = vendor?.id ?? (await nextVendorId(ctx.tx));
  const { key, wrapped } =
    vendor === undefined ? ctx.keys.newKey(vendorName(id)) : { ...openEntry(ctx, vendor), wrapped: vendor.key };
  const name = vendor === undefined ? row.name : nameOfVendor(ctx, vendor).open();
  const set = { ...columns, ...sealEntry(ctx, { key, name, details }) };
  if (vendor === undefined) await addVendor(ctx.tx, { id, key: wrapped, addedAt: at, addedBy: ctx.member.id, ...set });
  else await saveVendor(ctx.tx, vendor, set);
  if (step.addsPerson) {
    const person = { name: row.contact, mail: row.mail, phone: row.phone };
    const sealed = seal(key, "vendor_contacts.person", JSON.stringify(person));
    await addContact(ctx.tx, { vendorId: id, person: sealed, addedAt: at, addedBy: ctx.member.id });
  }
  await noteChange(ctx.tx, ...fields.map((field) => ({ vendorId: id, at, actor, field })));
  const action = vendor === undefined ? "vendor.added" : "vendor.changed";
  return { action, data: { vendor: id, fields } };
}

/** All of it, in the transaction of the act. */
export async function takeSteps(ctx: Ctx, steps: readonly Step[]): Promise<void> {
  const entries: AuditEntry[] = [];
  for (const step of steps.filter((s) => s.fields.length > 0)) entries.push(await takeStep(ctx, step));
  await appendDesk(ctx.tx, ctx.keys, ctx.actor, ctx.now, entries);
}
