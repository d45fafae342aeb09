import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { isBusinessDay, isZone, wallIn } from "../../src/calendar.ts";
import {
  type Hours,
  type Layer,
  nextChange,
  onDuty,
  type Roster,
  type Shift,
  shareOf,
  type Turn,
} from "../../src/domain/roster.ts";

const zones = ["Asia/Tokyo", "America/New_York", "Europe/London", "Australia/Lord_Howe"];
const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;
const at = (local: string, zone = "Asia/Tokyo"): Date =>
  new Date(Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds);

const aLayer = (over: Partial<Layer> = {}): Layer => ({
  line: "first",
  position: 1,
  memberIds: [1, 2, 3],
  days: 7,
  minutes: 600,
  zone: "Asia/Tokyo",
  // A Monday.
  anchorDay: dayNumber("2026-11-23"),
  hours: "always",
  startsAt: at("2026-11-23T10:00"),
  endsAt: null,
  ...over,
});
const aRoster = (over: Partial<Roster> = {}): Roster => ({
  layers: [aLayer()],
  overrides: [],
  absences: [],
  shifts: [],
  ...over,
});
const who = (roster: Roster, local: string, zone?: string): (number | null)[] =>
  onDuty(roster, at(local, zone), wallIn).map((t) => t.memberId);
const one = (roster: Roster, local: string): Turn | undefined => onDuty(roster, at(local), wallIn)[0];

test.each([
  ["2026-11-23T09:59", [], "before the first turn"],
  ["2026-11-23T10:00", [1], "the first turn begins"],
  ["2026-11-30T09:59", [1], "its last minute"],
  ["2026-11-30T10:00", [2], "the second"],
  ["2026-12-14T10:00", [1], "and round again"],
])("a week each, Mondays at ten: at %s it is %j (%s)", (local, expected) => {
  expect(who(aRoster(), local)).toEqual(expected);
});

test("a turn says when it began, when it ends, and why", () => {
  expect(one(aRoster(), "2026-12-02T03:00")).toEqual({
    line: "first",
    memberId: 2,
    why: "rotation",
    insteadOf: null,
    since: at("2026-11-30T10:00"),
    until: at("2026-12-07T10:00"),
  });
});

test("lines are asked in their order, and a change of layer leaves the past as it was", () => {
  const second = aLayer({ line: "second", position: 2, memberIds: [4] });
  const cut = at("2026-12-01T12:00");
  const layers = [second, aLayer({ endsAt: cut }), aLayer({ startsAt: cut, memberIds: [7] })];
  expect(who(aRoster({ layers }), "2026-12-01T11:59")).toEqual([2, 4]);
  expect(who(aRoster({ layers }), "2026-12-01T12:00")).toEqual([7, 4]);
  expect(one(aRoster({ layers }), "2026-12-01T11:59")?.until).toEqual(cut);
});

test("the next of the rotation stands in for who is away; with everybody away the line is empty", () => {
  const away = (memberId: number) => ({ memberId, startsAt: at("2026-11-24T00:00"), endsAt: at("2026-11-26T00:00") });
  expect(one(aRoster({ absences: [away(1)] }), "2026-11-25T03:00")).toMatchObject({
    memberId: 2,
    why: "stand-in",
    insteadOf: 1,
    since: at("2026-11-24T00:00"),
    until: at("2026-11-26T00:00"),
  });
  expect(one(aRoster({ absences: [away(1), away(2)] }), "2026-11-25T03:00")?.memberId).toBe(3);
  const all = aRoster({ absences: [1, 2, 3].map(away) });
  expect(one(all, "2026-11-25T03:00")).toMatchObject({ memberId: null, why: "nobody", insteadOf: 1 });
  expect(one(all, "2026-11-26T00:00")?.memberId).toBe(1);
});

