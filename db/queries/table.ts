import type { Tx } from "../client.ts";
import { and, asc, eq, inArray, sql } from "../orm.ts";
import { notices, partyAnswers, partyMessages, statements, suggestions } from "../schema/index.ts";

async function idOf(rows: Promise<readonly { readonly id: number }[]>): Promise<number> {
  const [row] = await rows;
  if (row === undefined) throw new Error("the row was not stored");
  return row.id;
}

export const addPartyMessage = (tx: Tx, row: typeof partyMessages.$inferInsert): Promise<number> =>
  idOf(tx.insert(partyMessages).values(row).returning({ id: partyMessages.id }));

export const addAnswer = (tx: Tx, row: typeof partyAnswers.$inferInsert): Promise<number> =>
  idOf(tx.insert(partyAnswers).values(row).returning({ id: partyAnswers.id }));

export const addStatement = (tx: Tx, row: typeof statements.$inferInsert): Promise<number> =>
  idOf(tx.insert(statements).values(row).returning({ id: statements.id }));

export const addSuggestion = (tx: Tx, row: typeof suggestions.$inferInsert): Promise<number> =>
  idOf(tx.insert(suggestions).values(row).returning({ id: suggestions.id }));

export const messagesWith = (tx: Tx, partyId: number) =>
  tx.select().from(partyMessages).where(eq(partyMessages.partyId, partyId)).orderBy(asc(partyMessages.id));

/** The newest answer for each vulnerability and product. Products are sealed, so they are told apart by whoever opens them. */
export const answersOf = (tx: Tx, partyIds: readonly number[]) =>
  partyIds.length === 0
    ? Promise.resolve([])
    : tx
        .select()
        .from(partyAnswers)
        .where(inArray(partyAnswers.partyId, [...partyIds]))
        .orderBy(asc(partyAnswers.id));

/** Every statement that there was of these parties, oldest first. */
export const statementsOf = (tx: Tx, partyIds: readonly number[]) =>
  partyIds.length === 0
    ? Promise.resolve([])
    : tx
        .select()
        .from(statements)
        .where(inArray(statements.partyId, [...partyIds]))
        .orderBy(asc(statements.id));

export async function agreeTo(tx: Tx, id: number, set: Partial<typeof statements.$inferInsert>): Promise<void> {
  await tx.update(statements).set(set).where(eq(statements.id, id));
}

/** Other vendors that a party named. */
export const suggestionsOf = (tx: Tx, partyId: number) =>
  tx.select().from(suggestions).where(eq(suggestions.partyId, partyId)).orderBy(asc(suggestions.id));

/** When something for a party was last taken by a platform, by the party's id. */
export async function deliveredTo(tx: Tx, caseId: number): Promise<ReadonlyMap<number, Date>> {
  const rows = await tx
    .select({ party: sql<string>`${notices.params}->>'party'`, doneAt: notices.doneAt })
    .from(notices)
    .where(
      and(
        eq(notices.caseId, caseId),
        eq(notices.state, "sent"),
        inArray(notices.kind, ["vendor-card", "vendor-message"]),
      ),
    )
    .orderBy(asc(notices.id));
  return new Map(rows.flatMap((r) => (r.doneAt === null ? [] : [[Number(r.party), r.doneAt] as const])));
}
