import type { DeadlineKind } from "../../src/domain/clock-rule.ts";
import type { Tx } from "../client.ts";
import { and, asc, eq, inArray, isNotNull, isNull, lte, ne, or, type SQL, sql } from "../orm.ts";
import { cases, deadlineChanges, deadlines, pings } from "../schema/index.ts";

export async function addDeadlines(tx: Tx, rows: readonly (typeof deadlines.$inferInsert)[]): Promise<number[]> {
  if (rows.length === 0) return [];
  const added = await tx
    .insert(deadlines)
    .values([...rows])
    .returning({ id: deadlines.id });
  return added.map((r) => r.id);
}

/** The running clock of a kind: the case's own, or of one party, or where `party` is null of every party. */
interface Which {
  readonly kind: DeadlineKind;
  readonly party: number | null;
}

/**
 * Ends these clocks of a case, halted ones too, and the pings that nobody has answered yet.
 * @param withCase whether the case itself ends.
 */
export async function endDeadlines(
  tx: Tx,
  caseId: number,
  which: readonly Which[],
  now: Date,
  withCase: boolean,
): Promise<void> {
  if (which.length === 0) return;
  const kinds = which.filter((w) => w.party === null).map((w) => w.kind);
  const ofParties = which.flatMap(({ kind, party }) =>
    party === null ? [] : [and(eq(deadlines.kind, kind), eq(deadlines.partyId, party))],
  );
  const ended = tx.$with("ended").as(
    tx
      .update(deadlines)
      .set({ state: "done", doneAt: now, nextPingAt: null, withCase })
      .where(
        and(
          eq(deadlines.caseId, caseId),
          ne(deadlines.state, "done"),
          or(kinds.length === 0 ? undefined : inArray(deadlines.kind, kinds), ...ofParties),
        ),
      )
      .returning({ id: deadlines.id }),
  );
  await tx
    .with(ended)
    .update(pings)
    .set({ escalateAt: null })
    .where(and(inArray(pings.deadlineId, tx.select({ id: ended.id }).from(ended)), isNotNull(pings.escalateAt)));
}

/** Ends one deadline by a person's word. @returns false when it had ended already. */
export async function finishDeadline(tx: Tx, id: number, by: number, now: Date): Promise<boolean> {
  const done = await tx
    .update(deadlines)
    .set({ state: "done", doneAt: now, doneBy: by, nextPingAt: null })
    .where(and(eq(deadlines.id, id), eq(deadlines.state, "open")))
    .returning({ id: deadlines.id });
  await tx.update(pings).set({ escalateAt: null }).where(eq(pings.deadlineId, id));
  return done.length > 0;
}

/** Moves a deadline to another time and keeps why. Reminders that were sent for the old one wait for nobody any more. */
export async function changeDeadline(
  tx: Tx,
  id: number,
  to: { readonly dueAt: Date; readonly step: number; readonly nextPingAt: Date | null },
  change: Omit<typeof deadlineChanges.$inferInsert, "deadlineId">,
): Promise<void> {
  await tx
    .update(deadlines)
    .set({ ...to, round: sql`${deadlines.round} + 1` })
    .where(eq(deadlines.id, id));
  await tx.update(pings).set({ escalateAt: null }).where(eq(pings.deadlineId, id));
  await tx.insert(deadlineChanges).values({ ...change, deadlineId: id });
}

/** Puts the next reminder off. The ladder of the reminders already sent stops with it. */
export async function snoozeDeadline(tx: Tx, id: number, until: Date): Promise<void> {
  await tx.update(deadlines).set({ nextPingAt: until }).where(eq(deadlines.id, id));
  await tx
    .update(pings)
    .set({ escalateAt: null })
    .where(and(eq(pings.deadlineId, id), isNull(pings.ackedAt)));
}

/** A deadline with the reference and the key of its case. */
export const withReference = { deadline: deadlines, reference: cases.reference, key: cases.key };

export async function findDeadline(tx: Tx, id: number) {
  const [row] = await tx
    .select(withReference)
    .from(deadlines)
    .innerJoin(cases, eq(cases.id, deadlines.caseId))
    .where(eq(deadlines.id, id));
  return row;
}

export const deadlinesOfCase = (tx: Tx, caseId: number) =>
  tx
    .select()
    .from(deadlines)
    .where(and(eq(deadlines.caseId, caseId), eq(deadlines.state, "open")))
    .orderBy(asc(deadlines.dueAt), asc(deadlines.id));

/** Most rows that one transaction of the tick claims. */
export const claimLimit = 500;

/** A deadline whose reminder has come. */
export interface Due
  extends Pick<
    typeof deadlines.$inferSelect,
    "id" | "caseId" | "kind" | "startsAt" | "dueAt" | "pausedDays" | "step" | "round"
  > {
  readonly nextPingAt: Date;
}

const isDue = (now: Date) => sql`state = 'open' and next_ping_at <= ${now.toISOString()}::timestamptz`;

