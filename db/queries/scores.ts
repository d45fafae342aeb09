import type { Tx } from "../client.ts";
import { and, asc, eq, lte } from "../orm.ts";
import { scores, ssvcDecisions } from "../schema/index.ts";

export type ScoreRow = typeof scores.$inferSelect;

export async function addScore(tx: Tx, row: typeof scores.$inferInsert): Promise<void> {
  await tx.insert(scores).values(row);
}

/** What was scored up to a moment, oldest first. */
export const scoresOf = (tx: Tx, caseId: number, until: Date): Promise<ScoreRow[]> =>
  tx
    .select()
    .from(scores)
    .where(and(eq(scores.caseId, caseId), lte(scores.at, until)))
    .orderBy(asc(scores.id));

export type SsvcRow = typeof ssvcDecisions.$inferSelect;

export async function addSsvc(tx: Tx, row: typeof ssvcDecisions.$inferInsert): Promise<void> {
  await tx.insert(ssvcDecisions).values(row);
}

/** What was decided by SSVC up to a moment, oldest first. */
export const ssvcOf = (tx: Tx, caseId: number, until: Date): Promise<SsvcRow[]> =>
  tx
    .select()
    .from(ssvcDecisions)
    .where(and(eq(ssvcDecisions.caseId, caseId), lte(ssvcDecisions.at, until)))
    .orderBy(asc(ssvcDecisions.id));
