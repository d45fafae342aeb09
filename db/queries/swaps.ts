import type { Tx } from "../client.ts";
import { and, eq, gt, isNull, or } from "../orm.ts";
import { dutySwaps } from "../schema/index.ts";

export type Swap = typeof dutySwaps.$inferSelect;

export async function addSwap(tx: Tx, swap: typeof dutySwaps.$inferInsert): Promise<number> {
  const [row] = await tx.insert(dutySwaps).values(swap).returning({ id: dutySwaps.id });
  if (row === undefined) throw new Error("the swap was not stored");
  return row.id;
}

/** An offer, locked until the transaction ends. */
export async function lockSwap(tx: Tx, id: number): Promise<Swap | undefined> {
  const [row] = await tx.select().from(dutySwaps).where(eq(dutySwaps.id, id)).for("update");
  return row;
}

export async function findSwap(tx: Tx, id: number): Promise<Swap | undefined> {
  const [row] = await tx.select().from(dutySwaps).where(eq(dutySwaps.id, id));
  return row;
}

type Outcome = NonNullable<Swap["outcome"]>;

export async function decideSwap(tx: Tx, id: number, by: number, now: Date, outcome: Outcome): Promise<void> {
  await tx.update(dutySwaps).set({ decidedBy: by, decidedAt: now, outcome }).where(eq(dutySwaps.id, id));
}

/** Offers by or to this member that still wait. */
export const openSwapsOf = (tx: Tx, memberId: number, now: Date): Promise<Swap[]> =>
  tx
    .select()
    .from(dutySwaps)
    .where(
      and(
        isNull(dutySwaps.outcome),
        gt(dutySwaps.expiresAt, now),
        or(eq(dutySwaps.proposedBy, memberId), eq(dutySwaps.otherId, memberId)),
      ),
    );
