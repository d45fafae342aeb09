import type { Tx } from "../client.ts";
import { and, arrayContains, asc, eq, isNull, sql } from "../orm.ts";
import { vendorContacts, vendors } from "../schema/index.ts";

/** The number of the next vendor: its key is bound to it before the row is there. */
export async function nextVendorId(tx: Tx): Promise<number> {
  const [row] = await tx.execute<{ id: string }>(sql`select nextval(pg_get_serial_sequence('vendors', 'id')) as id`);
  return Number(row?.id);
}

export async function addVendor(tx: Tx, row: typeof vendors.$inferInsert): Promise<void> {
  await tx.insert(vendors).values(row);
}

/** Vendors whose entry has all these words, by their keyed hashes; all of them for none. In the order of their numbers. */
export const findVendors = (tx: Tx, hashes: readonly bigint[], limit: number) =>
  tx
    .select()
    .from(vendors)
    .where(and(isNull(vendors.removedAt), hashes.length === 0 ? undefined : arrayContains(vendors.tokens, [...hashes])))
    .orderBy(asc(vendors.id))
    .limit(limit);

export const contactsOf = (tx: Tx, vendorId: number) =>
  tx
    .select()
    .from(vendorContacts)
    .where(and(eq(vendorContacts.vendorId, vendorId), isNull(vendorContacts.removedAt)))
    .orderBy(asc(vendorContacts.n));
