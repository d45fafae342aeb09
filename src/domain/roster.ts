/**
 * Who is on duty, as data and one pure function. A line ("first", "second") is asked in its place; its layers are its versions in
 * time, so that a change never rewrites who was on duty before it. Moments are UTC instants; turns begin at a wall-clock time of
 * the layer's own zone, in summer and in winter.
 */

import { inAskingOrder } from "./asking.ts";

/** Days and wall-clock times of one zone. Days are numbered from 1 January 1970, a Thursday. */
export interface Wall {
  dayOf(moment: Date): number;
  /** The moment at which the clocks of that day show this many minutes after midnight; the later side of a gap, the earlier of two. */
  at(day: number, minutes: number): Date;
  isBusiness(day: number): boolean;
}
export type Walls = (zone: string) => Wall;

const hoursOfDuty = ["always", "office", "off-hours", "workdays", "days-off"] as const;
export type Hours = (typeof hoursOfDuty)[number];

/** When a layer has people: the minutes of the day at which that may change, and whether it has from there on. */
const windows: Readonly<
  Record<Hours, { readonly marks: readonly number[]; readonly open: (isBusiness: boolean, mark: number) => boolean }>
> = {
  always: { marks: [0], open: () => true },
  office: { marks: [540, 1080], open: (isBusiness, mark) => isBusiness && mark === 540 },
  "off-hours": { marks: [540, 1080], open: (isBusiness, mark) => !isBusiness || mark !== 540 },
  workdays: { marks: [0], open: (isBusiness) => isBusiness },
  "days-off": { marks: [0], open: (isBusiness) => !isBusiness },
};

/** One version of a line: people who take turns of `days` days. */
export interface Layer {
  readonly line: string;
  /** Lower ones are asked first. */
  readonly position: number;
  /** In the order of their turns; somebody may have several. */
  readonly memberIds: readonly number[];
  readonly days: number;
  /** Wall-clock time of the hand-over, in minutes after midnight. */
  readonly minutes: number;
  readonly zone: string;
  /** The day on which a turn of the first one begins. */
  readonly anchorDay: number;
  readonly hours: Hours;
  readonly startsAt: Date;
  readonly endsAt: Date | null;
}

