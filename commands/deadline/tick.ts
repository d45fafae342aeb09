import { appendDesk } from "../../db/queries/audit.ts";
import { linkReads } from "../../db/queries/audit-reads.ts";
import {
  addPings,
  advance,
  claimDue,
  claimLimit,
  claimUnacked,
  type Ping,
  stopEscalation,
} from "../../db/queries/deadlines.ts";
import { databaseNow, forgetOld, readSettings } from "../../db/queries/desk.ts";
import { dutyChanged, shiftAt } from "../../db/queries/duty.ts";
import { redrawHomes } from "../../db/queries/homes.ts";
import { addNotices, type NoticeDraft } from "../../db/queries/notices.ts";
import { afterReminder } from "../../src/domain/deadlines.ts";
import { ladder, type Rung } from "../../src/domain/duty.ts";
import type { Act, Desk } from "../desk.ts";
import { deskDestinations, personalDestinations } from "../destinations.ts";

/** A reminder that goes out more than this after its time says so. Ticks come once a minute. */
const lateAfter = 2 * 60_000;

interface Wanted {
  readonly deadlineId: number;
  readonly caseId: number;
  readonly step: number;
  /** How many were asked before about this step. */
  readonly rung: number;
  /** Whom of the ladder it goes to. */
  readonly index: number;
  readonly plannedAt: Date;
}

/** Writes these reminders, addresses them by the ladder, and puts their notices into the queues. */
async function send(act: Act, wanted: readonly Wanted[], rungs: readonly Rung[]): Promise<void> {
  const wait = act.settings["ping.escalate-minutes"] * 60_000;
  const added = await addPings(
    act.tx,
    wanted.map(({ index, caseId: _, ...w }) => {
      const at = Math.min(index, rungs.length - 1);
      return {
        ...w,
        memberId: rungs[at]?.memberId ?? null,
        createdAt: act.now,
        late: act.now.getTime() - w.plannedAt.getTime() > lateAfter,
        escalateAt: at < rungs.length - 1 ? new Date(act.now.getTime() + wait) : null,
      };
    }),
  );
  const cases = new Map(wanted.map((w) => [w.deadlineId, w.caseId]));
  const members = added.flatMap((p) => p.memberId ?? []);
  const [rooms, persons] = await Promise.all([
    deskDestinations(act.tx),
    personalDestinations(act.tx, [...new Set(members)]),
  ]);
  const drafts = added.flatMap((p: Ping): NoticeDraft[] => {
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
  if (added.length > 0) {
    await redrawHomes(act.tx);
    const ids = added.map((p) => p.id);
    const data = { first: Math.min(...ids), last: Math.max(...ids), count: ids.length };
    await appendDesk(act.tx, act.keys, act.actor, act.now, [{ action: "pings.sent", data }]);
  }
}

/** Reminders whose time has come: claim, advance each deadline to its next one, send. @returns how many were claimed. */
async function remind(act: Act, limit: number): Promise<number> {
  const due = await claimDue(act.tx, act.now, limit);
  if (due.length === 0) return 0;
  const steps = due.map((d) => {
    const fired = d.nextPingAt ?? act.now;
    return { ...afterReminder({ ...d, nextPingAt: fired }, act.now, act.calendar), id: d.id, caseId: d.caseId, fired };
  });
  await advance(act.tx, steps);
  const rungs = ladder((await shiftAt(act.tx, act.now))?.memberIds ?? []);
  const wanted = steps.map((s) => ({
    deadlineId: s.id,
    caseId: s.caseId,
    step: s.key,
    rung: 0,
    index: 0,
    plannedAt: s.fired,
  }));
  await send(act, wanted, rungs);
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
  const rungs = ladder((await shiftAt(act.tx, act.now))?.memberIds ?? []);
  const wanted = unheard.map((p) => ({
    deadlineId: p.deadlineId,
    caseId: p.caseId,
    step: p.step,
    rung: p.rung + 1,
    // After a change of shift the one who was asked is not in the ladder: it begins with the new first person.
    index: rungs.findIndex((r) => r.memberId === p.memberId) + 1,
    plannedAt: p.escalateAt ?? act.now,
  }));
  await send(act, wanted, rungs);
  return unheard.length;
}

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
    () =>
      // Pages say who is on duty; a shift begins and ends without anybody's act.
      desk.db.transaction(async (tx) => {
        const now = await databaseNow(tx);
        if (await dutyChanged(tx, new Date(now.getTime() - lateAfter), now)) await redrawHomes(tx);
        return 0;
      }),
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
