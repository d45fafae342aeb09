import { nextChange, onDuty, type Roster, type Turn, type Walls } from "./roster.ts";

/** A stretch of a line that somebody would have had: who has it instead, null = nobody. */
export interface Gap {
  readonly line: string;
  readonly memberId: number | null;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** The first of these moments. */
const earliest = (...moments: readonly (Date | null)[]): Date =>
  new Date(Math.min(...moments.map((m) => m?.getTime() ?? Number.POSITIVE_INFINITY)));

/**
 * What becomes of somebody's duty within a span when the roster changes from `before` to `after`. Hours in which a line has nobody
 * anyway do not part a stretch.
 */
export function gapsBetween(
  before: Roster,
  after: Roster,
  memberId: number,
  span: { readonly startsAt: Date; readonly endsAt: Date },
  walls: Walls,
): Gap[] {
  const gaps: Gap[] = [];
  /** Where in `gaps` the stretch stands that may go on, by line. */
  const going = new Map<string, number>();
  const note = (turn: Turn, instead: number | null, startsAt: Date, endsAt: Date): void => {
    const at = going.get(turn.line);
    const last = at === undefined ? undefined : gaps[at];
    if (at !== undefined && last?.memberId === instead) gaps[at] = { ...last, endsAt };
    else going.set(turn.line, gaps.push({ line: turn.line, memberId: instead, startsAt, endsAt }) - 1);
  };
  for (let at = span.startsAt; at < span.endsAt; ) {
    const next = earliest(nextChange(before, at, walls), nextChange(after, at, walls), span.endsAt);
    const then = onDuty(after, at, walls);
    for (const turn of onDuty(before, at, walls)) {
      const instead = then.find((t) => t.line === turn.line)?.memberId ?? null;
      if (turn.memberId === memberId && instead !== memberId) note(turn, instead, at, next);
      else if (turn.memberId !== null) going.delete(turn.line);
    }
    at = next;
  }
  return gaps;
}
