import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { guildCommands } from "../../../adapters/discord/commands.ts";
import { commandsHash } from "../../../adapters/discord/register.ts";
import { commands } from "../../../commands/index.ts";
import { japanese } from "../../../src/names.ts";
import type { Surface } from "../../../src/surface.ts";
import { type TestDesk, testDesk, textOf } from "../../support/desk.ts";
import { type FakeDiscord, startDiscord } from "../../support/discord.ts";
import { createDesk } from "../../support/discord-desk.ts";
import { faultsOf } from "../../support/discord-spec.ts";
import { application, guild } from "../../support/discord-world.ts";

type Part = Readonly<Record<string, unknown>>;
const wanted = guildCommands(commands);
const list = (v: unknown): Part[] => (Array.isArray(v) ? v : []);
/** A command, its subcommands and their options. */
const parts = (c: Part): Part[] => [c, ...list(c["options"]).flatMap(parts)];
const everything = wanted.flatMap(parts);
const localized = (p: Part, key: "name" | "description"): string[] => [
  String(p[key] ?? ""),
  ...Object.values((p[`${key}_localizations`] as Readonly<Record<string, string>>) ?? {}),
];
const count = (s: string): number => [...s].length;

describe("what is registered keeps Discord's rules, in Japanese and English", () => {
  test("its own description takes every command", () => {
    expect(faultsOf("PUT", `/applications/${application}/guilds/${guild}/commands`, wanted)).toEqual([]);
  });

  test("8,000 characters for each command, where of each text the longest language counts", () => {
    const longest = (texts: string[]): number => Math.max(...texts.map(count));
    const sizes = wanted.map((c) => {
      const texts = parts(c).flatMap((p) => [localized(p, "name"), localized(p, "description")]);
      const choices = parts(c)
        .flatMap((p) => list(p["choices"]))
        .flatMap((x) => [localized(x, "name"), [String(x["value"])]]);
      return [c["name"], [...texts, ...choices].reduce((n, t) => n + longest(t), 0)] as const;
    });
    console.log(`characters of 8,000: ${sizes.map(([name, n]) => `${name} ${n}`).join(", ")}`);
    for (const [name, n] of sizes) expect([name, n <= 8000]).toEqual([name, true]);
  });

  test("at most 100 commands, 25 options of each, 25 choices", () => {
    expect(wanted.length).toBeLessThanOrEqual(100);
    for (const p of everything) {
      expect(list(p["options"]).length).toBeLessThanOrEqual(25);
      expect(list(p["choices"]).length).toBeLessThanOrEqual(25);
    }
    // Cutting the list would hide a choice from whoever picks one.
    for (const c of commands)
      for (const arg of Object.values(c.args))
        if (arg.kind === "choice") expect((arg.choices ?? []).length).toBeLessThanOrEqual(25);
  });

  test("names: lower case, 1 to 32 letters, digits, - and _; a message command's may have spaces", () => {
    const shape = /^[-_'\p{L}\p{N}]{1,32}$/u;
    for (const p of everything)
      for (const name of localized(p, "name")) {
        if (p["type"] === 3 && p["description"] === undefined) expect(name).toMatch(/^.{1,32}$/u);
        else {
          expect(name).toMatch(shape);
          expect(name).toBe(name.toLowerCase());
        }
      }
  });

  test("names that stand side by side differ, in each language", () => {
    for (const siblings of [wanted, ...everything.map((p) => list(p["options"]))])
      for (const language of [0, 1]) {
        const names = siblings.map((p) => localized(p, "name")[language] ?? p["name"]);
        expect(names).toEqual([...new Set(names)]);
      }
  });

  test("descriptions: 1 to 100 characters; choices: names and values of 1 to 100", () => {
    const fits = (s: string): boolean => count(s) >= 1 && count(s) <= 100;
    for (const p of everything.filter((x) => x["description"] !== undefined))
      expect(localized(p, "description").every(fits)).toBe(true);
    for (const c of everything.flatMap((p) => list(p["choices"])))
      expect([...localized(c, "name"), String(c["value"])].every(fits)).toBe(true);
  });

  test("every word has its Japanese name; what only buttons give is no option", () => {
    const words = commands.flatMap((c) => [...c.name.split(" "), ...Object.keys(c.args)]);
    expect(words.filter((w) => japanese[w] === undefined)).toEqual([]);
    const post = list(wanted.find((c) => c["name"] === "room")?.["options"]).find((o) => o["name"] === "post");
    expect(list(post?.["options"]).map((o) => o["name"])).toEqual(["case"]);
  });

  test("every command of the registry is there with all of its arguments, as it is at the terminal and in Slack", () => {
    for (const c of commands) {
      const [noun, verb] = c.name.split(" ");
      const top = wanted.find((w) => w["name"] === noun);
      const own = verb === undefined ? top : list(top?.["options"]).find((o) => o["name"] === verb);
      const shown = Object.entries(c.args).flatMap(([name, arg]) => (arg.hidden === true ? [] : [name]));
      expect([c.name, list(own?.["options"]).map((o) => o["name"])]).toEqual([c.name, shown]);
    }
  });

  test("in the guild alone, and closed until its administrators open it", () => {
    for (const c of wanted)
      expect(c).toMatchObject({ contexts: [0], integration_types: [0], default_member_permissions: 0 });
  });
});

describe("desk register", () => {
  const surfaces = new Map<string, Surface>();
  let t: TestDesk;
  let fake: FakeDiscord;
  let adapter: ReturnType<typeof createDesk>;
  beforeAll(async () => {
    [t, fake] = await Promise.all([testDesk({ surfaces }), startDiscord()]);
    adapter = createDesk(fake, { commands });
  });
  beforeEach(() => fake.forget());
  afterAll(() => Promise.all([fake.close(), t.database.close()]));
  const sent = () => fake.calls.filter((c) => c.method === "PUT").length;
  const register = (locale: "ja" | "en" = "en") => t.say("desk register", { locale });

  test("without Discord it says what to set, and what Slack has instead", async () => {
    surfaces.clear();
    const answer = await register();
    expect(answer).toMatchObject({ ok: false, code: "platform.missing" });
    expect(textOf(answer)).toContain("desk manifest");
    surfaces.set("discord", adapter.surface);
  });

  test("sends once, and again only when something changed, whatever Discord adds", async () => {
    expect(textOf(await register())).toMatch(/\d+ commands registered/);
    expect(sent()).toBe(1);
    expect(commandsHash(fake.commands())).toBe(commandsHash(wanted));
    expect(textOf(await register())).toContain("nothing was sent");
    expect(textOf(await register("ja"))).toContain("何も送っていません");
    expect(sent()).toBe(1);
    const older = createDesk(fake, { commands: commands.slice(1) });
    surfaces.set("discord", older.surface);
    await register();
    surfaces.set("discord", adapter.surface);
    await register();
    expect(sent()).toBe(3);
    expect(await t.done("audit show")).toContain("commands registered");
  });

  test.each([
    [{ status: 401, code: 0 }, "DISCORD_TOKEN"],
    [{ status: 403, code: 50001 }, "applications.commands"],
    [{ status: 400, code: 30034 }, "tomorrow"],
    ["429", "try again"],
    ["502 html", "try again"],
  ] as const)("%j: not registered, with what to do", async (fault, fix) => {
    fake.fault("GET", /\/commands$/, fault);
    const answer = textOf(await register());
    expect(answer).toContain("not registered");
    expect(answer.toLowerCase()).toContain(fix.toLowerCase());
    expect(sent()).toBe(0);
  });

  test("nobody but an administrator, and nothing is sent for them", async () => {
    await t.members({ hana: "coordinator" });
    expect(await t.say("desk register", { as: "hana" })).toMatchObject({ ok: false, code: "not-allowed" });
    expect(fake.calls).toEqual([]);
  });
});
