import type { Tx } from "../client.ts";
import { and, asc, eq, getTableColumns, inArray, lte, sql } from "../orm.ts";
import { scores, ssvcDecisions, vulnerabilities, weaknesses } from "../schema/index.ts";
import { vulnerabilitiesOf } from "./vulnerabilities.ts";

/** A score, and the number of the vulnerability that it is of, null is the case itself; whether that was taken off by then. */
export type ScoreRow = typeof scores.$inferSelect & {
  readonly vulnerability: number | null;
  readonly isOff: boolean;
};

export async function addScore(tx: Tx, row: typeof scores.$inferInsert): Promise<void> {
  await tx.insert(scores).values(row);
}

/** What was scored up to a moment, oldest first: of the case and of each of its vulnerabilities, those taken off since, too. */
export const scoresOf = (tx: Tx, caseId: number, until: Date): Promise<ScoreRow[]> =>
  tx
    .select({
      ...getTableColumns(scores),
      vulnerability: vulnerabilities.n,
      isOff: sql<boolean>`coalesce(${lte(vulnerabilities.removedAt, until)}, false)`,
    })
    .from(scores)
    .leftJoin(vulnerabilities, eq(vulnerabilities.id, scores.vulnerabilityId))
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

/** Numbers of CWE that were set on the case as a whole, ascending. */
export async function ownWeaknessesOf(tx: Tx, caseId: number): Promise<number[]> {
  const rows = await tx
    .select({ cwe: weaknesses.cwe })
    .from(weaknesses)
    .where(eq(weaknesses.caseId, caseId))
    .orderBy(asc(weaknesses.cwe));
  return rows.map((r) => r.cwe);
}

/** Numbers of CWE that a case has, ascending: its own, and those of its vulnerabilities. Nothing is kept twice. */
export async function weaknessesOf(tx: Tx, caseId: number): Promise<number[]> {
  const [own, each] = await Promise.all([ownWeaknessesOf(tx, caseId), vulnerabilitiesOf(tx, caseId)]);
  return [...new Set([...own, ...each.flatMap((v) => v.cwe ?? [])])].sort((a, b) => a - b);
}

/** Puts these in the place of those that were set on the case. */
export async function setWeaknesses(
  tx: Tx,
  caseId: number,
  cwes: readonly number[],
  by: Pick<typeof weaknesses.$inferInsert, "at" | "by">,
): Promise<void> {
  const had = await ownWeaknessesOf(tx, caseId);
  const gone = had.filter((cwe) => !cwes.includes(cwe));
  const added = cwes.filter((cwe) => !had.includes(cwe));
  if (gone.length > 0)
    await tx.delete(weaknesses).where(and(eq(weaknesses.caseId, caseId), inArray(weaknesses.cwe, gone)));
  if (added.length > 0) await tx.insert(weaknesses).values(added.map((cwe) => ({ caseId, cwe, ...by })));
}
