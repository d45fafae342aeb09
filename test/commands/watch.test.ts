import { afterEach, beforeEach, expect, test } from "vitest";
import { tick } from "../../commands/deadline/tick.ts";
import { clockDatabase } from "../support/clock.ts";
import { deliveries } from "../support/deliveries.ts";
import { type TestDesk, testDesk } from "../support/desk.ts";

/** Duty and pings as the hours go by, on a clock that the test sets. */
let t: TestDesk;
let clock: Awaited<ReturnType<typeof clockDatabase>>["clock"];
/** A Wednesday, noon in Tokyo. */
const start = new Date("2026-12-02T03:00:00Z");
const minutes = 60_000;
let now = start;

async function later(by: number): Promise<void> {
  now = new Date(now.getTime() + by * minutes);
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

/** A tick, and whom it reached with what on their lock screen. */
async function ticked(): Promise<string[]> {
  await tick(t.desk);
  return (await deliveries(t)).map((d) => `${d.to}: ${d.summary}`);
}

/** A case of Hana's with a deadline in so many minutes, and nothing else that pings. */
async function due(inMinutes: number, about = "answer"): Promise<string> {
  const { ref } = await t.report("software", {}, now);
  await t.done(`case take ${ref}`, { as: "hana" });
  await t.done(`deadline add ${ref} +${inMinutes}m ${about}`);
  await t.database.owner()`update deadlines set state = 'done', next_ping_at = null where kind in ('ACK', 'TRIAGE')`;
  await deliveries(t);
  return ref;
}

test("a change of duty is told once to who comes on and who goes off, over five processes, with what waits", async () => {
  await t.done("duty line first hana,mori weekday=mon time=10:00");
  const ref = await due(6 * 24 * 60);
  expect(await ticked()).toEqual(["person hana: You are on duty"]);
  expect(await ticked()).toEqual([]);
  // Monday ten o'clock, and half a minute more.
  await later((new Date("2026-12-07T01:00:30Z").getTime() - start.getTime()) / minutes);
  await Promise.all(Array.from({ length: 5 }, () => tick(t.desk)));
  const got = await deliveries(t);
  expect(got.map((d) => `${d.to}: ${d.summary}`)).toEqual([
    "person hana: You are off duty",
    "person mori: You are on duty",
  ]);
  expect(got[0]?.text).toContain("On duty now: mori");
  expect(got[1]?.text).toContain("first · by rotation, until Mon 14 Dec 2026 10:00 JST");
  expect(got[1]?.text).toMatch(/Deadlines within 24 hours, overdue ones included: 0; within 7 days: 1\./);
  expect(got[1]?.text).not.toContain("late");
  expect(got.map((d) => d.text).join()).not.toContain("answer");
  await later(26 * 60);
  await tick(t.desk);
  await t.done("duty set kenji");
  await tick(t.desk);
  const [told] = (await deliveries(t)).filter((d) => d.to === "person kenji");
  expect(told?.text).toContain(`#${ref} · Tue 8 Dec 2026 12:00 JST`);
  expect(told?.text).toContain("Pings that nobody acknowledged: 1");
});

test("after three days without a tick only what came of the changes is told, late and saying so", async () => {
  await t.done("duty line first hana,mori,kenji days=1 time=10:00");
  await ticked();
  await later(3 * 24 * 60);
  await tick(t.desk);
  // Saturday noon: hana, mori and kenji had a day each, and it is Hana's again since ten.
  expect(await deliveries(t)).toEqual([]);
  await later(24 * 60);
  await tick(t.desk);
  const got = await deliveries(t);
  expect(got.map((d) => `${d.to}: ${d.summary}`)).toEqual([
    "person hana: You are off duty",
    "person mori: You are on duty",
  ]);
  for (const d of got) expect(d.text).toContain("This comes late: duty changed hands Sun 6 Dec 2026 10:00 JST.");
});

test("while one replica looks at who is on duty the others leave it to that one", async () => {
  await t.done("duty set hana");
  const owner = t.database.owner();
  await owner.begin(async (sql) => {
    await sql`select pg_advisory_xact_lock(7265)`;
    expect(await ticked()).toEqual([]);
  });
  expect(await ticked()).toEqual(["person hana: You are on duty"]);
});

test("who goes off with nobody after them reads so, late when it is", async () => {
  await t.done("duty set hana days=1");
  await ticked();
  await later(24 * 60 + 10);
  await tick(t.desk);
  const [off] = await deliveries(t);
  expect(`${off?.to}: ${off?.summary}`).toBe("person hana: You are off duty");
  expect(off?.text).toContain("Nobody is on duty now: pings go to the desk room.");
  expect(off?.text).toContain("This comes late: duty changed hands Thu 3 Dec 2026 12:00 JST.");
});

test("that somebody is on duty is not told any more once they are off", async () => {
  await t.done("duty set hana days=1");
  await tick(t.desk);
  await t.done("duty set mori");
  expect(await deliveries(t)).toEqual([]);
  expect(await ticked()).toEqual(["person hana: You are off duty", "person mori: You are on duty"]);
});

test("the desk's own ladder asks the line, then who has the case, then the room, each after its minutes", async () => {
  await t.done("duty line first kenji weekday=mon time=10:00");
  await t.done("duty ladder line-1,assignee:5,desk-room:20");
  expect(await t.done("duty ladder")).toContain("5 minutes later: whoever has the case");
  await ticked();
  const ref = await due(10);
  const ping = `#${ref} needs you`;
  await later(11);
  expect(await ticked()).toEqual([`person kenji: ${ping}`]);
  await later(4);
  expect(await ticked()).toEqual([]);
  await later(1);
  expect(await ticked()).toEqual([`person hana: ${ping}`]);
  await later(20);
  expect(await ticked()).toEqual([`room desk: ${ping}`]);
  await later(60);
  expect(await ticked()).toEqual([]);
  await t.done("duty ladder default");
  expect(await t.done("duty ladder")).toContain("The default ladder.");
});

test("when duty changes between two rungs, the new person is asked and nobody twice", async () => {
  await t.done("duty set hana,mori");
  await ticked();
  const ref = await due(10);
  const ping = `#${ref} needs you`;
  await later(11);
  expect(await ticked()).toEqual([`person hana: ${ping}`]);
  // Hana is second now, and was asked already.
  await t.done("duty set kenji,hana");
  await ticked();
  await later(15);
  expect(await ticked()).toEqual([`person kenji: ${ping}`]);
  await later(15);
  expect(await ticked()).toEqual([`room desk: ${ping}`]);
  const rungs = await t.database.owner()`select rung from pings order by id`;
  expect(rungs.map((r) => r["rung"])).toEqual([0, 1, 2]);
});

test("an acknowledgement silences its own step: the next one pings again, from the first rung", async () => {
  await t.done("duty set hana,mori");
  await ticked();
  const ref = await due(10);
  await later(11);
  expect(await ticked()).toEqual([`person hana: #${ref} needs you`]);
  await t.done("duty ack", { as: "hana" });
  await later(60);
  expect(await ticked()).toEqual([]);
  // A deadline that is over is told of again each business morning.
  await later((new Date("2026-12-03T00:00:00Z").getTime() - now.getTime()) / minutes + 1);
  expect(await ticked()).toEqual([`person hana: #${ref} needs you`]);
});

test("after three days of standstill each planned step goes out once, late, what falls due first before the rest", async () => {
  await t.done("duty set hana days=20");
  await ticked();
  const owner = t.database.owner();
  const refs: string[] = [];
  // 45 days: reminders 30, 14, 7, 3 and 1 day before, and on the day.
  for (const days of [2, 1, 3]) {
    const ref = await due(60);
    refs.push(ref);
    const fromStart = (hours: number): Date => new Date(start.getTime() + hours * 60 * minutes);
    // The day before at nine, then the day itself, are the last two.
    await owner`
      update deadlines as d set kind = '45D', due_at = ${fromStart(days * 24)}, starts_at = ${fromStart((days - 45) * 24)},
        step = 4, next_ping_at = ${fromStart((days - 1) * 24 - 3)}
      from cases as c where c.id = d.case_id and c.reference = ${Number(ref)} and d.kind = 'CUSTOM'`;
  }
  await later(3 * 24 * 60);
  await tick(t.desk);
  const rows = await owner`
    select c.reference, p.step, p.late from pings p join deadlines d on d.id = p.deadline_id join cases c on c.id = d.case_id
    order by p.id`;
  expect(rows.map((r) => r["step"])).toEqual([4, 5, 4, 5, 4, 5]);
  expect(rows.every((r) => r["late"] === true)).toBe(true);
  const keys = rows.map((r) => `${r["reference"]} ${r["step"]}`);
  expect(new Set(keys).size).toBe(keys.length);
  const order = [refs[1], refs[0], refs[2]].map(Number);
  expect([...new Set(rows.map((r) => r["reference"]))]).toEqual(order);
  const got = (await deliveries(t)).filter((d) => d.to === "person hana");
  expect(got.map((d) => d.summary)).toEqual(rows.map((r) => `#${String(r["reference"]).padStart(8, "0")} needs you`));
  for (const d of got) expect(d.text).toContain("This ping comes late: it was planned for");
  expect(await ticked()).toEqual([]);
});

test("more than one transaction takes: what falls due first still goes out first, each once", async () => {
  await t.done("duty set hana");
  await ticked();
  await due(60);
  const owner = t.database.owner();
  // The later it falls due, the longer its reminder waits already.
  await owner`
    insert into deadlines (case_id, kind, starts_at, due_at, zone, state, step, next_ping_at)
    select 1, 'CUSTOM', ${start}, make_interval(mins => n + 10) + ${start}::timestamptz, 'Asia/Tokyo', 'open', 0,
      ${start}::timestamptz - make_interval(mins => n) from generate_series(1, 1100) as n`;
  await later(1);
  expect(await tick(t.desk)).toBe(1100);
  const sent = await owner<{ due_at: Date }[]>`
    select d.due_at from notices n join pings p on p.id = (n.params->>'ping')::int join deadlines d on d.id = p.deadline_id
    where n.kind = 'ping' order by n.id`;
  expect(sent).toHaveLength(1100);
  expect(sent.map((r) => r.due_at.getTime())).toEqual(sent.map((r) => r.due_at.getTime()).toSorted((a, b) => a - b));
});
