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
  /** The first line that they have now; undefined for who goes off. */
  readonly turn: Turn | undefined;
}

const linesOf = (rows: readonly Seen[], memberId: number): string =>
  rows
    .filter((r) => r.memberId === memberId)
    .map((r) => r.line)
    .sort()
    .join(",");

/** Who comes on (or has other lines than before) and who goes off. */
function changes(before: readonly Seen[], now: readonly Seen[], turns: readonly Turn[]): Change[] {
  const ids = new Set([...before, ...now].map((r) => r.memberId));
  return [...ids]
    .filter((id) => linesOf(before, id) !== linesOf(now, id))
    .map((memberId) => ({ memberId, turn: turns.find((t) => t.memberId === memberId) }));
}

/** When what holds now began: the change that this tells of. With nobody on duty, when what was arranged last ended. */
function begun(turns: readonly Turn[], { layers, shifts }: Roster, now: Date): Date {
  const times =
    turns.length > 0 ? turns.map((turn) => turn.since) : [...layers, ...shifts].map((arranged) => arranged.endsAt);
  const last = Math.max(...times.map((at) => (at !== null && at <= now ? at.getTime() : 0)), 0);
  return last === 0 ? now : new Date(last);
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
  const now = turns.flatMap(({ memberId, line }) => (memberId === null ? [] : [{ memberId, line }]));
  const changed = changes(before, now, turns);
  if (changed.length === 0) return 0;
  await writeSeen(act.tx, now);
  await redrawHomes(act.tx);
  await fillGroups(act.tx);
  const reached = await personalDestinations(
    act.tx,
    changed.map((c) => c.memberId),
  );
  const drafts = changed.flatMap(({ memberId, turn }): NoticeDraft[] => {
    const destination = reached.get(memberId);
    if (destination === undefined) return [];
    const since = turn === undefined ? begun(turns, roster, act.now) : (turn.since ?? act.now);
    const late = act.now.getTime() - since.getTime() > lateAfter;
    return [
      {
        destination,
        kind: "hand-over",
        caseId: null,
        params: { member: memberId, on: turn !== undefined, line: turn?.line ?? "", since: since.toISOString(), late },
        dedupe: `hand-over ${memberId} ${linesOf(now, memberId)} ${since.toISOString()}`,
      },
    ];
  });
  await addNotices(act.tx, drafts, act.now);
  return 0;
}
