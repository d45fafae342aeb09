import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { calendarIn, isBusinessDay } from "../../src/calendar.ts";
import type { Case } from "../../src/domain/case.ts";
import { type DeadlineKind, deadlineKinds } from "../../src/domain/clock-rule.ts";
import { ruleOf } from "../../src/domain/clocks.ts";
import { afterReminder, clockChanges, dueAt, pingAt, startingAt } from "../../src/domain/deadlines.ts";
import type { CaseEvent } from "../../src/domain/events.ts";
import { defaultSettings, type Settings } from "../../src/domain/settings.ts";
import { readMoment } from "../../src/moments.ts";
import { aCase } from "../support/case.ts";

const zone = "Asia/Tokyo";
const calendar = calendarIn(zone);
// Every key of the defaults is a key of the settings.
const settings = Object.fromEntries(Object.entries(defaultSettings).map(([k, s]) => [k, s.value])) as Settings;
const at = (local: string): Date =>
  new Date(Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds);

test.each([
  ["2026-11-23", false, "labour thanksgiving day"],
  ["2026-11-24", true, "an ordinary Tuesday"],
  ["2026-11-28", false, "a Saturday"],
  ["2026-12-28", true, "the last business day of the year"],
  ["2026-12-29", false, "new year begins"],
  ["2027-01-03", false, "new year ends"],
  ["2027-01-04", true, "the first business day"],
  ["2026-09-22", false, "a day between two holidays"],
])("%s is a business day: %s (%s)", (date, expected) => {
  expect(isBusinessDay(Temporal.PlainDate.from(date))).toBe(expected);
});

test.each([
  ["ACK", "2026-11-20T10:12", "2026-11-24T18:00", "Friday; Monday is a holiday"],
  ["ACK", "2026-11-21T23:40", "2026-11-24T18:00", "Saturday night"],
  ["TRIAGE", "2026-11-20T10:12", "2026-12-07T18:00", "ten business days"],
  ["TRIAGE", "2026-12-25T09:00", "2027-01-15T18:00", "over new year and coming-of-age day"],
  ["ASK", "2026-11-20T10:12", "2026-12-04T18:00", "14 calendar days, to the closing hour"],
] as const)("%s from %s is due %s: %s", (kind, start, due, _why) => {
  expect(dueAt(kind, startingAt(at(start)), settings, calendar)).toEqual(at(due));
});

test("the first look is reminded of at half time, at its end, then each business morning", () => {
  const deadline = {
    kind: "ACK" as DeadlineKind,
    pausedDays: 0,
    startsAt: at("2026-11-25T10:00"),
    dueAt: at("2026-11-26T18:00"),
  };
  expect([0, 1, 2, 3, 4].map((step) => pingAt(deadline, step, calendar))).toEqual([
    at("2026-11-26T02:00"),
    at("2026-11-26T18:00"),
    at("2026-11-27T09:00"),
    at("2026-11-30T09:00"),
    at("2026-12-01T09:00"),
  ]);
});

test("accept-or-decline is reminded of on business days 5, 8 and 10", () => {
  const startsAt = at("2026-11-24T10:00");
  const deadline = {
    kind: "TRIAGE" as DeadlineKind,
    pausedDays: 0,
    startsAt,
    dueAt: dueAt("TRIAGE", startingAt(startsAt), settings, calendar),
  };
  expect([0, 1, 2].map((step) => pingAt(deadline, step, calendar))).toEqual([
    at("2026-12-01T09:00"),
    at("2026-12-04T09:00"),
    at("2026-12-08T09:00"),
  ]);
});

/** A second, slower way to count business days: day by day through every day of the calendar. */
function slowBusinessDay(start: Date, n: number): Temporal.PlainDate {
  const first = Temporal.Instant.fromEpochMilliseconds(start.getTime()).toZonedDateTimeISO(zone).toPlainDate();
  const days: Temporal.PlainDate[] = [];
  for (let d = first.add({ days: 1 }); days.length < n; d = d.add({ days: 1 })) if (isBusinessDay(d)) days.push(d);
  return days[n - 1] ?? first;
}

const someDay = fc.date({ min: new Date("2024-01-01Z"), max: new Date("2045-01-01Z"), noInvalidDate: true });

test("business days agree with counting one by one, and reminders of a kind never go back in time", () => {
  fc.assert(
    fc.property(someDay, fc.integer({ min: 1, max: 40 }), (start, n) => {
      const fast = calendar.businessDay(start, n, 18);
      const slow = slowBusinessDay(start, n).toZonedDateTime({ timeZone: zone, plainTime: { hour: 18 } });
      expect(fast.getTime()).toBe(slow.epochMilliseconds);
      expect(calendar.businessDaysBetween(start, fast)).toBe(n);
    }),
    { numRuns: 200 },
  );
  fc.assert(
    fc.property(
      someDay,
      fc.constantFrom(...deadlineKinds.filter((k) => typeof ruleOf(k).length !== "string")),
      (startsAt, kind) => {
        const publicationAt = calendar.addDays(startsAt, 60);
        const clock = { startsAt, pausedDays: 0, publicationAt };
        const deadline = { ...clock, kind, dueAt: dueAt(kind, clock, settings, calendar) };
        const times = [0, 1, 2, 3, 4, 5].flatMap((step) => pingAt(deadline, step, calendar) ?? []);
        expect(times).toEqual([...times].sort((a, b) => a.getTime() - b.getTime()));
        expect(times[0]?.getTime()).toBeGreaterThanOrEqual(startsAt.getTime());
      },
    ),
    { numRuns: 200 },
  );
});

