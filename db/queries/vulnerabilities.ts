import type { Tx } from "../client.ts";
import { and, asc, eq, isNull, ne, sql } from "../orm.ts";
import { caseLinks, cases, partyAnswers, statements, vulnerabilities } from "../schema/index.ts";

export type Vulnerability = typeof vulnerabilities.$inferSelect;

/** What a case holds, in the order of its numbers. None: the case itself is the one. */
export const vulnerabilitiesOf = (tx: Tx, caseId: number): Promise<Vulnerability[]> =>
  tx
    .select()
    .from(vulnerabilities)
    .where(and(eq(vulnerabilities.caseId, caseId), isNull(vulnerabilities.removedAt)))
    .orderBy(asc(vulnerabilities.n));

/** Adds one as the case's next number; numbers of those that were removed are not given again. The case is locked by whoever calls. */
export async function addVulnerability(
  tx: Tx,
  row: Omit<typeof vulnerabilities.$inferInsert, "n">,
): Promise<Vulnerability> {
  const n = sql`(select coalesce(max(v.n), 0) + 1 from ${vulnerabilities} as v where v.case_id = ${row.caseId})`;
  const [added] = await tx
    .insert(vulnerabilities)
    .values({ ...row, n })
    .returning();
  if (added === undefined) throw new Error("the vulnerability was not stored");
  return added;
}

export async function updateVulnerability(
  tx: Tx,
  id: number,
  set: Partial<typeof vulnerabilities.$inferInsert>,
): Promise<void> {
  await tx.update(vulnerabilities).set(set).where(eq(vulnerabilities.id, id));
}

/** How many answers and statements of parties are about this one. Scores of it stay in the history. */
export async function hangingOn(tx: Tx, id: number): Promise<{ answers: number; statements: number }> {
  const [answers, said] = await Promise.all([
    tx.$count(partyAnswers, eq(partyAnswers.vulnerabilityId, id)),
    tx.$count(statements, eq(statements.vulnerabilityId, id)),
  ]);
  return { answers, statements: said };
}

/** Another case that has this CVE, the newest first. Not one that was merged with this case or split off it: they share it by right. */
export async function otherCaseWith(tx: Tx, cve: string, caseId: number): Promise<{ reference: number } | undefined> {
  const linked = sql`exists (select from ${caseLinks} as l where
    (l.from_id = ${caseId} and l.to_id = ${cases.id}) or (l.to_id = ${caseId} and l.from_id = ${cases.id}))`;
  const [row] = await tx
    .select({ reference: cases.reference })
    .from(vulnerabilities)
    .innerJoin(cases, eq(cases.id, vulnerabilities.caseId))
    .where(
      and(
        eq(vulnerabilities.cve, cve),
        ne(vulnerabilities.caseId, caseId),
        isNull(vulnerabilities.removedAt),
        sql`not ${linked}`,
      ),
    )
    .orderBy(sql`${cases.receivedAt} desc`)
    .limit(1);
  return row;
}
