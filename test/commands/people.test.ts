import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDesk, testDesk, textOf } from "../support/desk.ts";

let t: TestDesk;
beforeAll(async () => {
  t = await testDesk();
  await t.members({ hana: "coordinator", mori: "coordinator" });
  await t.done("member link hana slack:T1:U1");
  await t.done("member link mori slack:T1:U2");
  await t.done("member link admin slack:T9:U2");
});
afterAll(() => t.database.close());

const asHana = { principal: { platform: "slack", tenant: "T1", user: "U1" } } as const;
const room = { kind: "room", platform: "slack", tenant: "T1", channel: "C1" } as const;

test("a mention in a direct message is somebody of the asker's own workspace", async () => {
  const { ref } = await t.report();
  const answer = await t.say(`case assign ${ref} slack:U2`, asHana);
  expect(textOf(answer)).toContain("mori");
  expect(await t.done(`case show ${ref}`)).toContain("Assignee: mori");
});

test("a mention in a room is somebody of the room's workspace", async () => {
  const { ref } = await t.report();
  await t.done("room bind desk", { ...asHana, place: room });
  expect(await t.done(`case assign ${ref} slack:U2`, { ...asHana, place: room })).toContain("mori");
});

test("a mention of another workspace or platform, or one typed in a terminal, names nobody", async () => {
  const { ref } = await t.report();
  for (const [typed, over] of [
    ["slack:U7", asHana],
    ["discord:U2", asHana],
    ["discord:U2", { ...asHana, place: room }],
    ["slack:U2", {}],
  ] as const) {
    expect(await t.say(`case assign ${ref} ${typed}`, over)).toMatchObject({ ok: false, code: "member.not-found" });
  }
});