const accepted = aCase({ state: "ACC", acceptedAt: new Date(0) });
const accept = [{ type: "report.accepted", conditions: [] }] as const;
const started = (events: readonly CaseEvent[], c: Case) =>
  clockChanges(events, c, c.receivedAt).start.map((s) => s.kind);
const stopped = (events: readonly CaseEvent[], c: Case) =>
  clockChanges(events, c, c.receivedAt).stop.map((s) => s.kind);

test("hand-over is asked for only when nobody has the case yet; a second question starts the wait anew", () => {
  expect(started(accept, accepted)).toEqual(["HANDOVER"]);
  expect(started(accept, { ...accepted, assigneeId: 2 })).toEqual(["CONTACT"]);
  expect(stopped([{ type: "report.asked", message: 2 }], aCase({ state: "ASK" }))).toContain("ASK");
});

test("whatever length a desk gives to accept-or-decline, it is reminded of on the last morning before it is due", () => {
  for (const days of [1, 3, 10, 15, 60]) {
    const startsAt = at("2026-11-24T10:00");
    const deadline = {
      kind: "TRIAGE" as DeadlineKind,
      pausedDays: 0,
      startsAt,
      dueAt: calendar.businessDay(startsAt, days, 18),
    };
    const times = [0, 1, 2].flatMap((step) => pingAt(deadline, step, calendar) ?? []);
    expect(times.at(-1)).toEqual(calendar.businessDay(startsAt, days, 9));
    for (const t of times) expect(t.getTime()).toBeLessThan(deadline.dueAt.getTime());
  }
});

test("a snooze adds a reminder and swallows none; daily ones that were missed are not made up for", () => {
  const startsAt = at("2026-11-25T10:00");
  const due = at("2026-11-26T18:00");
  const ack = { kind: "ACK" as DeadlineKind, pausedDays: 0, startsAt, dueAt: due, step: 1, round: 0 };
  const early = afterReminder({ ...ack, nextPingAt: at("2026-11-26T08:00") }, at("2026-11-26T08:00"), calendar);
  expect(early).toMatchObject({ step: 1, nextPingAt: due });
  expect(early.key).toBeGreaterThan(1000);
  expect(afterReminder({ ...ack, nextPingAt: due }, due, calendar)).toEqual({
    key: 1,
    step: 2,
    nextPingAt: at("2026-11-27T09:00"),
  });
  // Three days of silence: the planned one comes once, late; of the daily ones only the next to come.
  const monday = at("2026-11-30T12:00");
  expect(afterReminder({ ...ack, step: 2, nextPingAt: at("2026-11-27T09:00") }, monday, calendar)).toMatchObject({
    key: 2,
    nextPingAt: at("2026-12-01T09:00"),
  });
  // Planned reminders that were missed each come, late.
  const both = afterReminder({ ...ack, step: 0, nextPingAt: at("2026-11-26T02:00") }, monday, calendar);
  expect(both).toEqual({ key: 0, step: 1, nextPingAt: due });
});

test("receipt starts two clocks; opening ends one, a decision all", () => {
  expect(started([{ type: "report.received", kind: "software", files: 0 }], aCase())).toEqual(["ACK", "TRIAGE"]);
  expect(stopped([{ type: "report.opened" }], aCase({ state: "CHK" }))).toEqual(["ACK"]);
  expect(stopped(accept, accepted)).toEqual(["ACK", "TRIAGE", "ASK", "HANDOVER"]);
  const decline = stopped([{ type: "report.declined", reason: "R-04" }], aCase({ state: "REJ" }));
  expect(decline).toEqual(deadlineKinds.filter((k) => k !== "1Y"));
});

const now = at("2026-11-25T07:30");
test.each([
  ["2026-12-03", "2026-12-03T18:00"],
  ["2026-12-03 09:30", "2026-12-03T09:30"],
  ["2026-12-03t09:30", "2026-12-03T09:30"],
  ["08:00", "2026-11-25T08:00"],
  ["07:00", "2026-11-26T07:00"],
  ["+30m", "2026-11-25T08:00"],
  ["+2h", "2026-11-25T09:30"],
  ["3d", "2026-11-28T07:30"],
  ["+1w", "2026-12-02T07:30"],
  ["+1bd", "2026-11-26T18:00"],
  ["tomorrow", "2026-11-26T18:00"],
])("%s is read as %s", (typed, expected) => {
  expect(readMoment(typed, now, zone, calendar)).toEqual(at(expected));
});

test.each(["", "2026-02-30", "25:00", "2026-13-01", "soon", "9999-12-31", "+9999999d", "0000-00-00", "infinity"])(
  "%s is no moment",
  (typed) => {
    expect(readMoment(typed, now, zone, calendar)).toBeUndefined();
  },
);

test("a desk in a zone with daylight saving keeps wall-clock times", () => {
  const newYork = calendarIn("America/New_York");
  // 2027-03-14 is the day on which 02:00 becomes 03:00 there.
  const start = new Date("2027-03-12T22:00:00Z"); // Friday 17:00 local
  expect(newYork.businessDay(start, 1, 18)).toEqual(new Date("2027-03-15T22:00:00Z")); // Monday 18:00, one hour shorter
});
