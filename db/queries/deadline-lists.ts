import type { Tx } from "../client.ts";
import { and, asc, eq, lte, sql } from "../orm.ts";
import { cases, deadlines } from "../schema/index.ts";
import { withReference } from "./deadlines.ts";

/** Counting on would read the whole table: past this, a list says that there are more. */
export const countLimit = 1_000;

/** How many open deadlines there are until a moment, or in all, counted up to one more than `countLimit`. */
export async function countDeadlines(tx: Tx, until?: Date): Promise<number> {
  const by = until === undefined ? sql`` : sql`and due_at <= ${until.toISOString()}::timestamptz`;
  const [row] = await tx.execute<{ n: number }>(
    sql`select count(*)::int as n from (select 1 from ${deadlines} where state = 'open' ${by} limit ${countLimit + 1}) as counted`,
  );
  return row?.n ?? 0;
}

/** The same for what one member is responsible for. */
export async function countDeadlinesOf(tx: Tx, memberId: number, until?: Date): Promise<number> {
  const by = until === undefined ? sql`` : sql`and d.due_at <= ${until.toISOString()}::timestamptz`;
  const [row] = await tx.execute<{ n: number }>(sql`
    select count(*)::int as n from (select 1 from ${cases} as c join ${deadlines} as d on d.case_id = c.id
      where c.assignee_id = ${memberId} and c.closed_at is null and d.state = 'open' ${by} limit ${countLimit + 1}) as counted`);
  return row?.n ?? 0;
}

/** Where a page of deadlines ended. */
export interface DeadlineKey {
  readonly dueAt: Date;
  readonly id: number;
}

const behind = (after: DeadlineKey | undefined) =>
  after && sql`(${deadlines.dueAt}, ${deadlines.id}) > (${after.dueAt.toISOString()}::timestamptz, ${after.id})`;

/** Open deadlines, the nearest first, from a page key on. @param until the last moment that counts. */
export const openDeadlines = (tx: Tx, limit: number, after?: DeadlineKey, until?: Date) =>
  tx
    .select(withReference)
    .from(deadlines)
    .innerJoin(cases, eq(cases.id, deadlines.caseId))
    .where(and(sql`${deadlines.state} = 'open'`, until && lte(deadlines.dueAt, until), behind(after)))
    .orderBy(asc(deadlines.dueAt), asc(deadlines.id))
    .limit(limit);

/**
 * Open deadlines of what one member is responsible for, the nearest first: by the index of their cases, since among all
 * deadlines theirs may be far apart. @param until the last moment that counts.
 */
export const deadlinesOfMember = (
  tx: Tx,
  memberId: number,
  limit: number,
  { after, until }: { readonly after?: DeadlineKey | undefined; readonly until?: Date | undefined } = {},
) =>
  tx
    .select(withReference)
    .from(cases)
    .innerJoin(deadlines, eq(deadlines.caseId, cases.id))
    .where(
      and(
        eq(cases.assigneeId, memberId),
        sql`${cases.closedAt} is null`,
        sql`${deadlines.state} = 'open'`,
        until && lte(deadlines.dueAt, until),
        behind(after),
      ),
    )
    .orderBy(asc(deadlines.dueAt), asc(deadlines.id))
    .limit(limit);

/** The nearest open deadlines until a moment, and how many there are in all (counted up to 1,000). */
export async function deadlinesUntil(tx: Tx, until: Date, limit: number) {
  const soon = sql`${deadlines.state} = 'open' and ${deadlines.dueAt} <= ${until.toISOString()}::timestamptz`;
  const [found, [count]] = await Promise.all([
    tx
      .select(withReference)
      .from(deadlines)
      .innerJoin(cases, eq(cases.id, deadlines.caseId))
      .where(soon)
      .orderBy(asc(deadlines.dueAt), asc(deadlines.id))
      .limit(limit),
    tx.execute<{ n: number }>(
      sql`select count(*)::int as n from (select 1 from ${deadlines} where ${soon} limit 1000) as counted`,
    ),
  ]);
  return { found, total: count?.n ?? 0 };
}
