import { appendDesk } from "../../db/queries/audit.ts";
import { linkReads } from "../../db/queries/audit-reads.ts";
import { assigneesOf, lockCaseById } from "../../db/queries/cases.ts";
import { advance, claimDue, claimLimit, claimUrgent, type Due, isBacklog } from "../../db/queries/deadlines.ts";
import { databaseNow, forgetOld, readSettings } from "../../db/queries/desk.ts";
import { embargoesDue } from "../../db/queries/embargo.ts";
import { redrawHomes } from "../../db/queries/homes.ts";
import { addNotices, type NoticeDraft } from "../../db/queries/notices.ts";
import { addPings, claimUnacked, membersAsked, type Ping, stopEscalation } from "../../db/queries/pings.ts";
import { afterReminder } from "../../src/domain/deadlines.ts";
import { nextRung } from "../../src/domain/duty.ts";
import { apply } from "../apply.ts";
import type { Act, Desk } from "../desk.ts";
import { deskDestinations, personalDestinations } from "../destinations.ts";
import { handOver } from "../duty/hand-over.ts";
import { endRows } from "../embargo/end-rows.ts";
import { laddersNow } from "../on-duty.ts";
import { lateAfter } from "../times.ts";

interface Wanted {
  readonly deadlineId: number;
  readonly caseId: number;
  readonly step: number;
  /** How many were asked before about this step. */
  readonly rung: number;
  readonly dueAt: Date;
  readonly plannedAt: Date;
}

const stepKey = (s: { readonly deadlineId: number; readonly step: number }): string => `${s.deadlineId} ${s.step}`;

/** Whom each of these goes to now, and when the one after is asked. One that everybody was asked about already falls away. */
async function addressed(act: Act, wanted: readonly Wanted[]) {
  const [ladderOf, assignees, before] = await Promise.all([
    laddersNow(act),
    assigneesOf(
      act.tx,
      wanted.map((w) => w.caseId),
    ),
    membersAsked(
      act.tx,
      wanted.filter((w) => w.rung > 0),
    ),
  ]);
  const asked = Map.groupBy(before, stepKey);
  return wanted.flatMap(({ caseId, dueAt: _, ...w }) => {
    const rungs = ladderOf(assignees.get(caseId) ?? null);
    const done = new Set((asked.get(stepKey(w)) ?? []).map((a) => a.memberId));
    const rung = nextRung(rungs, done);
    if (rung === undefined) return [];
    const after = nextRung(rungs, done.add(rung.memberId));
    return {
      ...w,
      memberId: rung.memberId,
      createdAt: act.now,
      late: act.now.getTime() - w.plannedAt.getTime() > lateAfter,
      escalateAt: after === undefined ? null : new Date(act.now.getTime() + after.after * 60_000),
    };
  });
}

/** Puts the notices of these reminders into the queues, in their order. */
async function announce(act: Act, added: readonly Ping[], wanted: readonly Wanted[]): Promise<void> {
  const cases = new Map(wanted.map((w) => [w.deadlineId, w.caseId]));
  const members = added.flatMap((p) => p.memberId ?? []);
  const [rooms, persons] = await Promise.all([
    deskDestinations(act.tx),
    personalDestinations(act.tx, [...new Set(members)]),
  ]);
  const drafts = added.flatMap((p): NoticeDraft[] => {
    const own = p.memberId === null ? undefined : persons.get(p.memberId);
    return (own === undefined ? rooms : [own]).map((destination) => ({
      destination,
      kind: "ping",
      caseId: cases.get(p.deadlineId) ?? null,
      params: { ping: p.id },
      dedupe: `ping ${p.id} ${destination}`,
    }));
  });
  await addNotices(act.tx, drafts, act.now);
}

/** Writes these reminders, what falls due first before the others, addresses them by the ladder, and announces them. */
async function send(act: Act, wanted: readonly Wanted[]): Promise<void> {
  const urgent = wanted.toSorted(
    (a, b) =>
      a.dueAt.getTime() - b.dueAt.getTime() ||
      a.deadlineId - b.deadlineId ||
      a.plannedAt.getTime() - b.plannedAt.getTime(),
  );
  const added = await addPings(act.tx, await addressed(act, urgent));
  if (added.length === 0) return;
  await announce(act, added, wanted);
  await redrawHomes(act.tx);
  const ids = added.map((p) => p.id);
  const data = { first: Math.min(...ids), last: Math.max(...ids), count: ids.length };
  await appendDesk(act.tx, act.keys, act.actor, act.now, [{ action: "pings.sent", data }]);
}

/** Every reminder of one deadline whose time has come: after a standstill there may be several, each sent once. */
function owed(act: Act, due: Due) {
  const steps: { key: number; plannedAt: Date }[] = [];
  let at: { step: number; nextPingAt: Date | null } = { step: due.step, nextPingAt: due.nextPingAt };
  while (at.nextPingAt !== null && at.nextPingAt <= act.now) {
    const plannedAt: Date = at.nextPingAt;
    const { key, ...next } = afterReminder({ ...due, step: at.step, nextPingAt: plannedAt }, act.now, act.calendar);
    steps.push({ key, plannedAt });
    at = next;
  }
  return { ...at, id: due.id, steps };
}

