import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Place } from "../../commands/contract.ts";
import type { Surface } from "../../src/surface.ts";
import { type TestDesk, testDesk, textOf } from "../support/desk.ts";

const closed: Surface = {
  examine: async () => [],
  room: async () => ({ shared: false, everybody: false, guests: 0, outsiders: [], open: true }),
};
let t: TestDesk;
beforeAll(async () => {
  t = await testDesk({
    surfaces: new Map([
      ["slack", closed],
      ["discord", closed],
    ]),
  });
  await t.members({ hana: "coordinator" });
  await t.done('vendor add "Hoshi"', { as: "hana" });
});
afterAll(() => t.database.close());

const at = (platform: "slack" | "discord", thread?: string): Place => ({
  kind: "room",
  platform,
  tenant: "T1",
  channel: `C${platform}`,
  ...(thread !== undefined && { thread }),
});
const audiences = async () => (await t.database.owner()`select audience from rooms`).map((r) => r["audience"]);

describe.each(["slack", "discord"] as const)("in a thread of %s", (platform) => {
  test.each(["vendor vendor=1", "group case=48213377"])(
    "room bind %s says who reads there, and binds nothing",
    async (line) => {
      for (const locale of ["ja", "en"] as const) {
        const refused = await t.say(`room bind ${line}`, { place: at(platform, "C1/9.9"), locale });
        expect(refused).toMatchObject({ ok: false, code: "room.not-private" });
        expect(textOf(refused)).toMatch(
          { ja: /スレッド.*非公開のチャンネルで room bind/s, en: /thread is read by .*private channel/s }[locale],
        );
        expect(textOf(refused).includes("Discord")).toBe(platform === "discord");
      }
      expect(await audiences()).toEqual([]);
    },
  );
});

test("outside a thread the same channel is the vendor's; the desk's readers are the same in a thread", async () => {
  await t.done("room bind vendor vendor=1", { place: at("slack") });
  expect(await audiences()).toEqual(["vendor/1"]);
  await t.done("room bind desk", { place: at("discord", "C1/9.9") });
  expect((await audiences()).sort()).toEqual(["desk", "vendor/1"]);
});
