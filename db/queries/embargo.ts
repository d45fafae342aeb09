import type { EmbargoEnd, EmbargoState } from "../../src/domain/embargo/states.ts";
import type { Tx } from "../client.ts";
import { and, asc, eq, inArray, lte, sql } from "../orm.ts";
import { caseFacts, embargoes, embargoTerms } from "../schema/index.ts";

export type Terms = typeof embargoTerms.$inferSelect;

/** The embargo of a case as stored, with every proposal there was, in their order. */
export interface StoredEmbargo {
  readonly state: EmbargoState;
  readonly termsId: number | null;
  readonly endedAt: Date | null;
  readonly endedWhy: EmbargoEnd | null;
  readonly terms: readonly Terms[];
}

export async function readEmbargo(tx: Tx, caseId: number): Promise<StoredEmbargo> {
  const [[row], terms] = await Promise.all([
    tx.select().from(embargoes).where(eq(embargoes.caseId, caseId)),
    tx.select().from(embargoTerms).where(eq(embargoTerms.caseId, caseId)).orderBy(asc(embargoTerms.n)),
  ]);
  return { state: "none", termsId: null, endedAt: null, endedWhy: null, ...row, terms };
}

export async function saveEmbargo(
  tx: Tx,
  caseId: number,
  set: Partial<Omit<typeof embargoes.$inferInsert, "caseId">> & { readonly state: EmbargoState },
): Promise<void> {
  await tx
    .insert(embargoes)
    .values({ caseId, ...set })
    .onConflictDoUpdate({ target: embargoes.caseId, set });
}

/** A proposal, as the case's next. The case is locked by whoever calls. */
export async function addTerms(tx: Tx, row: Omit<typeof embargoTerms.$inferInsert, "n">): Promise<Terms> {
  const n = sql`(select coalesce(max(t.n), 0) + 1 from ${embargoTerms} as t where t.case_id = ${row.caseId})`;
  const [added] = await tx
    .insert(embargoTerms)
    .values({ ...row, n })
    .returning();
  if (added === undefined) throw new Error("the proposal was not stored");
  return added;
}

export async function saveTerms(tx: Tx, id: number, set: Partial<typeof embargoTerms.$inferInsert>): Promise<void> {
  await tx.update(embargoTerms).set(set).where(eq(embargoTerms.id, id));
}

/** Public, exploit, attacks: what is known of a case, by when it was so. */
export const factsOf = (tx: Tx, caseId: number) =>
  tx.select().from(caseFacts).where(eq(caseFacts.caseId, caseId)).orderBy(asc(caseFacts.at));

/** @returns false when it was known already. */
export async function addFact(tx: Tx, row: typeof caseFacts.$inferInsert): Promise<boolean> {
  const added = await tx.insert(caseFacts).values(row).onConflictDoNothing().returning({ fact: caseFacts.fact });
  return added.length > 0;
}

/** Cases whose embargo binds though its time has come, the longest over first. Not locked: whoever ends one locks its case. */
export const embargoesDue = (tx: Tx, now: Date, limit: number) =>
  tx
    .select({ caseId: embargoes.caseId })
    .from(embargoes)
    .innerJoin(embargoTerms, eq(embargoTerms.id, embargoes.termsId))
    .where(and(inArray(embargoes.state, ["active", "revise"]), lte(embargoTerms.endsAt, now)))
    .orderBy(asc(embargoTerms.endsAt))
    .limit(limit);
