import { afterAll, beforeAll, expect, test } from "vitest";
import { turnedAway } from "../../commands/turned-away.ts";
import { clockDatabase } from "../support/clock.ts";
import { type TestDesk, testDesk } from "../support/desk.ts";

let t: TestDesk;
let clock: Awaited<ReturnType<typeof clockDatabase>>["clock"];
beforeAll(async () => {
  const database = await clockDatabase(new Date("2026-12-02T03:10:00Z"));
  clock = database.clock;
  t = await testDesk({ database });
});
afterAll(() => t.database.close());

const who = (user: string) => ({ platform: "slack", tenant: "T0OTHER", user }) as const;
const kept = async () =>
  (
    await t.database.owner()`select data->>'user' as who, data->>'why' as why from audit where action = 'account.refused' order by seq`
  ).map((r) => `${r["who"]} ${r["why"]}`);

test("a stranger's request is kept by ids, once an hour whatever they type, and with no word of it", async () => {
  for (const line of ["report list", "case show 48213377 canary", "duty ack"]) {
    expect(await t.say(line, { principal: who("U0A") })).toMatchObject({ ok: false, code: "stranger" });
  }
  await Promise.all([1, 2, 3, 4].map(() => t.say("me", { principal: who("U0B") })));
  await turnedAway(t.desk, who("U0A"), "another guild");
  expect(await kept()).toEqual(["U0A stranger", "U0B stranger", "U0A another guild"]);
  await clock.set(new Date("2026-12-02T04:00:01Z"));
  await t.say("me", { principal: who("U0A") });
  expect(await kept()).toHaveLength(4);
  const [row] = await t.database.owner()`select string_agg(data::text, '') as all from audit`;
  expect(row?.["all"]).not.toContain("canary");
  expect(await t.done("audit show")).toContain("an account that is not of the desk was refused");
  expect(await t.done("audit verify")).toContain("are linked as they were written");
});

test("what the database cannot keep turns nobody in", async () => {
  const broken = { ...t.desk, db: { transaction: () => Promise.reject(new Error("away")) } };
  // Only its transaction is used.
  await expect(turnedAway(broken as unknown as TestDesk["desk"], who("U0C"), "stranger")).resolves.toBeUndefined();
});
