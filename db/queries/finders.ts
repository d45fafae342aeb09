import type { Tx } from "../client.ts";
import { eq } from "../orm.ts";
import { finders } from "../schema/index.ts";

/** The sealed identity of a finder; `key` is null once it was erased. */
export async function findFinder(tx: Tx, id: number) {
  const [row] = await tx
    .select({ key: finders.key, identity: finders.identity })
    .from(finders)
    .where(eq(finders.id, id));
  return row;
}
