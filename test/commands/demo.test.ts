import { afterAll, beforeAll, expect, test } from "vitest";
import { tick } from "../../commands/deadline/tick.ts";
import { fillDemo } from "../../commands/demo/fill.ts";
import { type TestDesk, testDesk } from "../support/desk.ts";

let t: TestDesk;
beforeAll(async () => {
  t = await testDesk();
});
afterAll(() => t.database.close());

test("the demo fills an empty desk with something to see in every list, and only once", async () => {
  expect(await fillDemo(t.desk, "en")).toMatchObject({ exit: 0, out: expect.stringContaining("12 reports") });
  expect(await t.done("report list")).toMatch(/of 7, oldest first/);
  expect(await t.done("case list")).toMatch(/of 5, greatest impact first/);
  expect(await t.done("duty who")).toContain("Tanaka Hanako → Mori Yui → Sato Kenji → desk room");
  expect(await t.done("deadline list")).toContain("開発者からの返事");
  expect(await t.done("case mine", { as: "mori" })).toContain("#");
  expect(await t.done("case find 画像")).toContain("すいすい画像ビューア");
  await t.database.owner()`update deadlines set next_ping_at = now() - interval '1 second' where kind = 'CUSTOM'`;
  expect(await tick(t.desk)).toBeGreaterThan(0);
  expect(await t.done("me", { as: "hana" })).toContain("duty ack");
  expect(await fillDemo(t.desk, "ja")).toMatchObject({ exit: 1, out: expect.stringContaining("空のデスク") });
});