test.each<[Hours, string, boolean]>([
  ["office", "2026-11-24T09:00", true],
  ["office", "2026-11-24T18:00", false],
  ["office", "2026-11-23T12:00", false], // Labour Thanksgiving Day
  ["off-hours", "2026-11-23T12:00", true],
  ["off-hours", "2026-11-24T12:00", false],
  ["off-hours", "2026-11-24T18:00", true],
  ["workdays", "2026-11-27T23:59", true],
  ["workdays", "2026-11-28T00:00", false],
  ["days-off", "2026-12-29T03:00", true], // between 29 December and 3 January
  ["days-off", "2026-12-28T23:59", false],
])("a layer for %s at %s has people: %s", (hours, local, expected) => {
  const layers = [aLayer({ hours, startsAt: at("2026-11-01T00:00") })];
  expect(one(aRoster({ layers }), local)?.why).toBe(expected ? "rotation" : "closed");
});

test("an override wins over turn and absence within the line's hours, the newest over older ones; duty set over everything", () => {
  const span = { startsAt: at("2026-11-25T00:00"), endsAt: at("2026-11-27T00:00") };
  const overrides = [
    { id: 1, line: "first", memberId: 8, ...span },
    { id: 2, line: "first", memberId: 9, ...span, endsAt: at("2026-11-26T00:00") },
  ];
  const roster = aRoster({ overrides, absences: [{ memberId: 9, ...span }] });
  expect(one(roster, "2026-11-25T12:00")).toMatchObject({ memberId: 9, why: "override", insteadOf: 1 });
  expect(one(roster, "2026-11-26T12:00")).toMatchObject({ memberId: 8, since: at("2026-11-26T00:00") });
  const shifts = [{ id: 1, memberIds: [5, 6], startsAt: at("2026-11-25T06:00"), endsAt: at("2026-11-25T18:00") }];
  expect(who({ ...roster, shifts }, "2026-11-25T12:00")).toEqual([5, 6]);
  expect(one({ ...roster, shifts }, "2026-11-25T12:00")).toMatchObject({ why: "set", until: at("2026-11-25T18:00") });
  expect(one({ ...roster, shifts }, "2026-11-25T03:00")?.until).toEqual(at("2026-11-25T06:00"));
});

test("what is swapped is one turn, but for the part that somebody else has already", () => {
  const overrides = [
    { id: 1, line: "first", memberId: 9, startsAt: at("2026-12-01T00:00"), endsAt: at("2026-12-02T00:00") },
  ];
  const roster = aRoster({ overrides, layers: [aLayer({ hours: "office" })] });
  const whole = { memberId: 1, startsAt: at("2026-11-23T10:00"), endsAt: at("2026-11-30T10:00") };
  expect(shareOf(roster, "first", at("2026-11-25T03:00"), wallIn)).toEqual(whole);
  expect(shareOf(roster, "first", at("2026-12-04T03:00"), wallIn)).toEqual({
    memberId: 2,
    startsAt: at("2026-12-02T00:00"),
    endsAt: at("2026-12-07T10:00"),
  });
  expect(shareOf(roster, "third", at("2026-12-04T03:00"), wallIn)).toBeUndefined();
});

test.each([
  ["America/New_York", "2027-03-14", "2027-11-07"],
  ["Europe/London", "2027-03-28", "2027-10-31"],
  ["Australia/Lord_Howe", "2027-04-04", "2027-10-03"],
])("in %s the hand-over stays at its hour over both changes of the clocks", (zone, ...changes) => {
  for (const date of changes) {
    const layers = [aLayer({ zone, days: 1, minutes: 8 * 60 + 30, anchorDay: dayNumber(date) - 3 })];
    const roster = aRoster({ layers });
    for (let d = -2; d <= 2; d++) {
      const day = Temporal.PlainDate.from(date).add({ days: d });
      const hand = at(`${day}T08:30`, zone);
      const [before, after] = [new Date(hand.getTime() - 1), hand].map((m) => onDuty(roster, m, wallIn)[0]);
      expect(before?.until).toEqual(hand);
      expect(after?.since).toEqual(hand);
      expect(after?.memberId).not.toBe(before?.memberId);
    }
  }
});