/** Moments come as numbers: reading 1,500 of them from text took a third of the claim (docs/performance.md, M7). */
async function claim(tx: Tx, which: SQL, order: SQL, limit: number): Promise<Due[]> {
  const ms = (column: string) => sql.raw(`(extract(epoch from ${column}) * 1000)::float8`);
  const rows = await tx.execute<{
    id: string;
    case_id: string;
    kind: DeadlineKind;
    starts: number;
    due: number;
    next: number;
    paused: number;
    step: number;
    round: number;
  }>(sql`
    select id, case_id, kind, ${ms("starts_at")} as starts, ${ms("due_at")} as due, ${ms("next_ping_at")} as next,
      paused_days as paused, step, round
    from ${deadlines} where ${which} order by ${order} limit ${limit} for update skip locked`);
  return rows.map((r) => ({
    id: Number(r.id),
    caseId: Number(r.case_id),
    kind: r.kind,
    startsAt: new Date(r.starts),
    dueAt: new Date(r.due),
    nextPingAt: new Date(r.next),
    pausedDays: r.paused,
    step: r.step,
    round: r.round,
  }));
}

/** Claims deadlines whose reminder is due, the oldest reminders first; other replicas skip them. The clock is the database's. */
export const claimDue = (tx: Tx, now: Date, limit: number): Promise<Due[]> =>
  claim(tx, isDue(now), sql`next_ping_at, id`, limit);

/** Whether more is due than one transaction claims: after days of standing still. */
export async function isBacklog(tx: Tx, now: Date): Promise<boolean> {
  const found = await tx.execute(
    sql`select 1 from ${deadlines} where ${isDue(now)} order by next_ping_at, id offset ${claimLimit} limit 1`,
  );
  return found.length > 0;
}

/** How many of a backlog are compared with one another: of more, the oldest reminders. */
const compared = 5_000;

/** The same as `claimDue`, but what falls due first before the rest. It reads all that it compares, so it is for a backlog. */
export function claimUrgent(tx: Tx, now: Date, limit: number): Promise<Due[]> {
  const oldest = sql`select id from ${deadlines} where ${isDue(now)} order by next_ping_at, id limit ${compared}`;
  // Looked at again under the lock: another replica may have sent it meanwhile.
  return claim(tx, sql`id in (${oldest}) and ${isDue(now)}`, sql`due_at, id`, limit);
}

/** Sets the next reminder of many deadlines in one statement. */
export async function advance(
  tx: Tx,
  rows: readonly { id: number; step: number; nextPingAt: Date | null }[],
): Promise<void> {
  if (rows.length === 0) return;
  const json = JSON.stringify(rows.map((r) => ({ id: r.id, step: r.step, at: r.nextPingAt })));
  await tx.execute(sql`
    update ${deadlines} as d set step = r.step, next_ping_at = r.at
    from json_to_recordset(${json}::json) as r(id bigint, step int, at timestamptz) where d.id = r.id`);
}

/** A reminder with its deadline and case: what its words are made from. */
export async function findPing(tx: Tx, id: number) {
  const [row] = await tx
    .select({
      ping: pings,
      deadline: deadlines,
      reference: cases.reference,
      caseKey: cases.key,
      assigneeId: cases.assigneeId,
    })
    .from(pings)
    .innerJoin(deadlines, eq(deadlines.id, pings.deadlineId))
    .innerJoin(cases, eq(cases.id, deadlines.caseId))
    .where(eq(pings.id, id));
  return row;
}

/** Reminders that wait for this member's word, oldest first. */
export const unackedOf = (tx: Tx, memberId: number, limit: number) =>
  tx
    .select({ ping: pings, deadline: deadlines, reference: cases.reference })
    .from(pings)
    .innerJoin(deadlines, eq(deadlines.id, pings.deadlineId))
    .innerJoin(cases, eq(cases.id, deadlines.caseId))
    .where(and(eq(pings.memberId, memberId), isNull(pings.ackedAt), eq(deadlines.state, "open")))
    .orderBy(asc(pings.id))
    .limit(limit);

/** Somebody says that they have it: silences the ladder of this step, not the deadline. */
export async function ackStep(tx: Tx, deadlineId: number, step: number, by: number, now: Date): Promise<void> {
  const waiting = and(eq(pings.deadlineId, deadlineId), eq(pings.step, step), isNull(pings.ackedAt));
  // A tick that is asking the next one holds these rows: once they are ours, the ping that it wrote is there to be answered, too.
  await tx.select({ id: pings.id }).from(pings).where(waiting).orderBy(asc(pings.id)).for("update");
  await tx.update(pings).set({ ackedAt: now, ackedBy: by, escalateAt: null }).where(waiting);
}

export async function markPingSent(tx: Tx, id: number, now: Date): Promise<void> {
  await tx
    .update(pings)
    .set({ sentAt: now })
    .where(and(eq(pings.id, id), isNull(pings.sentAt)));
}

/** The next rung of this reminder's ladder is due now. */
export async function escalateNow(tx: Tx, id: number, now: Date): Promise<void> {
  await tx
    .update(pings)
    .set({ escalateAt: now })
    .where(and(eq(pings.id, id), isNotNull(pings.escalateAt)));
}

/** How many reminders should have gone out before a moment: more than none means that the clock does not tick. */
export async function overdueReminders(tx: Tx, before: Date): Promise<number> {
  const [row] = await tx
    .select({ n: sql<number>`count(*)::int` })
    .from(deadlines)
    .where(and(sql`${deadlines.state} = 'open'`, isNotNull(deadlines.nextPingAt), lte(deadlines.nextPingAt, before)));
  return row?.n ?? 0;
}
