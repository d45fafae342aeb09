import { lockSeen, readRoster, type Seen, writeSeen } from "../../db/queries/duty.ts";
import { fillGroups } from "../../db/queries/groups.ts";
import { redrawHomes } from "../../db/queries/homes.ts";
import { addNotices, type NoticeDraft } from "../../db/queries/notices.ts";
import { wallIn } from "../../src/calendar.ts";
import { onDuty, type Roster, type Turn } from "../../src/domain/roster.ts";
import type { Act } from "../desk.ts";
import { personalDestinations } from "../destinations.ts";
import { lateAfter } from "../times.ts";

interface Change {
  readonly memberId: number;
  /** Lines that they have now and had not when a clock last looked. */
  readonly gained: readonly Turn[];
  /** Lines that they had then and have not now. */
  readonly lost: readonly string[];
}

/** Who has other lines than before. */
function changes(before: readonly Seen[], turns: readonly Turn[]): Change[] {
  const has = (rows: readonly { memberId: number | null; line: string }[], id: number, line: string): boolean =>
    rows.some((r) => r.memberId === id && r.line === line);
  const ids = new Set([...before, ...turns].flatMap((r) => r.memberId ?? []));
  return [...ids]
    .map((memberId) => ({
      memberId,
      gained: turns.filter((t) => t.memberId === memberId && !has(before, memberId, t.line)),
      lost: before.filter((r) => r.memberId === memberId && !has(turns, memberId, r.line)).map((r) => r.line),
    }))
    .filter(({ gained, lost }) => gained.length + lost.length > 0);
}

/** The last of these moments that has passed; now when none is known. */
function lastOf(times: readonly (Date | null)[], now: Date): Date {
  const last = Math.max(0, ...times.map((at) => (at !== null && at <= now ? at.getTime() : 0)));
  return last === 0 ? now : new Date(last);
}

/** When a line that somebody lost went from them: when whoever has it now got it, or `duty set` began, or what they had ended. */
function lostAt(line: string, turns: readonly Turn[], { layers, shifts }: Roster, now: Date): Date {
  const instead = turns.find((t) => t.line === line) ?? turns.find((t) => t.why === "set");
  if (instead !== undefined) return lastOf([instead.since], now);
  return lastOf(
    [...layers.filter((l) => l.line === line), ...shifts].map((arranged) => arranged.endsAt),
    now,
  );
}

function draft(
  { now }: Act,
  { memberId, gained, lost }: Change,
  destination: string,
  turns: readonly Turn[],
  roster: Roster,
): NoticeDraft {
  const times =
    gained.length > 0 ? gained.map((turn) => turn.since) : lost.map((line) => lostAt(line, turns, roster, now));
  const since = lastOf(times, now);
  const late = now.getTime() - since.getTime() > lateAfter;
  const on = turns.some((turn) => turn.memberId === memberId);
  const lines = [...gained.map((turn) => `+${turn.line}`), ...lost.map((line) => `-${line}`)].join(",");
  return {
    destination,
    kind: "hand-over",
    caseId: null,
    params: { member: memberId, on, line: gained[0]?.line ?? "", since: since.toISOString(), late },
    // What was seen is written with it: each change is found once, and the same line may come and go again.
    dedupe: `hand-over ${memberId} ${lines} ${now.toISOString()}`,
  };
}

/**
 * Tells of a change of duty, once over all replicas and restarts: what is on now is compared with what was when a clock last
 * looked, under a lock, in the transaction of the notices. Of several changes while the server stood still only what came of
 * them is told, late and saying so. @returns 0: a hand-over is no reminder.
 */
export async function handOver(act: Act): Promise<number> {
  const before = await lockSeen(act.tx);
  if (before === undefined) return 0;
  const roster = await readRoster(act.tx, act.now);
  const turns = onDuty(roster, act.now, wallIn);
  const changed = changes(before, turns);
  if (changed.length === 0) return 0;
  await writeSeen(
    act.tx,
    turns.flatMap(({ memberId, line }) => (memberId === null ? [] : [{ memberId, line }])),
  );
  await redrawHomes(act.tx);
  await fillGroups(act.tx);
  const reached = await personalDestinations(
    act.tx,
    changed.map((c) => c.memberId),
  );
  const drafts = changed.flatMap((change) => {
    const destination = reached.get(change.memberId);
    return destination === undefined ? [] : draft(act, change, destination, turns, roster);
  });
  await addNotices(act.tx, drafts, act.now);
  return 0;
}