test("a hand-over at an hour that a day does not have comes when the clocks have jumped; one that it has twice, at the first", () => {
  const zone = "America/New_York";
  const roster = (anchor: string) =>
    aRoster({ layers: [aLayer({ zone, days: 1, minutes: 150, anchorDay: dayNumber(anchor) })] });
  expect(onDuty(roster("2027-03-13"), new Date("2027-03-14T06:30:00Z"), wallIn)[0]?.until).toEqual(
    new Date("2027-03-14T07:30:00Z"),
  );
  const fall = aRoster({ layers: [aLayer({ zone, days: 1, minutes: 90, anchorDay: dayNumber("2027-11-06") })] });
  expect(onDuty(fall, new Date("2027-11-07T05:00:00Z"), wallIn)[0]?.until).toEqual(new Date("2027-11-07T05:30:00Z"));
});

// 400 days from here on, to the minute: every zone changes its clocks twice in them.
const origin = Date.parse("2026-10-01T00:00:00Z");
const aMoment = fc.integer({ min: 0, max: 400 * 1440 }).map((m) => new Date(origin + m * 60_000));
const aSpan = fc
  .tuple(aMoment, fc.integer({ min: 1, max: 60 * 1440 }))
  .map(([startsAt, m]) => ({ startsAt, endsAt: new Date(startsAt.getTime() + m * 60_000) }));
const people = fc.integer({ min: 1, max: 5 });
const randomLayer = (line: string) =>
  fc.record({
    line: fc.constant(line),
    position: fc.integer({ min: 1, max: 9 }),
    memberIds: fc.array(people, { minLength: 1, maxLength: 5 }),
    days: fc.integer({ min: 1, max: 28 }),
    minutes: fc.integer({ min: 0, max: 1439 }),
    zone: fc.constantFrom(...zones),
    anchorDay: fc.integer({ min: -40, max: 40 }).map((d) => Math.floor(origin / 86_400_000) + d),
    hours: fc.constantFrom<Hours>("always", "office", "off-hours", "workdays", "days-off"),
    startsAt: aMoment,
    endsAt: fc.constant(null),
  });
const aShift: fc.Arbitrary<Omit<Shift, "id">> = fc
  .tuple(aSpan, fc.uniqueArray(people, { minLength: 1, maxLength: 3 }))
  .map(([span, memberIds]) => ({ ...span, memberIds }));
const numbered = <T>(rows: readonly T[]): (T & { id: number })[] => rows.map((row, i) => ({ ...row, id: i + 1 }));
const randomRoster: fc.Arbitrary<Roster> = fc.record({
  layers: fc.tuple(randomLayer("first"), randomLayer("second")).map((l): Layer[] => l),
  overrides: fc
    .array(
      fc
        .tuple(aSpan, people, fc.constantFrom("first", "second"))
        .map(([s, memberId, line]) => ({ ...s, memberId, line })),
      { maxLength: 5 },
    )
    .map(numbered),
  absences: fc.array(
    fc.tuple(aSpan, people).map(([s, memberId]) => ({ ...s, memberId })),
    { maxLength: 5 },
  ),
  shifts: fc.array(aShift, { maxLength: 2 }).map(numbered),
});

/** Counts turns one after the other on the wall clock, and reads everything else off the local date and time. */
function slowly(layer: Layer, roster: Roster, moment: Date): number | null {
  const local = Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(layer.zone);
  const business = isBusinessDay(local.toPlainDate());
  const office = business && local.hour >= 9 && local.hour < 18;
  const opens: Record<Hours, boolean> = {
    always: true,
    office,
    "off-hours": !office,
    workdays: business,
    "days-off": !business,
  };
  if (!opens[layer.hours]) return null;
  const within = (s: { startsAt: Date; endsAt: Date }): boolean => s.startsAt <= moment && moment < s.endsAt;
  const forced = roster.overrides.findLast((o) => o.line === layer.line && within(o));
  if (forced !== undefined) return forced.memberId;
  const plainTime = { hour: Math.floor(layer.minutes / 60), minute: layer.minutes % 60 };
  // A whole number of rounds before everything.
  let day = Temporal.PlainDate.from("1970-01-01").add({
    days: layer.anchorDay - layer.days * layer.memberIds.length * 60,
  });
  let next = -1;
  const begins = (): number => day.toZonedDateTime({ timeZone: layer.zone, plainTime }).epochMilliseconds;
  while (begins() <= moment.getTime()) {
    next += 1;
    day = day.add({ days: layer.days });
  }
  const order = layer.memberIds.map((_, i) => layer.memberIds[(next + i) % layer.memberIds.length]);
  return order.find((m) => !roster.absences.some((a) => a.memberId === m && within(a))) ?? null;
}

