import type { Tx } from "../client.ts";
import { and, asc, eq, isNull, sql } from "../orm.ts";
import { credits } from "../schema/index.ts";

export type Credit = typeof credits.$inferSelect;

/** Who is thanked, in the order of their numbers. */
export const creditsOf = (tx: Tx, caseId: number): Promise<Credit[]> =>
  tx
    .select()
    .from(credits)
    .where(and(eq(credits.caseId, caseId), isNull(credits.removedAt)))
    .orderBy(asc(credits.n));

/** Adds one as the case's next number. The case is locked by whoever calls. */
export async function addCredit(tx: Tx, row: Omit<typeof credits.$inferInsert, "n">): Promise<Credit> {
  const n = sql`(select coalesce(max(x.n), 0) + 1 from ${credits} as x where x.case_id = ${row.caseId})`;
  const [added] = await tx
    .insert(credits)
    .values({ ...row, n })
    .returning();
  if (added === undefined) throw new Error("the credit was not stored");
  return added;
}

export async function updateCredit(tx: Tx, id: number, set: Partial<typeof credits.$inferInsert>): Promise<void> {
  await tx.update(credits).set(set).where(eq(credits.id, id));
}

/**
 * Takes somebody out, with the name: nothing of it is kept. The finder's row, which never had one, stays without.
 * @param refused they said that they will not be named.
 */
export const removeCredit = (tx: Tx, { id, name }: Credit, now: Date, refused: boolean): Promise<void> =>
  updateCredit(tx, id, {
    removedAt: now,
    name: name === null ? null : Buffer.alloc(0),
    ...(refused && { agreedAt: null }),
  });

/** The finder had agreed in the form, and said later that they will not be named. */
export async function finderRefused(tx: Tx, caseId: number): Promise<boolean> {
  const gone = sql`${credits.name} is null and ${credits.removedAt} is not null and ${credits.agreedAt} is null`;
  return (await tx.$count(credits, and(eq(credits.caseId, caseId), gone))) > 0;
}
