import type { Tx } from "../client.ts";
import { and, asc, desc, eq, inArray, type SQL, sql } from "../orm.ts";
import { cases, deadlines } from "../schema/index.ts";
import { caseColumns, type StoredCase } from "./cases.ts";

/** Where the last page ended. Paging is by key: a page costs the same wherever it is. */
export interface PageKey {
  readonly urgency: number;
  readonly receivedAt: Date;
  readonly id: number;
}

export interface Page {
  readonly rows: readonly StoredCase[];
  /** How many there are in all, counted up to `countLimit`. */
  readonly total: number;
  readonly more: boolean;
}

export const pageSize = 25;
/** Counting on would read the whole table: past this, lists say "more than". */
export const countLimit = 1000;

const toJudge = sql`${cases.state} in ('RCV', 'CHK', 'ASK')`;
const accepted = sql`${cases.acceptedAt} is not null and ${cases.closedAt} is null`;
/** Dates go through text: the driver does not bind a Date inside a raw row comparison. */
const stamp = (at: Date): SQL => sql`${at.toISOString()}::timestamptz`;

async function page(tx: Tx, where: SQL, after: SQL | undefined, order: SQL[], query: "rows" | "all"): Promise<Page> {
  const rows = tx
    .select(caseColumns)
    .from(cases)
    .where(after === undefined ? where : sql`${where} and ${after}`)
    .orderBy(...order)
    .limit(pageSize + 1);
  const counted = tx.execute<{ n: number }>(
    sql`select count(*)::int as n from (select 1 from ${cases} where ${where} limit ${countLimit + 1}) as counted`,
  );
  const [found, count] = await Promise.all([rows, query === "all" ? counted : [{ n: 0 }]]);
  return { rows: found.slice(0, pageSize), total: count[0]?.n ?? 0, more: found.length > pageSize };
}

/**
 * Reports not yet accepted or declined, oldest first: that is the order in which they must be judged. Those of a flood wait apart
 * in the review lane.
 */
export const reportsToJudge = (tx: Tx, after?: PageKey, lane: "queue" | "review" = "queue"): Promise<Page> =>
  page(
    tx,
    lane === "queue" ? sql`${toJudge} and ${cases.lane} is null` : sql`${toJudge} and ${cases.lane} is not null`,
    after && sql`(${cases.receivedAt}, ${cases.id}) > (${stamp(after.receivedAt)}, ${after.id})`,
    [asc(cases.receivedAt), asc(cases.id)],
    "all",
  );

const byUrgency = [asc(cases.urgency), asc(cases.receivedAt), asc(cases.id)];
const afterUrgency = (after: PageKey | undefined): SQL | undefined =>
  after &&
  sql`(${cases.urgency}, ${cases.receivedAt}, ${cases.id}) > (${after.urgency}, ${stamp(after.receivedAt)}, ${after.id})`;

/** Accepted cases: priority first, then by age (guideline 2019, appendix 4: impact goes before order of arrival). */
export const openCases = (tx: Tx, after?: PageKey): Promise<Page> =>
  page(tx, accepted, afterUrgency(after), byUrgency, "all");

/** Everything that a member has and that has not ended, reports included. */
export const casesOf = (tx: Tx, memberId: number, after?: PageKey): Promise<Page> =>
  page(tx, sql`${cases.assigneeId} = ${memberId} and ${cases.closedAt} is null`, afterUrgency(after), byUrgency, "all");

/** How many matches a search looks at before it asks for a narrower word. */
export const searchLimit = 500;

/** Cases whose title, product or vendor has all these words (blind hashes), newest first among the first `searchLimit`. */
export async function findCases(tx: Tx, hashes: readonly bigint[]): Promise<Page> {
  const wanted = sql`array[${sql.join(
    hashes.map((h) => sql`${h.toString()}::bigint`),
    sql`, `,
  )}]`;
  const some = sql`select id from ${cases} where ${cases.tokens} @> ${wanted} limit ${searchLimit + 1}`;
  const rows = await tx
    .select({ ...caseColumns, total: sql<number>`(count(*) over ())::int` })
    .from(cases)
    .where(sql`${cases.id} in (${some})`)
    .orderBy(desc(cases.receivedAt))
    .limit(pageSize);
  const total = rows[0]?.total ?? 0;
  return { rows, total, more: total > pageSize };
}

type NextDeadline = Pick<typeof deadlines.$inferSelect, "kind" | "dueAt" | "label">;

/** The nearest open deadline of each of these cases. */
export async function nextDeadlines(tx: Tx, caseIds: readonly number[]) {
  if (caseIds.length === 0) return new Map<number, NextDeadline>();
  const rows = await tx
    .selectDistinctOn([deadlines.caseId], {
      caseId: deadlines.caseId,
      kind: deadlines.kind,
      dueAt: deadlines.dueAt,
      label: deadlines.label,
    })
    .from(deadlines)
    .where(and(eq(deadlines.state, "open"), inArray(deadlines.caseId, [...caseIds])))
    .orderBy(deadlines.caseId, deadlines.dueAt);
  return new Map<number, NextDeadline>(rows.map((r) => [r.caseId, r]));
}
