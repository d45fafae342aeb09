import type { Tx } from "../client.ts";
import { asc, eq } from "../orm.ts";
import { vendorKeys } from "../schema/index.ts";

export type StoredKey = typeof vendorKeys.$inferSelect;

/** Every key that was ever given for a vendor, in the order in which they came. */
export const keysOf = (tx: Tx, vendorId: number): Promise<StoredKey[]> =>
  tx.select().from(vendorKeys).where(eq(vendorKeys.vendorId, vendorId)).orderBy(asc(vendorKeys.id));

export async function addKey(tx: Tx, row: typeof vendorKeys.$inferInsert): Promise<number> {
  const [added] = await tx.insert(vendorKeys).values(row).returning({ id: vendorKeys.id });
  if (added === undefined) throw new Error("the key was not stored");
  return added.id;
}

export async function saveKey(tx: Tx, id: number, set: Partial<typeof vendorKeys.$inferInsert>): Promise<void> {
  await tx.update(vendorKeys).set(set).where(eq(vendorKeys.id, id));
}
