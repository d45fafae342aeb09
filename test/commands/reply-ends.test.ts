import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lookAt } from "../../commands/room/hold.ts";
import type { TestDesk } from "../support/desk.ts";
import { closed, type ReplyDesk, replyDesk, room } from "../support/reply-desk.ts";

let d: ReplyDesk;
let t: TestDesk;
let ref = "";
const as: ReplyDesk["as"] = (...asked) => d.as(...asked);
const did: ReplyDesk["did"] = (...asked) => d.did(...asked);
const waiting: ReplyDesk["waiting"] = (channel) => d.waiting(channel);

beforeAll(async () => {
  d = await replyDesk();
  ({ t, ref } = d);
  await d.invite();
  await did("hoshi", `reply accept ${ref}`);
  for (const channel of ["CHOSHI", "CTSUKI"]) await waiting(channel);
});
afterAll(() => t.database.close());

describe("a vendor's room in which others come to read", () => {
  test("is held: nothing goes there, and nothing is said there", async () => {
    d.facts.set("CTSUKI", closed("team:TTSUKI", "team:TELSE"));
    await lookAt(t.desk, { platform: "slack", tenant: "T1", channel: "CTSUKI" }, "nothing");
    expect(await as("tsuki", `reply show ${ref}`)).toMatchObject({ ok: false, code: "stranger" });
    await t.done(`message party ${ref} 2 AFTER-HOLD`, { as: "hana" });
    expect(await waiting("CTSUKI")).toEqual([]);
    expect(await t.say("room bind vendor vendor=2", { place: room("CTSUKI") })).toMatchObject({
      code: "room.not-private",
    });
    d.facts.set("CTSUKI", closed("team:TTSUKI"));
    await t.done("room bind vendor vendor=2", { place: room("CTSUKI") });
    expect((await waiting("CTSUKI")).join()).toContain("the desk wrote to you");
  });

  test("a guest of our own is not one of theirs because an account of another workspace has the same id", async () => {
    d.facts.set("CHOSHI", closed("team:THOSHI", "guest:U1"));
    expect(await as("hoshi", `reply show ${ref}`)).toMatchObject({ ok: false, code: "place.too-wide" });
    d.facts.set("CHOSHI", closed("team:THOSHI"));
    await t.done("room bind vendor vendor=1", { place: room("CHOSHI") });
  });

  test("is none while its platform does not say with whom it is shared", async () => {
    d.facts.set("CSOME", closed("team:?"));
    expect(await t.say("room bind vendor vendor=1", { place: room("CSOME") })).toMatchObject({
      code: "room.unreadable",
    });
  });

  test("an answer that would be read by others is not shown, although nobody told us of them", async () => {
    d.facts.set("CHOSHI", closed("team:THOSHI", "guest:U99"));
    expect(await as("hoshi", `reply show ${ref}`)).toMatchObject({ ok: false, code: "place.too-wide" });
    d.facts.set("CHOSHI", closed("team:THOSHI"));
    await t.done("room bind vendor vendor=1", { place: room("CHOSHI") });
  });
});

describe("what ends, and who never agreed", () => {
  test("whoever did not agree reads no details when the case ends without being published", async () => {
    const { ref: other } = await t.report("software", { steps: "CANARY-STEPS" });
    await t.done(`report accept ${other} all`);
    for (const [i, name] of (["hoshi", "tsuki"] as const).entries()) {
      await t.done(`party add ${other} vendor=${i + 1}`, { as: "hana" });
      await t.done(`party invite ${other} ${i + 1}`, { as: "hana" });
      await did(name, `reply ${name === "hoshi" ? "accept" : "decline"} ${other}`);
    }
    expect(await did("hoshi", `reply show ${other}`)).toContain("CANARY-STEPS");
    await t.done(`case close ${other} P-01 lift`, { as: "hana" });
    expect(await did("tsuki", `reply show ${other}`)).not.toContain("CANARY");
    expect(await did("hoshi", `reply show ${other}`)).toContain("CANARY-STEPS");
  });

  test("a newcomer is asked for the desk's default also while only a party's own proposal stands", async () => {
    const { ref: other } = await t.report("software");
    await t.done(`report accept ${other} all`);
    for (const n of [1, 2]) await t.done(`party add ${other} vendor=${n}`, { as: "hana" });
    await t.done(`party invite ${other} 1`, { as: "hana" });
    await did("hoshi", `reply date ${other} +60d`);
    await t.done(`embargo decline ${other} 1`, { as: "hana" });
    await t.done(`party invite ${other} 2`, { as: "hana" });
    expect(await did("tsuki", `reply accept ${other}`)).toContain("You agreed to keep it to yourselves");
  });
});

test("an operator's words stand in an operator's states", async () => {
  const { ref: site } = await t.report("website");
  await t.done(`report accept ${site} all`);
  await t.done(`party add ${site} vendor=1`, { as: "hana" });
  await t.done(`party invite ${site} 1`, { as: "hana" });
  const work = async () =>
    (
      await t.database.owner()`select work from parties p join cases c on c.id = case_id where reference = ${Number(site)}`
    )[0]?.["work"];
  await did("hoshi", `reply accept ${site}`);
  expect(await work()).toBe("stage1_answered");
  await did("hoshi", `reply status ${site} not_affected justification=component_not_present`);
  expect(await work()).toBe("denies");
});

test("a vendor of the same name is noticed however its name is typed, and however many share its words", async () => {
  for (let i = 0; i < 25; i += 1) await t.done(`vendor add "Sora ${i}"`, { as: "hana" });
  await t.done('vendor add "ソラ Sora"', { as: "hana" });
  await t.done('vendor add "Sora"', { as: "hana" });
  for (const typed of ["SORA", "Ｓｏｒａ", "ｿﾗ sora"])
    expect(await t.say(`vendor add "${typed}"`, { as: "hana" })).toMatchObject({ ok: false, code: "args.invalid" });
});