interface Span {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** Somebody has a line for a span, in place of whoever's turn it is. The newest holds. */
interface Override extends Span {
  readonly id: number;
  readonly line: string;
  readonly memberId: number;
}

/** Somebody is away: the next one of the rotation who is not stands in. */
interface Absence extends Span {
  readonly memberId: number;
}

/** `duty set`: these people, in this order, in place of every line. The newest holds. */
export interface Shift extends Span {
  readonly id: number;
  readonly memberIds: readonly number[];
}

export interface Roster {
  readonly layers: readonly Layer[];
  readonly overrides: readonly Override[];
  readonly absences: readonly Absence[];
  readonly shifts: readonly Shift[];
}

/** Why somebody has a line, or nobody: `closed` = outside the layer's hours, `nobody` = everyone of the rotation is away. */
export type Why = "rotation" | "override" | "stand-in" | "set" | "closed" | "nobody";

interface Standing {
  readonly memberId: number | null;
  readonly why: Why;
  /** Whose turn it is by the rotation, when it is not theirs now. */
  readonly insteadOf: number | null;
}

/** One line at one moment. `since` and `until`: null when nothing changes within `horizonDays`. */
export interface Turn extends Standing {
  readonly line: string;
  readonly since: Date | null;
  readonly until: Date | null;
}

/** How far a turn's beginning and end are looked for. */
export const horizonDays = 62;
const dayMs = 86_400_000;

const covers = (s: { readonly startsAt: Date; readonly endsAt: Date | null }, moment: Date): boolean =>
  s.startsAt <= moment && (s.endsAt === null || moment < s.endsAt);

const newest = <T extends { readonly id: number }>(rows: readonly T[]): T | undefined =>
  rows.reduce<T | undefined>((best, row) => (best === undefined || row.id > best.id ? row : best), undefined);

const shiftAt = (roster: Roster, moment: Date): Shift | undefined =>
  newest(roster.shifts.filter((s) => covers(s, moment)));

const layerAt = (roster: Roster, line: string, moment: Date): Layer | undefined =>
  roster.layers.find((l) => l.line === line && covers(l, moment));

/** The number of the turn in which a moment lies; turn 0 begins on the anchor day. */
function turnNumber(layer: Layer, wall: Wall, moment: Date): number {
  const today = wall.dayOf(moment);
  const day = wall.at(today, layer.minutes) <= moment ? today : today - 1;
  return Math.floor((day - layer.anchorDay) / layer.days);
}

const turnBegins = (layer: Layer, wall: Wall, n: number): Date =>
  wall.at(layer.anchorDay + n * layer.days, layer.minutes);

/** Whether the layer has people then: the last mark of its window that has passed decides. */
function isOpen(layer: Layer, wall: Wall, moment: Date): boolean {
  const { marks, open } = windows[layer.hours];
  const today = wall.dayOf(moment);
  for (const day of [today, today - 1]) {
    const mark = marks.findLast((m) => wall.at(day, m) <= moment);
    if (mark !== undefined) return open(wall.isBusiness(day), mark);
  }
  return false;
}

function standing(roster: Roster, layer: Layer, wall: Wall, moment: Date): Standing {
  if (!isOpen(layer, wall, moment)) return { memberId: null, why: "closed", insteadOf: null };
  const n = turnNumber(layer, wall, moment);
  const size = layer.memberIds.length;
  const inTurn = (k: number): number | undefined => layer.memberIds[(((n + k) % size) + size) % size];
  const own = inTurn(0) ?? null;
  const override = newest(roster.overrides.filter((o) => o.line === layer.line && covers(o, moment)));
  if (override !== undefined) {
    return { memberId: override.memberId, why: "override", insteadOf: own === override.memberId ? null : own };
  }
  const away = new Set(roster.absences.filter((a) => covers(a, moment)).map((a) => a.memberId));
  for (let k = 0; k < size; k++) {
    const memberId = inTurn(k);
    if (memberId === undefined || away.has(memberId)) continue;
    return k === 0
      ? { memberId, why: "rotation", insteadOf: null }
      : { memberId, why: "stand-in", insteadOf: memberId === own ? null : own };
  }
  return { memberId: null, why: "nobody", insteadOf: own };
}

/** Who has a line at a moment; undefined when there is no such line then, or `duty set` stands in place of all. */
function lineAt(roster: Roster, line: string, moment: Date, walls: Walls): Standing | undefined {
  if (shiftAt(roster, moment) !== undefined) return undefined;
  const layer = layerAt(roster, line, moment);
  return layer && standing(roster, layer, walls(layer.zone), moment);
}

const edgesOf = (spans: readonly { readonly startsAt: Date; readonly endsAt: Date | null }[]): Date[] =>
  spans.flatMap((s) => (s.endsAt === null ? [s.startsAt] : [s.startsAt, s.endsAt]));

/** Moments around this one at which a line's standing may change, those next to it on both sides among them. */
function edges(roster: Roster, line: string, moment: Date, walls: Walls): Date[] {
  const layer = layerAt(roster, line, moment);
  const fixed = edgesOf([
    ...roster.layers.filter((l) => l.line === line),
    ...roster.overrides.filter((o) => o.line === line),
    ...roster.absences,
    ...roster.shifts,
  ]);
  if (layer === undefined) return fixed;
  const wall = walls(layer.zone);
  const n = turnNumber(layer, wall, moment);
  const today = wall.dayOf(moment);
  const { marks } = windows[layer.hours];
  return [
    ...fixed,
    ...[n, n + 1].map((k) => turnBegins(layer, wall, k)),
    ...(layer.hours === "always" ? [] : [-1, 0, 1].flatMap((d) => marks.map((m) => wall.at(today + d, m)))),
  ];
}

const same = (a: Standing | undefined, b: Standing | undefined): boolean =>
  a?.memberId === b?.memberId && a?.why === b?.why;

type State = (moment: Date) => Standing | undefined;
type Edges = (moment: Date) => readonly Date[];

/** The end of the stretch around `moment` during which the standing stays the same; null when it is beyond the horizon. */
function stretchEnd(moment: Date, state: State, edgesAt: Edges): Date | null {
  const now = state(moment);
  const limit = moment.getTime() + horizonDays * dayMs;
  for (let at = moment; ; ) {
    const next = Math.min(...edgesAt(at).map((e) => (e > at ? e.getTime() : Number.POSITIVE_INFINITY)));
    if (next > limit) return null;
    at = new Date(next);
    if (!same(now, state(at))) return at;
  }
}

/** Its beginning, likewise. */
function stretchStart(moment: Date, state: State, edgesAt: Edges): Date | null {
  const now = state(moment);
  const limit = moment.getTime() - horizonDays * dayMs;
  for (let at = moment; ; ) {
    const last = Math.max(...edgesAt(at).map((e) => (e <= at ? e.getTime() : Number.NEGATIVE_INFINITY)));
    if (last < limit) return null;
    const before = new Date(last - 1);
    if (!same(now, state(before))) return new Date(last);
    at = before;
  }
}

/** The turns of `duty set`: its people in their order, until it ends or a newer one begins. */
function setTurns(roster: Roster, shift: Shift, moment: Date): Turn[] {
  const state: State = (m) => {
    const id = shiftAt(roster, m)?.id;
    return id === undefined ? undefined : { memberId: id, why: "set", insteadOf: null };
  };
  const around: Edges = () => edgesOf(roster.shifts);
  const [since, until] = [stretchStart(moment, state, around), stretchEnd(moment, state, around)];
  return shift.memberIds.map((memberId, i) => ({
    line: String(i + 1),
    memberId,
    why: "set",
    insteadOf: null,
    since,
    until,
  }));
}

/** Every line at a moment, in the order in which they are asked. Empty when nothing was arranged for it. */
export function onDuty(roster: Roster, moment: Date, walls: Walls): Turn[] {
  const shift = shiftAt(roster, moment);
  if (shift !== undefined) return setTurns(roster, shift, moment);
  return inAskingOrder(roster.layers.filter((l) => covers(l, moment))).map((layer) => {
    const state: State = (m) => lineAt(roster, layer.line, m, walls);
    const around: Edges = (m) => edges(roster, layer.line, m, walls);
    return {
      line: layer.line,
      ...standing(roster, layer, walls(layer.zone), moment),
      since: stretchStart(moment, state, around),
      until: stretchEnd(moment, state, around),
    };
  });
}

/** The first moment after this one at which some line begins, ends or changes; null when none does within the horizon. */
export function nextChange(roster: Roster, moment: Date, walls: Walls): Date | null {
  const lines = [...new Set(roster.layers.map((l) => l.line))];
  const all = (m: Date): Standing[] => {
    const shift = shiftAt(roster, m);
    if (shift !== undefined) return [{ memberId: shift.id, why: "set", insteadOf: null }];
    return lines.flatMap((line) => lineAt(roster, line, m, walls) ?? []);
  };
  const isSame = (a: readonly Standing[], b: readonly Standing[]): boolean =>
    a.length === b.length && a.every((s, i) => same(s, b[i]));
  const now = all(moment);
  const limit = moment.getTime() + horizonDays * dayMs;
  for (let at = moment; ; ) {
    const around = lines.length === 0 ? edgesOf(roster.shifts) : lines.flatMap((l) => edges(roster, l, at, walls));
    const next = Math.min(...around.map((e) => (e > at ? e.getTime() : Number.POSITIVE_INFINITY)));
    if (next > limit) return null;
    at = new Date(next);
    if (!isSame(now, all(at))) return at;
  }
}

/** The part of one rotation turn around a moment during which the same person has the line, whatever its hours: what is swapped. */
export function shareOf(
  roster: Roster,
  line: string,
  moment: Date,
  walls: Walls,
): { readonly memberId: number | null; readonly startsAt: Date; readonly endsAt: Date } | undefined {
  const layer = layerAt(roster, line, moment);
  if (layer === undefined) return undefined;
  const wall = walls(layer.zone);
  const n = turnNumber(layer, wall, moment);
  const [first, last] = [turnBegins(layer, wall, n), turnBegins(layer, wall, n + 1)];
  const anyHour: Layer = { ...layer, hours: "always" };
  const holder = (at: Date): number | null => standing(roster, anyHour, wall, at).memberId;
  const memberId = holder(moment);
  const cuts = edgesOf([layer, ...roster.overrides.filter((o) => o.line === line), ...roster.absences])
    .filter((e) => e > first && e < last)
    .map((e) => e.getTime());
  let [startsAt, endsAt] = [first.getTime(), last.getTime()];
  for (const cut of cuts.filter((c) => c <= moment.getTime()).sort((a, b) => a - b)) {
    if (holder(new Date(cut - 1)) !== memberId || !covers(layer, new Date(cut - 1))) startsAt = cut;
  }
  for (const cut of cuts.filter((c) => c > moment.getTime()).sort((a, b) => b - a)) {
    if (holder(new Date(cut)) !== memberId || !covers(layer, new Date(cut))) endsAt = cut;
  }
  return { memberId, startsAt: new Date(startsAt), endsAt: new Date(endsAt) };
}