test("at any moment, in any zone, it is whom a slow count finds", () => {
  fc.assert(
    fc.property(randomRoster, aMoment, (roster, moment) => {
      const shift = roster.shifts.findLast((s) => s.startsAt <= moment && moment < s.endsAt);
      const lines = roster.layers
        .filter((l) => l.startsAt <= moment)
        .sort((a, b) => a.position - b.position || (a.line < b.line ? -1 : 1));
      const expected = shift?.memberIds ?? lines.map((l) => slowly(l, roster, moment));
      expect(onDuty(roster, moment, wallIn).map((t) => t.memberId)).toEqual(expected);
    }),
    { numRuns: 300, endOnFailure: true },
  );
});

test("turns follow one another without gap or overlap: each ends where another begins, and nothing changes between", () => {
  fc.assert(
    fc.property(randomRoster, aMoment, fc.double({ min: 0, max: 1, noNaN: true }), (roster, moment, share) => {
      for (const turn of onDuty(roster, moment, wallIn)) {
        const find = (m: Date) => onDuty(roster, m, wallIn).find((t) => t.line === turn.line);
        const { since, until } = turn;
        if (since === null || until === null) continue;
        expect(since <= moment && moment < until).toBe(true);
        const between = new Date(since.getTime() + Math.floor(share * (until.getTime() - since.getTime() - 1)));
        for (const m of [since, between, new Date(until.getTime() - 1)]) {
          const same = find(m);
          expect([same?.memberId, same?.why]).toEqual([turn.memberId, turn.why]);
          // From one end of a long stretch the other lies beyond the horizon.
          expect([since, null]).toContainEqual(same?.since);
          expect([until, null]).toContainEqual(same?.until);
        }
        const [before, after] = [find(new Date(since.getTime() - 1)), find(until)];
        if (before !== undefined) expect(before.until).toEqual(since);
        if (after !== undefined) expect(after.since).toEqual(until);
        // One `duty set` may follow another with the same people.
        for (const other of turn.why === "set" ? [] : [before, after]) {
          expect([other?.memberId, other?.why]).not.toEqual([turn.memberId, turn.why]);
        }
      }
    }),
    { numRuns: 150, endOnFailure: true },
  );
});

test("nothing changes before the next change, and something does at it", () => {
  fc.assert(
    fc.property(randomRoster, aMoment, (roster, moment) => {
      const next = nextChange(roster, moment, wallIn);
      if (next === null) return;
      // Two orders of `duty set` with the same people differ in when they began.
      const begun = (t: Turn) => (t.why === "set" ? t.since?.getTime() : undefined);
      const names = (m: Date) => onDuty(roster, m, wallIn).map((t) => [t.line, t.memberId, t.why, begun(t)]);
      expect(names(new Date(next.getTime() - 1))).toEqual(names(moment));
      expect(names(next)).not.toEqual(names(moment));
    }),
    { numRuns: 100, endOnFailure: true },
  );
});

/** Formatters know some of the abbreviations, calendars none: what they mean differs from country to country. */
const noZones = ["+09:00", "Mars/Olympus", "", "JST", "PST", "IST", "CST", "BST"];

test("a zone is what days can be counted in", () => {
  expect(["Europe/London", "Asia/Tokyo", "UTC", ...noZones].filter(isZone)).toEqual([
    "Europe/London",
    "Asia/Tokyo",
    "UTC",
  ]);
});
