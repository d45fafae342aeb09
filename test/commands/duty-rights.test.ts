import { afterEach, beforeEach, expect, test } from "vitest";
import { tick } from "../../commands/deadline/tick.ts";
import { clockDatabase } from "../support/clock.ts";
import { deliveries } from "../support/deliveries.ts";
import { type TestDesk, testDesk, textOf } from "../support/desk.ts";
import { met } from "../support/held.ts";

/** Who may be on duty, what a reminder shows to whom, and what happens to those who leave at the same moment. */
let t: TestDesk;
let clock: Awaited<ReturnType<typeof clockDatabase>>["clock"];
/** A Wednesday, noon in Tokyo. */
const start = new Date("2026-12-02T03:00:00Z");

beforeEach(async () => {
  const database = await clockDatabase(start);
  clock = database.clock;
  t = await testDesk({ database });
  await t.members({ hana: "coordinator", mori: "coordinator", kenji: "analyst", aud: "auditor", boss: "admin" });
});
afterEach(() => t.database.close());

test.each([
  "duty set aud",
  "duty set hana,aud",
  "duty set boss",
  "duty line first hana,aud",
  "duty override aud 2026-12-03 2026-12-04",
  "member hand-over hana aud",
])("%s: whoever may not read deadlines is not put on duty, and the way out works", async (line) => {
  await t.done("duty line first hana weekday=mon time=10:00");
  const answer = await t.say(line);
  expect(answer).toMatchObject({ ok: false, code: "person.needed" });
  const fix = /member role \S+ \S+/.exec(textOf(answer))?.[0] ?? "";
  await t.done(fix);
  await t.done(line);
});

test("a swap cannot put somebody on duty who has lost their right to it", async () => {
  await t.done("duty line first hana,mori weekday=mon time=10:00");
  const said = await t.done("duty swap mori 2026-12-03 2026-12-10", { as: "hana" });
  await t.done("member role mori auditor");
  const confirm = `duty confirm ${/no\. (\d+)/.exec(said)?.[1]}`;
  expect(await t.say(confirm, { as: "mori" })).toMatchObject({ ok: false, code: "person.needed" });
  expect(await t.say("duty swap mori 2026-12-03 2026-12-10", { as: "hana" })).toMatchObject({ code: "person.needed" });
});

test("whoever was made an auditor while on duty is asked in public words, everybody else in full", async () => {
  await t.done("duty line first hana weekday=mon time=10:00");
  await tick(t.desk);
  expect(await t.done("member role kenji auditor")).not.toContain("still theirs");
  expect(await t.done("member role hana auditor")).toContain("Duty that is still theirs: 1");
  const { ref } = await t.report("software", {}, start);
  await t.done(`deadline add ${ref} +10m canary-label-77`);
  await t.done("duty ladder line-1,assignee:5");
  await t.done(`case take ${ref}`, { as: "mori" });
  await deliveries(t);
  for (const minutes of [11, 17]) {
    await clock.set(new Date(start.getTime() + minutes * 60_000));
    await tick(t.desk);
  }
  const asked = (await deliveries(t)).filter((d) => d.summary === `#${ref} needs you`);
  expect(asked.map((d) => [d.to, d.text.includes("canary-label-77")])).toEqual([
    ["person hana", false],
    ["person mori", true],
  ]);
});

test("one turn is swapped away once, however many agree at the same moment", async () => {
  await t.done("duty line first hana,mori,kenji weekday=mon time=10:00");
  const offer = async (line: string): Promise<string> =>
    /no\. (\d+)/.exec(await t.done(line, { as: "hana" }))?.[1] ?? "";
  const [a, b] = [
    await offer("duty swap mori 2026-12-03 2026-12-10"),
    await offer("duty swap kenji 2026-12-03 2026-12-17"),
  ];
  const both = await met(t.database, (sql) => sql`lock table duty_overrides in exclusive mode`, [
    () => t.say(`duty confirm ${a}`, { as: "mori" }),
    () => t.say(`duty confirm ${b}`, { as: "kenji" }),
  ]);
  expect(both.map((x) => (x.ok ? "done" : x.code))).toEqual(["done", "swap.stale"]);
  const [n] = await t.database.owner()`select count(*)::int as n from duty_overrides`;
  expect(n?.["n"]).toBe(2);
});

test.each([
  ["case assign REF mori", "hana", "audit"],
  ["case take REF", "mori", "audit"],
  ["duty set mori", "hana", "duty_shifts"],
])("%s while somebody takes mori off the desk: they stay, since they have work", async (line, as, table) => {
  const { ref } = await t.report("software", {}, start);
  const [given, removed] = await met(t.database, (sql) => sql.unsafe(`lock table ${table} in exclusive mode`), [
    () => t.say(line.replace("REF", ref), { as }),
    () => t.say("member remove mori"),
  ]);
  expect(given?.ok).toBe(true);
  expect(removed).toMatchObject({ ok: false, code: "member.has-work" });
});

test.each([
  ["case assign REF mori", "hana"],
  ["case take REF", "mori"],
])("%s: a case is not given to somebody who left a moment ago", async (line, as) => {
  const { ref } = await t.report("software", {}, start);
  const [given] = await met(
    t.database,
    (sql) => sql`select 1 from cases for update`,
    [() => t.say(line.replace("REF", ref), { as })],
    () => t.done("member remove mori"),
  );
  expect(given).toMatchObject({ ok: false, code: "member.not-found" });
});
