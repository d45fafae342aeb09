import type { Tx } from "../client.ts";
import { and, eq, isNull } from "../orm.ts";
import { finders } from "../schema/index.ts";

/** The sealed identity of a finder; `key` is null once it was erased. */
export async function findFinder(tx: Tx, id: number) {
  const [row] = await tx
    .select({ key: finders.key, identity: finders.identity, owner: finders.owner })
    .from(finders)
    .where(eq(finders.id, id));
  return row;
}

/** From now on several cases have this finder; the key stays bound to the first one's reference. */
export async function shareFinder(tx: Tx, id: number, reference: number): Promise<void> {
  await tx
    .update(finders)
    .set({ owner: reference })
    .where(and(eq(finders.id, id), isNull(finders.owner)));
}

/** Destroys the key, and what it sealed with it. The row stays: cases refer to it. */
export async function eraseFinder(tx: Tx, id: number): Promise<void> {
  await tx
    .update(finders)
    .set({ key: null, identity: Buffer.alloc(0) })
    .where(eq(finders.id, id));
}
