/**
 * The escalation ladder: who is asked about a reminder, one after the other, until somebody acknowledges it. A desk keeps its own
 * as rows; each is resolved when a reminder goes out, so that a change of duty between two rungs counts.
 */

/** `duty` = every line in its order; `line-2` = the second line alone; `assignee` = whoever has the case. */
export type Asked = "duty" | "assignee" | "desk-room" | `line-${number}`;

export interface LadderRow {
  readonly who: Asked;
  /** Minutes after the rung before it; null = `ping.escalate-minutes`. The first rung is asked at once. */
  readonly after: number | null;
}

/** Those on duty one after the other, then the desk room. */
export const defaultLadder: readonly LadderRow[] = [
  { who: "duty", after: null },
  { who: "desk-room", after: null },
];

/** One person to ask, or the desk room when `memberId` is null. */
export interface Rung {
  readonly memberId: number | null;
  /** Minutes after the one before. */
  readonly after: number;
}

interface People {
  /** Who has each line, in order; null where nobody has. */
  readonly lines: readonly (number | null)[];
  readonly assignee: number | null;
}

const present = (ids: readonly (number | null | undefined)[]): number[] =>
  ids.filter((id) => id !== null && id !== undefined);

function who(asked: Asked, people: People): (number | null)[] {
  if (asked === "duty") return present(people.lines);
  if (asked === "assignee") return present([people.assignee]);
  if (asked === "desk-room") return [null];
  return present([people.lines[Number(asked.slice("line-".length)) - 1]]);
}

/**
 * The ladder for one reminder: each person once, in the first place that they have; a rung with nobody falls away. The desk room
 * always comes, last where no row names it: a reminder never ends with nobody having been asked.
 * @param wait minutes for rows without their own.
 */
export function ladder(rows: readonly LadderRow[], people: People, wait: number): Rung[] {
  const rungs = new Map<number | null, Rung>();
  for (const row of [...rows, { who: "desk-room" as const, after: null }]) {
    for (const memberId of who(row.who, people)) {
      if (!rungs.has(memberId)) rungs.set(memberId, { memberId, after: row.after ?? wait });
    }
  }
  return [...rungs.values()];
}

/** The first rung that was not asked about this reminder yet. After a change of duty that may be one before those who were. */
export const nextRung = (rungs: readonly Rung[], asked: ReadonlySet<number | null>): Rung | undefined =>
  rungs.find((r) => !asked.has(r.memberId));
