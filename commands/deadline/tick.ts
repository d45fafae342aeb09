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
import { shiftAt } from "../../db/queries/duty.ts";
import { addNotices, type NoticeDraft } from "../../db/queries/notices.ts";
import { pingAt } from "../../src/domain/deadlines.ts";
import { ladder, type Rung } from "../../src/domain/duty.ts";
import type { Act, Desk } from "../desk.ts";
import { deskDestinations, personalDestinations } from "../destinations.ts";

/** A reminder that goes out more than this after its time says so. Ticks come once a minute. */
const lateAfter = 2 * 60_000;

interface Wanted {
  readonly deadlineId: number;
  readonly step: number;
  readonly rung: number;
  readonly plannedAt: Date;
}

/** Writes these reminders, addresses them by the ladder, and puts their notices into the queues. */
async function send(act: Act, wanted: readonly Wanted[], rungs: readonly Rung[]): Promise<void> {
  const wait = act.settings["ping.escalate-minutes"] * 60_000;
  const added = await addPings(
    act.tx,
    wanted.map((w) => {
      const rung = rungs[Math.min(w.rung, rungs.length - 1)];
      return {
        ...w,
        memberId: rung?.memberId ?? null,
        createdAt: act.now,
        late: act.now.getTime() - w.plannedAt.getTime() > lateAfter,
        escalateAt: w.rung < rungs.length - 1 ? new Date(act.now.getTime() + wait) : null,
      };
    }),
  );
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
      params: { ping: p.id },
      dedupe: `ping ${p.id} ${destination}`,
    }));
  });
  await addNotices(act.tx, drafts, act.now);
  if (added.length > 0) {
    const ids = added.map((p) => p.id);
    const data = { first: Math.min(...ids), last: Math.max(...ids), count: ids.length };
    await appendDesk(act.tx, act.keys, act.actor, act.now, [{ action: "pings.sent", data }]);
  }
}

/** Reminders whose time has come: claim, advance the deadline to its next one, send. @returns how many were claimed. */
async function remind(act: Act): Promise<number> {
  const due = await claimDue(act.tx, act.now);
  if (due.length === 0) return 0;
  await advance(
    act.tx,
    due.map((d) => ({ id: d.id, step: d.step + 1, nextPingAt: pingAt(d, d.step + 1, act.calendar) })),
  );
  const rungs = ladder((await shiftAt(act.tx, act.now))?.memberIds ?? []);
  const wanted = due.map((d) => ({ deadlineId: d.id, step: d.step, rung: 0, plannedAt: d.nextPingAt ?? act.now }));
  await send(act, wanted, rungs);
  return due.length;
}

/** Reminders that nobody acknowledged in time: the next rung hears of it. */
async function escalate(act: Act): Promise<number> {
  const unheard = await claimUnacked(act.tx, act.now);
  if (unheard.length === 0) return 0;
  await stopEscalation(
    act.tx,
    unheard.map((p) => p.id),
  );
  const rungs = ladder((await shiftAt(act.tx, act.now))?.memberIds ?? []);
  const wanted = unheard.map((p) => ({
    deadlineId: p.deadlineId,
    step: p.step,
    rung: p.rung + 1,
    plannedAt: p.escalateAt ?? act.now,
  }));
  await send(act, wanted, rungs);
  return unheard.length;
}

/**
 * Once a minute, on any number of replicas at once: claims what is due with row locks, so that each reminder is written by
 * one of them, in one transaction with its notice. The time is the database's (ADR 0005).
 * @returns how many reminders and escalations it made.
 */
export async function tick(desk: Desk): Promise<number> {
  const { keys, calendar, zone } = desk;
  let made = 0;
  for (const part of [remind, escalate]) {
    for (let claimed = claimLimit; claimed === claimLimit; made += claimed) {
      claimed = await desk.db.transaction(async (tx) => {
        const [now, settings] = await Promise.all([databaseNow(tx), readSettings(tx)]);
        return await part({ tx, now, settings, keys, calendar, zone, actor: "clock" });
      });
    }
  }
  await desk.db.transaction(async (tx) => {
    await linkReads(tx, keys);
    await forgetOld(tx, await databaseNow(tx));
  });
  return made;
}
