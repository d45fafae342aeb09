import type { Tx } from "../client.ts";
import { and, asc, getTableColumns, inArray, isNotNull, lte, sql } from "../orm.ts";
import { deadlines, pings } from "../schema/index.ts";

export type Ping = typeof pings.$inferSelect;

/** Claims reminders that nobody acknowledged in time. Of a step that anybody acknowledged none is claimed. */
export const claimUnacked = (tx: Tx, now: Date, limit: number) =>
  tx
    .select({
      ...getTableColumns(pings),
      caseId: sql`(select d.case_id from ${deadlines} as d where d.id = ${pings.deadlineId})`.mapWith(Number),
      dueAt: sql`(select d.due_at from ${deadlines} as d where d.id = ${pings.deadlineId})`.mapWith(deadlines.dueAt),
    })
    .from(pings)
    .where(
      and(
        sql`${pings.ackedAt} is null`,
        isNotNull(pings.escalateAt),
        lte(pings.escalateAt, now),
        sql`not exists (select 1 from ${pings} as heard where heard.deadline_id = ${pings.deadlineId}
          and heard.step = ${pings.step} and heard.acked_at is not null)`,
      ),
    )
    .orderBy(asc(pings.escalateAt))
    .limit(limit)
    .for("update", { skipLocked: true });

/** Writes reminders; the unique key (deadline, step, rung) lets each exist once. @returns those that are new. */
export async function addPings(tx: Tx, rows: readonly (typeof pings.$inferInsert)[]): Promise<Ping[]> {
  if (rows.length === 0) return [];
  return await tx
    .insert(pings)
    .values([...rows])
    .onConflictDoNothing()
    .returning();
}

/** Who was asked about these steps so far; the desk room is null. */
export async function membersAsked(tx: Tx, steps: readonly Pick<Ping, "deadlineId" | "step">[]) {
  if (steps.length === 0) return [];
  const json = JSON.stringify(steps.map(({ deadlineId, step }) => ({ deadline_id: deadlineId, step })));
  return await tx
    .select({ deadlineId: pings.deadlineId, step: pings.step, memberId: pings.memberId })
    .from(pings)
    .where(
      sql`(${pings.deadlineId}, ${pings.step}) in (
        select r.deadline_id, r.step from json_to_recordset(${json}::json) as r(deadline_id bigint, step int))`,
    );
}

export async function stopEscalation(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(pings)
    .set({ escalateAt: null })
    .where(inArray(pings.id, [...ids]));
}

/** How many reminders of running deadlines wait for anybody's word, each step once. */
export async function unackedCount(tx: Tx): Promise<number> {
  const [row] = await tx.execute<{ n: number }>(sql`
    select count(distinct (p.deadline_id, p.step))::int as n from ${pings} as p join ${deadlines} as d on d.id = p.deadline_id
    where p.acked_at is null and d.state = 'open'`);
  return row?.n ?? 0;
}
