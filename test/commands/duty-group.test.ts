import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { tick } from "../../commands/deadline/tick.ts";
import { syncGroups } from "../../commands/duty/groups.ts";
import { clockDatabase } from "../support/clock.ts";
import { type TestDesk, testDesk } from "../support/desk.ts";
import { type FakeSlack, startSlack } from "../support/slack.ts";
import { createDesk, type Desk } from "../support/slack-desk.ts";

/** The user group that holds whoever is on duty, through the real adapter. */
const group = "S0DUTY01";
const start = new Date("2026-12-02T03:00:00Z");
let t: TestDesk;
let slack: FakeSlack;
let adapter: Desk;
let clock: Awaited<ReturnType<typeof clockDatabase>>["clock"];
beforeAll(async () => {
  slack = await startSlack();
  let passed = 0;
  const pace = { now: () => (passed += 60_000), pause: async () => {} };
  adapter = createDesk(slack, undefined, { clock: pace, config: { dutyGroup: group } });
  await adapter.start();
  await slack.until(() => (slack.calls.some((c) => c.method === "auth.test") ? true : undefined));
});
afterAll(async () => {
  await adapter.stop();
  await slack.close();
});
beforeEach(async () => {
  const database = await clockDatabase(start);
  clock = database.clock;
  t = await testDesk({ database, surfaces: new Map([["slack", adapter.surface]]) });
  await t.members({ hana: "coordinator", kenji: "coordinator", mori: "coordinator" });
  for (const name of ["hana", "kenji"]) await t.done(`member link ${name} slack:${slack.team}:${slack.user(name)}`);
  await t.done("member link mori slack:T0ELSEWHERE:U0MORI");
  slack.forget();
});
afterEach(() => t.database.close());

/** What waits in the queue for the groups: seconds from now. */
const waits = async (): Promise<number[]> => {
  const rows = await t.database.owner()<{ s: number }[]>`
    select extract(epoch from run_at - now())::int as s from graphile_worker.jobs where task_identifier = 'groups'`;
  return rows.map((r) => r.s);
};
const filled = () => slack.calls.filter((c) => c.method === "usergroups.users.update").map((c) => c.body);

test("a change of duty has the group filled with whoever is on now, in our own workspace", async () => {
  await t.done("duty line first hana,kenji weekday=mon time=10:00");
  await tick(t.desk);
  expect(await waits()).toEqual([1]);
  await syncGroups(t.desk);
  expect(filled()).toMatchObject([{ usergroup: group, users: slack.user("hana") }]);
  await clock.set(new Date("2026-12-07T01:00:30Z"));
  await tick(t.desk);
  await t.done("duty set kenji,mori");
  await syncGroups(t.desk);
  expect(filled().at(-1)).toMatchObject({ users: slack.user("kenji") });
});

test("nobody on duty leaves the group as it was: Slack takes no empty one", async () => {
  await t.done("duty set mori");
  await syncGroups(t.desk);
  expect(filled()).toEqual([]);
  expect(await waits()).toEqual([]);
});

test("what fails for a while is tried again when Slack says, what is refused once somebody may have mended it", async () => {
  await t.done("duty set hana");
  slack.fault("usergroups.users.update", { status: 429, retryAfter: "7" });
  await syncGroups(t.desk);
  expect(await waits()).toEqual([7]);
  slack.fault("usergroups.users.update", { error: "no_such_subteam" });
  await syncGroups(t.desk);
  expect(await waits()).toEqual([600]);
  await syncGroups(t.desk);
  expect(filled()).toHaveLength(3);
});

test("a desk that keeps no group calls nobody", async () => {
  const plain = createDesk(slack);
  expect(plain.surface.group).toBeUndefined();
  await plain.stop();
});