/** Reminders whose time has come: claim, advance each deadline to its next one, send. @returns how many deadlines were claimed. */
async function remind(act: Act, limit: number): Promise<number> {
  const inOrder = limit > 1 && (await isBacklog(act.tx, act.now)) ? claimUrgent : claimDue;
  const due = await inOrder(act.tx, act.now, limit);
  if (due.length === 0) return 0;
  const all = due.map((d) => ({ ...owed(act, d), dueAt: d.dueAt, caseId: d.caseId }));
  await advance(act.tx, all);
  const wanted = all.flatMap(({ id, caseId, dueAt, steps }) =>
    steps.map(({ key, plannedAt }) => ({ deadlineId: id, caseId, step: key, rung: 0, dueAt, plannedAt })),
  );
  await send(act, wanted);
  return due.length;
}

/** Reminders that nobody acknowledged in time: the next rung hears of it. */
async function escalate(act: Act, limit: number): Promise<number> {
  const unheard = await claimUnacked(act.tx, act.now, limit);
  if (unheard.length === 0) return 0;
  await stopEscalation(
    act.tx,
    unheard.map((p) => p.id),
  );
  await send(
    act,
    unheard.map((p) => ({
      deadlineId: p.deadlineId,
      caseId: p.caseId,
      step: p.step,
      rung: p.rung + 1,
      dueAt: p.dueAt,
      plannedAt: p.escalateAt ?? act.now,
    })),
  );
  return unheard.length;
}

/** Ends the embargo whose time came first; its case is locked, so one of several replicas does it, once. */
const endEmbargoes: Part = async (act) => {
  const [due] = await embargoesDue(act.tx, act.now, 1);
  const stored = due && (await lockCaseById(act.tx, due.caseId));
  if (stored === undefined) return 0;
  await apply(act, stored, { before: stored, after: stored, events: await endRows(act, stored.id, "due") });
  return 1;
};

type Part = (act: Act, limit: number) => Promise<number>;

/** An hour: how long a reminder that cannot be made is put aside before it is tried again. */
const asideMs = 3_600_000;

async function inOneTransaction(desk: Desk, part: Part, limit: number): Promise<number> {
  const { keys, calendar, zone } = desk;
  return await desk.db.transaction(async (tx) => {
    const [now, settings] = await Promise.all([databaseNow(tx), readSettings(tx)]);
    return await part({ tx, now, settings, keys, calendar, zone, actor: "clock" }, limit);
  });
}

/** Puts the first due reminder off: it could not be made, and those behind it must not wait for it. */
const putAside: Part = async (act) => {
  const due = await claimDue(act.tx, act.now, 1);
  const later = new Date(act.now.getTime() + asideMs);
  await advance(
    act.tx,
    due.map((d) => ({ id: d.id, step: d.step, nextPingAt: later })),
  );
  return due.length;
};

/** Does a part in batches; a batch that fails is done one by one, and one that fails alone is put aside and logged. */
async function untilDone(desk: Desk, part: Part, aside?: Part): Promise<number> {
  let made = 0;
  for (let claimed = claimLimit; claimed === claimLimit; made += claimed) {
    try {
      claimed = await inOneTransaction(desk, part, claimLimit);
    } catch (error) {
      desk.log.error({ err: error }, "a batch of reminders failed; going on one by one");
      for (let one = 1; one === 1; made += one) {
        try {
          one = await inOneTransaction(desk, part, 1);
        } catch (alone) {
          if (aside === undefined) throw alone;
          desk.log.error({ err: alone }, "a reminder could not be made and is put aside for an hour");
          await inOneTransaction(desk, aside, 1);
        }
      }
      return made;
    }
  }
  return made;
}

/**
 * Once a minute, on any number of replicas at once: claims what is due with row locks, so that each reminder is written by
 * one of them, in one transaction with its notice. The time is the database's (ADR 0005). A part that fails does not keep
 * the others from their work; the first fault is thrown at the end, so that the job counts as failed.
 * @returns how many reminders and escalations it made.
 */
export async function tick(desk: Desk): Promise<number> {
  const parts: (() => Promise<number>)[] = [
    () => untilDone(desk, remind, putAside),
    () => untilDone(desk, escalate),
    async () => {
      let ended = 0;
      while (ended < claimLimit && (await inOneTransaction(desk, endEmbargoes, 1)) > 0) ended += 1;
      return 0;
    },
    () => inOneTransaction(desk, handOver, 1),
    async () => {
      await desk.db.transaction((tx) => linkReads(tx, desk.keys));
      return 0;
    },
    async () => {
      await desk.db.transaction(async (tx) => forgetOld(tx, await databaseNow(tx)));
      return 0;
    },
  ];
  let made = 0;
  const faults: unknown[] = [];
  for (const part of parts) {
    try {
      made += await part();
    } catch (error) {
      faults.push(error);
    }
  }
  if (faults.length > 0) throw faults[0];
  return made;
}
