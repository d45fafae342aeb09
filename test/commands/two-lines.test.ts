import { afterEach, beforeEach, expect, test } from "vitest";
import { tick } from "../../commands/deadline/tick.ts";
import { clockDatabase } from "../support/clock.ts";
import { deliveries } from "../support/deliveries.ts";
import { type TestDesk, testDesk } from "../support/desk.ts";
import { met } from "../support/held.ts";

/** What somebody with two lines is told, and a reminder that is acknowledged while it goes on. */
let t: TestDesk;
let clock: Awaited<ReturnType<typeof clockDatabase>>["clock"];
/** A Wednesday, noon in Tokyo. */
const start = new Date("2026-12-02T03:00:00Z");
let now = start;

async function later(minutes: number): Promise<void> {
  now = new Date(now.getTime() + minutes * 60_000);
  await clock.set(now);
}

beforeEach(async () => {
  now = start;
  const database = await clockDatabase(start);
  clock = database.clock;
  t = await testDesk({ database });
  await t.members({ hana: "coordinator", mori: "coordinator", kenji: "coordinator" });
});
afterEach(() => t.database.close());

/** A tick: who was told what, and when duty changed where it says that it comes late. */
async function ticked(): Promise<string[]> {
  await tick(t.desk);
  return (await deliveries(t)).map(
    (d) => `${d.to}: ${d.summary}${/duty changed hands (.*)\./.exec(d.text)?.[1]?.replace(/^/, ", late: ") ?? ""}`,
  );
}

test("a second line that comes and goes is told each time, at its own time, to whoever has another as well", async () => {
  await t.done("duty line first hana weekday=mon time=10:00");
  await t.done("duty line second mori weekday=mon time=10:00");
  expect(await ticked()).toEqual(["person hana: You are on duty", "person mori: You are on duty"]);
  await later(60);
  for (let round = 0; round < 2; round++) {
    await t.done("duty override hana +1m +2h line=second");
    await later(2);
    expect(await ticked()).toEqual(["person hana: You are on duty", "person mori: You are off duty"]);
    await later(120);
    expect(await ticked()).toEqual(["person hana: Your duty has changed", "person mori: You are on duty"]);
    await later(5);
  }
});

test("what comes late says when the line that changed did", async () => {
  await t.done("duty line first hana weekday=mon time=10:00");
  await t.done("duty line second hana hours=office");
  await ticked();
  await later(6 * 60 + 30);
  expect(await ticked()).toEqual(["person hana: Your duty has changed, late: Wed 2 Dec 2026 18:00 JST"]);
  await later(14 * 60 + 31);
  expect(await ticked()).toEqual(["person hana: You are on duty"]);
  await t.done("duty line second remove=yes");
  await later(10);
  expect(await ticked()).toEqual(["person hana: Your duty has changed, late: Thu 3 Dec 2026 09:01 JST"]);
});

test("the same line twice in one span is told twice", async () => {
  await t.done("duty line first mori weekday=mon time=10:00");
  await ticked();
  for (const who of ["hana", "kenji", "hana"]) {
    await t.done(`duty override ${who} 2026-12-02T12:00 2026-12-04`);
    expect(await ticked()).toContain(`person ${who}: You are on duty`);
    await later(1);
  }
});

test("an acknowledgement while the next one is being asked stops the ladder", async () => {
  await t.done("duty set hana,mori,kenji");
  const { ref } = await t.report("software", {}, now);
  await t.done(`deadline add ${ref} +10m answer`);
  await t.database.owner()`update deadlines set state = 'done', next_ping_at = null where kind in ('ACK', 'TRIAGE')`;
  await later(11);
  await ticked();
  await later(16);
  // The tick holds the ping and has written the next one when Hana answers.
  const [acked] = await met(
    t.database,
    (sql) => sql`select 1 from pings for update`,
    [() => t.done("duty ack", { as: "hana" })],
    async (sql) => {
      await sql`update pings set escalate_at = null`;
      await sql`insert into pings (deadline_id, step, rung, member_id, planned_at, created_at, escalate_at, late)
        select deadline_id, step, 1, (select id from members where handle = 'mori'), planned_at, ${now}::timestamptz,
          ${now}::timestamptz + interval '15 minutes', false from pings`;
    },
  );
  expect(acked).toContain("nobody else is woken");
  await later(16);
  expect((await ticked()).filter((d) => d.includes("needs you"))).toEqual([]);
  expect(await t.done("me", { as: "mori" })).toContain("No ping waits for you");
});

test("a step that somebody acknowledged goes no further, even where one of its pings escaped the word", async () => {
  await t.done("duty set hana,mori,kenji");
  const { ref } = await t.report("software", {}, now);
  await t.done(`deadline add ${ref} +10m answer`);
  await t.database.owner()`update deadlines set state = 'done', next_ping_at = null where kind in ('ACK', 'TRIAGE')`;
  await later(11);
  await ticked();
  await t.done("duty ack", { as: "hana" });
  await t.database.owner()`insert into pings (deadline_id, step, rung, member_id, planned_at, created_at, escalate_at, late)
    select deadline_id, step, 1, (select id from members where handle = 'mori'), planned_at, created_at, ${now}, false from pings`;
  await later(1);
  expect(await ticked()).toEqual([]);
});
