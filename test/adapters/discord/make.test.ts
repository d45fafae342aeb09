import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createDispatch } from "../../../commands/dispatch.ts";
import { createForms } from "../../../commands/forms.ts";
import { commands } from "../../../commands/index.ts";
import { lookAt, lookAtAll } from "../../../commands/room/hold.ts";
import { findRoom } from "../../../db/queries/rooms.ts";
import { ActionTokens } from "../../../src/crypto/action-token.ts";
import type { Surface } from "../../../src/surface.ts";
import { type TestDesk, testDesk } from "../../support/desk.ts";
import { type FakeDiscord, startDiscord } from "../../support/discord.ts";
import { createDesk } from "../../support/discord-desk.ts";
import { type Given, interactions } from "../../support/discord-payloads.ts";
import { said } from "../../support/discord-reading.ts";
import { bot, type Channel, guild, people } from "../../support/discord-world.ts";

const surfaces = new Map<string, Surface>();
const view = 1n << 10n;
const deskRole = "1140000000000000021";
let t: TestDesk;
let fake: FakeDiscord;
let adapter: ReturnType<typeof createDesk>;
beforeAll(async () => {
  [t, fake] = await Promise.all([testDesk({ surfaces }), startDiscord()]);
  adapter = createDesk(fake, {
    dispatch: createDispatch(t.desk),
    forms: createForms(t.desk),
    commands,
    tokens: new ActionTokens(t.desk.keys.buttons),
    look: (room, told) => lookAt(t.desk, { platform: "discord", ...room }, told),
    lookAll: () => lookAtAll(t.desk),
  });
  surfaces.set("discord", adapter.surface);
  await adapter.start();
  await fake.gateway.connected(1);
  await t.members({ hana: "coordinator", kenji: "coordinator", left: "coordinator", ana: "analyst" });
  await t.done(`member link hana discord:${guild}:${people.hana}`);
  await t.done(`member link kenji discord:${guild}:${people.kenji}`);
  await t.done(`member link left discord:${guild}:1140000000000000015`);
  await t.done("member remove left");
});
afterEach(() => fake.forget());
afterAll(async () => {
  await adapter.stop();
  await Promise.all([fake.close(), t.database.close()]);
});

const posted = (): Channel[] =>
  fake.calls.filter((c) => c.method === "POST" && c.path.endsWith("/channels")).map((c) => c.body as Channel);
const made = (name: RegExp): Channel => {
  const found = [...fake.channels.values()].filter((c) => name.test(c.name)).at(-1);
  if (found === undefined) throw new Error(`no channel ${name}`);
  return found;
};
const readers = (c: Channel): string[] =>
  (c.permission_overwrites ?? []).filter((o) => (BigInt(o.allow) & view) !== 0n).map((o) => o.id);
const bound = (channel: string) =>
  t.desk.db.transaction((tx) => findRoom(tx, { platform: "discord", tenant: guild, channel }));
const str = (name: string, value: string): Given => ({ name, type: 3, value });
async function create(...options: Given[]): Promise<string> {
  const one = interactions.slash(fake, "room create", options);
  fake.gateway.send("INTERACTION_CREATE", one);
  return said((await fake.answered(one.token)).data);
}

test("a desk room: closed to everybody, open to us and to the members linked here, and bound", async () => {
  expect(await create(str("audience", "desk"))).toContain("is a desk room now");
  const channel = made(/^td-[a-z2-9]{6}$/);
  expect(channel.permission_overwrites?.find((o) => o.id === guild)).toMatchObject({ type: 0, deny: String(view) });
  expect(readers(channel).toSorted()).toEqual([bot, people.hana, people.kenji].toSorted());
  expect(made(/^todoke$/)).toMatchObject({ type: 4, id: channel.parent_id });
  expect(readers(made(/^todoke$/))).toEqual([bot]);
  expect(await bound(channel.id)).toMatchObject({ audience: "desk", heldAt: null });
  expect(await adapter.surface.room(guild, channel.id, "whole")).toMatchObject({ everybody: false, open: true });
});

test("a role and the asker instead, a name of one's own; the category is used again", async () => {
  await create(str("audience", "desk"), str("reader", `<@&${deskRole}>`), str("name", "Desk-Night"));
  expect(posted()).toHaveLength(1);
  expect(readers(made(/^desk-night$/)).toSorted()).toEqual([bot, people.hana, deskRole].toSorted());
});

test("somebody else's open category of that name is not taken for ours", async () => {
  for (const c of [...fake.channels.values()]) if (c.name === "todoke") fake.channels.delete(c.id);
  fake.channels.set("1140000000000000077", {
    id: "1140000000000000077",
    type: 4,
    name: "todoke",
    guild_id: guild,
    permission_overwrites: [],
  });
  await create(str("audience", "desk"));
  expect(posted().map((c) => c.type)).toEqual([4, 0]);
  expect(made(/^td-/).parent_id).not.toBe("1140000000000000077");
});

test("a room for others: its name tells nothing, it counts as public, and of the desk only the asker is in it", async () => {
  expect(await create(str("audience", "public"), str("reader", deskRole))).toContain("counts as public");
  const channel = made(/^td-/);
  expect(readers(channel).toSorted()).toEqual([bot, deskRole, people.hana].toSorted());
  expect(await bound(channel.id)).toMatchObject({ audience: "public" });
});

test("from the terminal, too; somebody let in afterwards has it held at once", async () => {
  expect(await t.done("room create desk name=from-terminal")).toContain("is a desk room now");
  const channel = made(/^from-terminal$/);
  const more = [...(channel.permission_overwrites ?? []), { id: people.mori, type: 1, allow: "1024", deny: "0" }];
  fake.gateway.send("CHANNEL_UPDATE", { ...channel, permission_overwrites: more });
  await expect.poll(async () => (await bound(channel.id))?.heldWhy, { timeout: 10_000, interval: 20 }).toBe("widened");
});

test("refused by Discord, by policy, or where nothing makes rooms: nothing is bound, and it says what to do instead", async () => {
  const rooms = async () => (await t.database.owner()`select count(*)::int as n from rooms`)[0]?.["n"];
  const before = await rooms();
  fake.fault("POST", /^\/guilds\/\d+\/channels$/, { status: 403, code: 50013 });
  expect(await create(str("audience", "desk"))).toMatch(/made no room \(50013\)[\s\S]*Manage Channels/);
  fake.forget();
  expect(await t.say("room create desk", { as: "ana" })).toMatchObject({ ok: false, code: "not-allowed" });
  expect(await t.say("room create everybody")).toMatchObject({ ok: false, code: "args.invalid" });
  expect(posted()).toEqual([]);
  const discord = adapter.surface;
  surfaces.set("discord", { room: discord.room, examine: discord.examine });
  expect(await t.say("room create desk")).toMatchObject({ ok: false, code: "platform.missing" });
  surfaces.set("discord", discord);
  expect(await rooms()).toBe(before);
});
