import fc from "fast-check";
import { expect, test } from "vitest";
import { calendarIn } from "../../src/calendar.ts";
import { deadlineKinds } from "../../src/domain/clock-rule.ts";
import { ruleOf } from "../../src/domain/clocks.ts";
import { dueAt, pingAt } from "../../src/domain/deadlines.ts";
import { defaultSettings, type Settings } from "../../src/domain/settings.ts";
import { expectedDue, expectedReminders } from "../support/dates.ts";

// Every key of the defaults is a key of the settings.
const settings = Object.fromEntries(Object.entries(defaultSettings).map(([k, s]) => [k, s.value])) as Settings;
const zones = ["Asia/Tokyo", "America/New_York", "Europe/London", "Australia/Lord_Howe", "America/Santiago", "UTC"];
const calendars = new Map(zones.map((z) => [z, calendarIn(z)]));
const someZone = fc.constantFrom(...zones);
const someMoment = fc.date({ min: new Date("2024-01-01Z"), max: new Date("2045-01-01Z"), noInvalidDate: true });
/** Around the days on which such sums go wrong: changes of the clocks, leap days, ends of months and years. */
const edges = [
  "2027-03-14",
  "2027-11-07",
  "2027-03-28",
  "2027-10-31",
  "2027-04-03",
  "2027-10-02",
  "2026-09-05",
  "2028-02-29",
]
  .concat(["2028-02-28", "2026-11-30", "2026-12-31", "2027-01-01", "2026-08-31", "2026-12-28", "2027-04-29"])
  .map((d) => new Date(`${d}T00:00:00Z`).getTime());
const someEdge = fc
  .tuple(fc.constantFrom(...edges), fc.integer({ min: -30 * 3_600_000, max: 54 * 3_600_000 }))
  .map(([day, ms]) => new Date(day + ms));
const kinds = deadlineKinds.filter((k) => typeof ruleOf(k).length !== "string");

test("every clock ends, in every zone, on the day that a second way of counting gives, and reminds at its moments", () => {
  let compared = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...kinds),
      fc.oneof(someMoment, someEdge),
      someZone,
      fc.integer({ min: 20, max: 200 }),
      (kind, start, zone, ahead) => {
        const calendar = calendars.get(zone) ?? calendarIn(zone);
        const publicationAt = new Date(start.getTime() + ahead * 86_400_000);
        const due = dueAt(kind, { startsAt: start, pausedDays: 0, publicationAt }, settings, calendar);
        expect([kind, zone, due]).toEqual([kind, zone, expectedDue(kind, start, publicationAt, settings, zone)]);
        const clock = { kind, startsAt: start, dueAt: due, pausedDays: 0 };
        const until = new Date(due.getTime() + 20 * 86_400_000);
        const expected = expectedReminders(kind, start, due, zone, until);
        expect([kind, zone, expected.map((_, step) => pingAt(clock, step, calendar))]).toEqual([kind, zone, expected]);
        compared += 1 + expected.length;
      },
    ),
    { numRuns: 600 },
  );
  console.log(`${compared} dates compared with a second way of counting, in ${zones.length} zones`);
}, 120_000);

// Domain rules §13.1.
test.each([
  ["45D", "2026-01-10", "2026-02-24"],
  ["1Y", "2026-01-10", "2027-01-10"],
  ["6M", "2026-01-10", "2026-07-10"],
  ["3M", "2026-11-30", "2027-02-28"],
  ["3M", "2027-11-30", "2028-02-29"],
  ["1Y", "2028-02-29", "2029-02-28"],
  ["UNR-2", "2026-12-31", "2027-03-31"],
] as const)("%s from %s is due on %s, holiday or not", (kind, from, to) => {
  const calendar = calendarIn("Asia/Tokyo");
  const start = new Date(`${from}T10:00:00+09:00`);
  const due = dueAt(kind, { startsAt: start, pausedDays: 0, publicationAt: null }, settings, calendar);
  expect(due).toEqual(new Date(`${to}T18:00:00+09:00`));
});
