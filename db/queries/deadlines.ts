import type { DeadlineKind } from "../../src/domain/clock-rule.ts";
import type { Tx } from "../client.ts";
import { and, asc, eq, inArray, isNotNull, isNull, lte, ne, or, sql } from "../orm.ts";
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

/** Ends these clocks of a case, halted ones too, and the pings that nobody has answered yet. */
export async function endDeadlines(tx: Tx, caseId: number, which: readonly Which[], now: Date): Promise<void> {
  if (which.length === 0) return;
  const kinds = which.filter((w) => w.party === null).map((w) => w.kind);
  const ofParties = which.flatMap(({ kind, party }) =>
    party === null ? [] : [and(eq(deadlines.kind, kind), eq(deadlines.partyId, party))],
  );
  const ended = tx.$with("ended").as(
    tx
      .update(deadlines)
      .set({ state: "done", doneAt: now, nextPingAt: null })
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

/** Halts the running clocks of these kinds: they remind nobody until they are resumed. */
export async function pauseDeadlines(tx: Tx, caseId: number, kinds: readonly DeadlineKind[], now: Date): Promise<void> {
  if (kinds.length === 0) return;
  const halted = await tx
    .update(deadlines)
    .set({ state: "paused", pausedAt: now, nextPingAt: null })
    .where(and(eq(deadlines.caseId, caseId), eq(deadlines.state, "open"), inArray(deadlines.kind, [...kinds])))
    .returning({ id: deadlines.id });
  await tx
    .update(pings)
    .set({ escalateAt: null })
    .where(
      inArray(
        pings.deadlineId,
        halted.map((d) => d.id),
      ),
    );
}

export const pausedDeadlines = (tx: Tx, caseId: number, kinds: readonly DeadlineKind[]) =>
  tx
    .select()
    .from(deadlines)
    .where(and(eq(deadlines.caseId, caseId), eq(deadlines.state, "paused"), inArray(deadlines.kind, [...kinds])));

export async function resumeDeadline(
  tx: Tx,
  id: number,
  to: { readonly pausedDays: number; readonly dueAt: Date; readonly nextPingAt: Date | null },
): Promise<void> {
  await tx
    .update(deadlines)
    .set({ ...to, state: "open", pausedAt: null })
    .where(eq(deadlines.id, id));
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
  await tx.update(deadlines).set(to).where(eq(deadlines.id, id));
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

const withReference = { deadline: deadlines, reference: cases.reference, key: cases.key };

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

/** Open deadlines, the nearest first, from a page key on. */
export const openDeadlines = (tx: Tx, limit: number, after?: { readonly dueAt: Date; readonly id: number }) =>
  tx
    .select(withReference)
    .from(deadlines)
    .innerJoin(cases, eq(cases.id, deadlines.caseId))
    .where(
      and(
        sql`${deadlines.state} = 'open'`,
        after && sql`(${deadlines.dueAt}, ${deadlines.id}) > (${after.dueAt.toISOString()}::timestamptz, ${after.id})`,
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

/** Most rows that one transaction of the tick claims. */
export const claimLimit = 500;

const claimed = {
  id: deadlines.id,
  caseId: deadlines.caseId,
  kind: deadlines.kind,
  startsAt: deadlines.startsAt,
  dueAt: deadlines.dueAt,
  zone: deadlines.zone,
  pausedDays: deadlines.pausedDays,
  step: deadlines.step,
  nextPingAt: deadlines.nextPingAt,
};

const isDue = (now: Date) =>
  and(sql`${deadlines.state} = 'open'`, isNotNull(deadlines.nextPingAt), lte(deadlines.nextPingAt, now));

/** Claims deadlines whose reminder is due, the oldest reminders first; other replicas skip them. The clock is the database's. */
export const claimDue = (tx: Tx, now: Date, limit: number) =>
  tx
    .select(claimed)
    .from(deadlines)
    .where(isDue(now))
    .orderBy(asc(deadlines.nextPingAt), asc(deadlines.id))
    .limit(limit)
    .for("update", { skipLocked: true });

/** Whether more is due than one transaction claims: after days of standing still. */
export async function isBacklog(tx: Tx, now: Date): Promise<boolean> {
  const found = await tx
    .select({ id: deadlines.id })
    .from(deadlines)
    .where(isDue(now))
    .orderBy(asc(deadlines.nextPingAt), asc(deadlines.id))
    .offset(claimLimit)
    .limit(1);
  return found.length > 0;
}

/** How many of a backlog are compared with one another: of more, the oldest reminders. */
const compared = 5_000;

/** The same as `claimDue`, but what falls due first before the rest. It reads all that it compares, so it is for a backlog. */
export const claimUrgent = (tx: Tx, now: Date, limit: number) =>
  tx
    .select(claimed)
    .from(deadlines)
    .where(
      and(
        sql`${deadlines.id} in (
          select d.id from ${deadlines} as d where d.state = 'open' and d.next_ping_at <= ${now.toISOString()}::timestamptz
          order by d.next_ping_at, d.id limit ${compared})`,
        // Looked at again under the lock: another replica may have sent it meanwhile.
        isDue(now),
      ),
    )
    .orderBy(asc(deadlines.dueAt), asc(deadlines.id))
    .limit(limit)
    .for("update", { skipLocked: true });

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
  await tx
    .update(pings)
    .set({ ackedAt: now, ackedBy: by, escalateAt: null })
    .where(and(eq(pings.deadlineId, deadlineId), eq(pings.step, step), isNull(pings.ackedAt)));
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
