import type { Tx } from "../client.ts";
import { and, eq, isNull } from "../orm.ts";
import { bulletins } from "../schema/index.ts";

/** @returns the draft's number. */
export async function addBulletin(tx: Tx, row: typeof bulletins.$inferInsert): Promise<number> {
  const [added] = await tx.insert(bulletins).values(row).returning({ id: bulletins.id });
  if (added === undefined) throw new Error("the draft was not stored");
  return added.id;
}

/** A draft of this case that was not sent yet. */
export async function findDraft(tx: Tx, caseId: number, id: number) {
  const [row] = await tx
    .select()
    .from(bulletins)
    .where(and(eq(bulletins.id, id), eq(bulletins.caseId, caseId), isNull(bulletins.sentAt)));
  return row;
}

export async function bulletinSent(tx: Tx, id: number, now: Date): Promise<void> {
  await tx.update(bulletins).set({ sentAt: now }).where(eq(bulletins.id, id));
}
