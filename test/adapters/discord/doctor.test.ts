import { afterAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { judge, type Seen, type SeenRoom } from "../../../adapters/discord/doctor.ts";
import { commands } from "../../../commands/index.ts";
import type { Finding } from "../../../src/surface.ts";
import { type Fault, startDiscord } from "../../support/discord.ts";
import { createDesk } from "../../support/discord-desk.ts";
import { application, channels, guild } from "../../support/discord-world.ts";

const now = new Date("2026-11-22T03:10:00Z");
const said = (what: unknown) => ({ ok: true, said: what }) as const;
const failed = (why: string) => ({ ok: false, why }) as const;
const facts: NonNullable<SeenRoom["facts"]> = { missing: [], isShared: false, readers: ["desk"] };
const well: Seen = {
  token: "a.b.c",
  application: "1",
  connection: { kind: "connected", heardAt: new Date("2026-11-22T03:05:00Z") },
  user: said({ id: "1" }),
  app: said({ id: "1", flags: 0 }),
  guild: said({ id: "2" }),
  commands: said(true),
  rooms: [{ id: "C", facts }],
  now,
};
const text = (f: Finding, locale: "ja" | "en" = "en"): string => f.text.parts[locale].map((p) => p.text).join("");
const red = (seen: Partial<Seen>) => judge({ ...well, ...seen }).filter((f) => !f.ok);

test("a set-up that is well has no line to look at, whether this process holds the connection or stands by", () => {
  expect(red({})).toEqual([]);
  expect(judge(well)).toHaveLength(7);
  expect(red({ connection: { kind: "standby" } })).toEqual([]);
  expect(red({ connection: { kind: "connected", heardAt: undefined } })).toEqual([]);
});

const away = (why: string | undefined): Partial<Seen> => ({ connection: { kind: "away", why } });
test.each<[string, Partial<Seen>, RegExp]>([
  ["another application's token", { application: "9" }, /application 1's\. Set DISCORD_APPLICATION_ID to 1/],
  ["privileged intents", { app: said({ id: "1", flags: 1 << 19 }) }, /Message Content Intent\. Turn them off/],
  [
    "several of them",
    { app: said({ id: "1", flags: (1 << 13) | (1 << 15) }) },
    /Presence Intent, Server Members Intent/,
  ],
  [
    "another guild",
    { guild: failed("10004") },
    /cannot be read \(10004\).*oauth2\/authorize\?client_id=1&scope=bot\+app/,
  ],
  ["commands of an older version", { commands: said(false) }, /not this version's.*desk register/],
  ["commands that cannot be read", { commands: failed("50001") }, /\(50001\)\. desk register.*applications\.commands/],
  ["a token that the gateway refuses", away("4004"), /no connection \(4004\)\. Copy the Token/],
  ["intents that it does not know", away("4013"), /update Todoke/],
  ["intents that it does not grant", away("4014"), /under Bot in the Developer Portal/],
  ["no line", away("ECONNREFUSED"), /no connection \(ECONNREFUSED\)\. Check that the server reaches gateway/],
  [
    "a channel of everybody",
    { rooms: [{ id: "C", facts: { ...facts, isShared: true } }] },
    /@everyone can read discord:C/,
  ],
  [
    "a permission less",
    { rooms: [{ id: "C", facts: { ...facts, missing: ["Send Messages"] } }] },
    /lacks: Send Messages/,
  ],
  ["a channel that is gone", { rooms: [{ id: "C", facts: undefined }] }, /discord:C cannot be read\. Give the bot/],
])("%s: one line to look at, which says what to do, in both languages", (_, seen, words) => {
  const found = red(seen);
  expect(found.map((f) => text(f))).toEqual([expect.stringMatching(words)]);
  expect(text(found[0] as Finding, "ja")).toMatch(/[ぁ-ん]/);
});

test.each<[string, Partial<Seen>, RegExp]>([
  ["a client secret for the token", { token: "abc", user: failed("401") }, /DISCORD_TOKEN is no bot token\. Copy/],
  ["a token that was reset", { user: failed("401") }, /does not count \(401\)\. Copy/],
  ["no network", { user: failed("ENOTFOUND") }, /does not answer \(ENOTFOUND\)/],
])("%s: that is said, and nothing that only Discord could tell", (_, seen, words) => {
  const none = failed("-");
  const found = judge({ ...well, app: none, guild: none, commands: none, rooms: [], ...seen }).map((f) => text(f));
  expect(found[0]).toMatch(words);
  expect(found.join("\n")).not.toMatch(/intent|guild|commands|discord:C/);
});

const fake = await startDiscord();
afterAll(() => fake.close());
beforeEach(() => fake.forget());
/** What a desk finds that only stands by. */
async function found(rooms: readonly string[] = [], commandsOf = commands): Promise<string[]> {
  const desk = createDesk(fake, { commands: commandsOf, lead: () => ({ stop: async () => {} }) });
  onTestFinished(() => desk.stop());
  return (await desk.surface.examine(rooms)).map((f) => `${f.ok ? "ok" : "look"} ${text(f)}`);
}

test("through the real library: who reads in each bound channel, what the bot may do there, and whether the commands are ours", async () => {
  const desk = createDesk(fake, { commands });
  onTestFinished(() => desk.stop());
  await desk.surface.register?.();
  expect(await found([channels.desk, channels.general, "1140000000000000099"])).toEqual([
    `ok Discord: bot ${application}`,
    `ok Discord: application ${application}`,
    "ok Discord: no privileged intent is on",
    `ok Discord: guild ${guild}`,
    "ok Discord: another process holds the connection, this one stands by",
    "ok Discord: the commands are registered",
    expect.stringMatching(/^ok Discord: discord:\d+ is read by desk; who holds these roles/),
    expect.stringMatching(/^look Discord: @everyone can read/),
    expect.stringMatching(/^look Discord: discord:\d+ cannot be read/),
  ]);
  expect((await found([], commands.slice(1))).join("\n")).toMatch(/look .*not this version's/);
});

test.each<[string, RegExp, Fault, RegExp]>([
  ["401", /^\/users\/@me$/, { status: 401, code: 0 }, /does not count \(401\)/],
  ["a broken line", /^\/users\/@me$/, "accept then drop", /does not answer \(/],
  ["no such guild", /^\/guilds\/\d+$/, { status: 404, code: 10004 }, /guild cannot be read \(10004\)/],
  ["too fast", /\/commands$/, "429", /not this version's \(429\)|commands are not/],
])("%s is a finding, not a fault", async (_, path, fault, words) => {
  fake.fault("GET", path, fault, true);
  expect((await found([channels.desk])).join("\n")).toMatch(words);
});
