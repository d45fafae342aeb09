import { afterEach, beforeEach, expect, test } from "vitest";
import { clockDatabase } from "../support/clock.ts";
import { type TestDesk, testDesk, textOf } from "../support/desk.ts";

/** What the commands of duty say is so. */
let t: TestDesk;
/** A Wednesday, noon in Tokyo. */
const start = new Date("2026-12-02T03:00:00Z");

beforeEach(async () => {
  t = await testDesk({ database: await clockDatabase(start) });
  await t.members({ hana: "coordinator", mori: "coordinator", kenji: "coordinator" });
});
afterEach(() => t.database.close());

const away = (span: string): Promise<string> => t.done(`duty away ${span}`, { as: "hana" });

test("away says who stands in, line by line, and where nobody does", async () => {
  await t.done("duty line first hana,mori weekday=mon time=10:00");
  await t.done("duty line second hana weekday=mon time=10:00 hours=office");
  const said = await away("2026-12-03 2026-12-16");
  expect(said).toContain("first · mori · Thu 3 Dec 2026 00:00 JST to Mon 7 Dec 2026 10:00 JST");
  expect(said).toContain("first · mori · Mon 14 Dec 2026 10:00 JST to Thu 17 Dec 2026 00:00 JST");
  expect(said).toContain("due second · nobody · Thu 3 Dec 2026 09:00 JST to Wed 16 Dec 2026 18:00 JST");
  expect(said).toContain("help duty override");
  expect(await t.done("duty who 2026-12-03T12:00")).toContain("first · mori · stands in");
});

test("away promises nobody where nobody is, and asks for nobody where no turn falls", async () => {
  await t.done("duty line first hana weekday=mon time=10:00");
  const said = await away("2026-12-02 2026-12-05");
  expect(said).toContain("due first · nobody · Wed 2 Dec 2026 12:00 JST to Sun 6 Dec 2026 00:00 JST");
  expect(said).not.toMatch(/the next of the rotation/);
  await t.done("duty back", { as: "hana" });
  await t.done("duty line first mori from=2026-12-10");
  expect(await away("2026-12-11 2026-12-12")).toContain("no turn for which somebody has to stand in");
});

test("whoever says it for somebody else is told that it is for themselves only", async () => {
  const answer = await t.say("duty away 2026-12-03 2026-12-04 hana", { as: "mori" });
  expect(answer).toMatchObject({ ok: false, code: "not-allowed" });
  const line = /For yourself: (.*)/.exec(textOf(answer))?.[1] ?? "";
  expect(line).toContain("duty away");
  await t.done(line, { as: "mori" });
});

test("with nobody on duty nothing is said of a next one, and a ladder of one's own is named", async () => {
  await t.done("duty line first hana weekday=mon time=10:00 hours=days-off");
  const said = await t.done("duty who");
  expect(said).toContain("Nobody is on duty. Pings go to the desk room.");
  expect(said).not.toContain("goes to the next");
  await t.done("duty ladder assignee");
  expect(await t.done("duty who")).toContain("Nobody is on duty.");
  expect(await t.done("duty who")).toContain("the desk's own ladder says");
  expect(await t.done("duty who")).not.toContain("Pings go to the desk room");
});

test("a ladder is read in any width and with either comma, and names only lines that there are", async () => {
  await t.done("duty line first hana weekday=mon time=10:00");
  await t.done("duty line second mori");
  expect(await t.done("duty ladder ｌｉｎｅ－１、ｌｉｎｅ－２：１５、Assignee:20")).toContain("20 minutes later");
  const answer = await t.say("duty ladder line-1,line-5:10");
  expect(answer).toMatchObject({ ok: false, code: "args.invalid", field: "rungs" });
  expect(textOf(answer)).toContain("There is no line no. 5.");
  expect(textOf(answer)).toContain("There is: line-1 · line-2");
  expect(await t.done("duty ladder")).toContain("20 minutes later");
});

test("offers to swap that wait stand in what waits for me, on both sides, until they are answered", async () => {
  await t.done("duty line first hana,mori weekday=mon time=10:00");
  await t.done("duty swap mori 2026-12-03 2026-12-10", { as: "hana" });
  for (const [as, answer] of [
    ["mori", "duty confirm 1"],
    ["hana", "duty confirm 1 no"],
  ] as const) {
    const waits = await t.done("me", { as });
    expect(waits).toContain("swap no. 1, hana asks mori");
    expect(waits.split("\n").at(-1)).toBe(answer);
  }
  expect(await t.done("me", { as: "kenji" })).not.toContain("swap");
  await t.done("duty confirm 1 no", { as: "hana" });
  expect(await t.done("me", { as: "mori" })).not.toContain("swap");
});

test("a handover's preview counts the deadlines that go with the cases", async () => {
  const { ref } = await t.report("software", {}, start);
  await t.done(`case take ${ref}`, { as: "hana" });
  const [n] = await t.database.owner()`select count(*)::int as n from deadlines where state <> 'done'`;
  expect(n?.["n"]).toBeGreaterThan(0);
  expect(await t.done("member hand-over hana mori")).toContain(`their deadlines: ${n?.["n"]}`);
});

test("an account that is linked while its owner is on duty is put into the platform's group", async () => {
  const queued = async () =>
    (await t.database.owner()`select 1 from graphile_worker.jobs where task_identifier = 'groups'`).length;
  await t.done("duty set hana");
  expect(await queued()).toBe(0);
  await t.done("member link hana slack:T1:UHANA");
  expect(await queued()).toBe(1);
});
