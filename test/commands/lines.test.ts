import { afterEach, beforeEach, expect, test } from "vitest";
import { clockDatabase } from "../support/clock.ts";
import { type TestDesk, testDesk, textOf } from "../support/desk.ts";
import { met } from "../support/held.ts";

/** Lines of the roster: their order, their versions, their end. */
let t: TestDesk;
let clock: Awaited<ReturnType<typeof clockDatabase>>["clock"];
/** A Wednesday, noon in Tokyo. */
const start = new Date("2026-12-02T03:00:00Z");

beforeEach(async () => {
  const database = await clockDatabase(start);
  clock = database.clock;
  t = await testDesk({ database });
  await t.members({ hana: "coordinator", mori: "coordinator", kenji: "coordinator" });
});
afterEach(() => t.database.close());

const rows = (text: string): string[] => text.split("\n").filter((l) => l.startsWith(" "));
const at = async (when: string): Promise<string> => (await t.done(`duty who ${when}`)).split("\n")[1] ?? "";

test("a new line is asked last; the roster, who is on duty and a swap go by one order", async () => {
  await t.done("duty line first hana weekday=mon time=10:00");
  await t.done("duty line backup mori");
  expect(rows(await t.done("duty roster"))).toEqual([
    " 1 · first · hana · every week, Monday 10:00 Asia/Tokyo · always",
    " 2 · backup · mori · every week, Monday 10:00 Asia/Tokyo · always",
  ]);
  expect(await t.done("duty who")).toContain("hana → mori → desk room");
  await t.done("duty line backup position=1");
  const order = (text: string): string[] => rows(text).map((r) => r.replace(/^ (\d · )?/, "").split(" · ")[0] ?? "");
  expect(order(await t.done("duty roster"))).toEqual(["backup", "first"]);
  expect(order(await t.done("duty who"))).toEqual(["backup", "first"]);
});

test("a change made now leaves what is planned for later, and says so", async () => {
  await t.done("duty line first hana weekday=mon time=10:00");
  await t.done("duty line first mori from=2026-12-21");
  await clock.set(new Date(start.getTime() + 60_000));
  const said = await t.done("duty line first time=11:00");
  expect(said).toContain(
    "reads as follows from Wed 2 Dec 2026 12:01 JST to Mon 21 Dec 2026 00:00 JST; what was planned from then on stays.",
  );
  expect(rows(said)).toHaveLength(2);
  expect(said).toContain("Roster: 1 line,");
  expect(await at("2026-12-10T12:00")).toContain("hana · by rotation");
  expect(await at("2026-12-21T12:00")).toContain("mori · by rotation");
  // What is planned is changed by saying it again for its beginning; what holds then is what it starts from.
  await t.done("duty line first hours=office from=2026-12-21");
  expect(await at("2026-12-21T12:00")).toContain("mori · by rotation");
  expect(await at("2026-12-21T20:00")).toContain("nobody · outside its hours");
});

test("two who change one line at once: the second is told, and nothing is half done", async () => {
  await t.done("duty line first hana weekday=mon time=10:00");
  const soon = new Date(start.getTime() + 1000);
  const [answer] = await met(
    t.database,
    (sql) => sql`select pg_advisory_xact_lock(7266)`,
    [() => t.say("duty line first mori", { as: "kenji" })],
    async (sql) => {
      await sql`update duty_layers set ends_at = ${soon}`;
      await sql`insert into duty_layers (line, position, member_ids, days, minutes, zone, anchor_day, hours, starts_at, set_by)
        select line, position, member_ids, 14, minutes, zone, anchor_day, hours, ${soon}, set_by from duty_layers`;
    },
  );
  expect(answer).toMatchObject({ ok: false, code: "roster.stale" });
  const both = await Promise.all(["hana", "mori"].map((as) => t.say(`duty line first ${as}`, { as })));
  expect(both.every((a) => a.ok || a.code === "roster.stale")).toBe(true);
});

test("the last line is taken out only after a look at what that means", async () => {
  await t.done("duty line first hana weekday=mon time=10:00");
  await t.done("duty line second mori");
  expect(await t.done("duty line second remove=yes")).toContain('"second" is out of the roster');
  await t.done("duty line first mori from=2026-12-21");
  const preview = await t.done("duty line first remove=yes");
  expect(preview).toContain("Nothing has changed yet");
  expect(preview).toContain("the last line");
  expect(await at("2026-12-02T12:30")).toContain("hana · by rotation");
  const run = /duty line first remove=yes seen=[\w-]{16}/.exec(preview)?.[0] ?? "";
  expect(textOf(await t.say(run, { as: "kenji" }))).toContain("Nothing has changed yet");
  expect(await t.done(run)).toContain('"first" is out of the roster');
  expect(await t.done("duty who 2026-12-22T12:00")).toContain("Nobody is on duty");
});
