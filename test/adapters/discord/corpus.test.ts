import { describe, expect, test } from "vitest";
import { type Built, discordCorpus, gone } from "../../support/discord-corpus.ts";
import type { From } from "../../support/discord-payloads.ts";
import { application, channels, guild, people, userOf } from "../../support/discord-world.ts";

const c = discordCorpus();
const { names, build, tell, reply, answered, settled, world, nothing } = c;

const otherGuild = "1140000000000000099";
const isMessage = (name: string): boolean => /mention|direct message/.test(name);
const asked = names.filter((n) => !isMessage(n));
/** Hana, who may, with a form of hers that is open. */
const opened = (): Promise<string> => c.openForm(people.hana);

/** What the asker is told, as far as it is said to them alone. */
const told = async (one: Built): Promise<string> => JSON.stringify((await reply(one.data)).data);

/** Sent from elsewhere: hana's own account each time. The answer says that it does not work here, or nothing is answered. */
const elsewhere: Readonly<Record<string, From>> = {
  "another guild": { over: { guild_id: otherGuild } },
  "another guild that installed us, too": {
    over: { guild_id: otherGuild, authorizing_integration_owners: { "0": otherGuild } },
  },
  "our guild, by another guild's installation": { over: { authorizing_integration_owners: { "0": otherGuild } } },
  "somebody's own installation": { over: { authorizing_integration_owners: { "1": people.hana } } },
  "an installation that is not told": { over: { authorizing_integration_owners: null } },
  "a private channel of others": { dm: true, over: { context: 2 } },
  "no guild and no context": { dm: true, over: { context: null } },
  "a guild that is a number": { over: { guild_id: 7, context: 1 } },
  "a guild that is a list": { over: { guild_id: [guild], context: 1 } },
  "another application": { over: { application_id: "1140000000000000098" } },
  "no application": { over: { application_id: null } },
};

/** Not as Discord documents it: nothing is answered. */
const broken: Readonly<Record<string, From>> = {
  "without its member": { over: { member: null } },
  "without its member, with a user": { over: { member: undefined, user: userOf(people.hana) } },
  "a member without a user": { over: { member: { roles: ["1140000000000000021"] } } },
  "a member whose id is an object": { over: { member: { user: { id: { $ne: 1 } } } } },
  "a direct message with a member and no user": {
    dm: true,
    over: { user: null, member: { user: userOf(people.hana) } },
  },
  "a type that is text": { over: { type: "2" } },
  "a type that is a list": { over: { type: [2] } },
  "the name of something inherited": { over: { type: "constructor" } },
  "no id": { over: { id: null } },
  "no token": { over: { token: 7 } },
  "no channel": { over: { channel_id: {}, channel: [] } },
};

describe.each(asked)("%s", (name) => {
  test.each(Object.keys(elsewhere))("from %s", async (where) => {
    const one = build(name, elsewhere[where] ?? {}, await opened());
    await nothing(async () => {
      tell(one);
      if (name !== "suggestions") expect(await told(one)).toMatch(/does not work here/);
    });
    expect(c.logged()).toMatch(new RegExp(`"user":"${people.hana}"[^\\n]*from outside the desk's guild`));
  });

  test.each(Object.keys(broken))("broken: %s", async (how) => {
    const one = build(name, broken[how] ?? {}, await opened());
    await nothing(async () => tell(one));
    expect(c.fake.reply(String(one.data["token"]))).toBeUndefined();
    expect(c.logged()).toContain("not as Discord documents it");
  });

  test("data of the wrong types", async () => {
    const form = await opened();
    for (const data of [null, 7, [], "x", { name: {}, custom_id: [], options: { length: 5 }, components: 3 }]) {
      const one = build(name, { dm: true, over: { data } }, form);
      await nothing(async () => {
        tell(one);
        // A command without a name is the help; anything else is told to be over, or gets no suggestions.
        if (/suggestions/.test(name)) expect((await reply(one.data)).data).toEqual({ choices: [] });
        else await reply(one.data);
      });
    }
  });
});

describe.each(names)("%s", (name) => {
  test("of a stranger, in the guild and in direct messages, whatever they are called and whatever roles they have", async () => {
    const hidden = {
      user: { ...userOf(people.mori), username: "hana", global_name: "hana" },
      nick: "hana (coordinator)",
    };
    const member = { ...hidden, roles: ["1140000000000000021", "admin", "coordinator"], permissions: "8" };
    const froms: From[] = [
      { user: people.mori },
      { user: people.mori, channel: channels.vendor },
      { user: people.mori, dm: true },
      { user: people.mori, over: { member, ...(isMessage(name) && { author: hidden.user }) } },
    ];
    for (const from of froms) {
      const one = build(name, from);
      await nothing(async () => {
        tell(one);
        if (isMessage(name)) await c.fake.next("POST", /^\/channels\/\d+\/messages$/);
        else if (name === "suggestions") expect((await reply(one.data)).data).toEqual({ choices: [] });
        else expect(await told(one)).toMatch(/not linked to a member|no longer works/);
      });
    }
    // Their form or button is nobody's, so the core is not asked who they are.
    if (!/form/.test(name) || name === "a command that opens a form")
      expect(c.logged()).toMatch(new RegExp(`"user":"${people.mori}"[^\\n]*no member owns`));
  });

  test("of somebody who left after the button or form was made", async () => {
    const form = await c.openForm(gone);
    const one = build(name, { user: gone, dm: true }, form);
    await c.t.done("member remove gone");
    await nothing(async () => {
      await answered(one);
      const { data } = c.fake.reply(String(one.data["token"])) ?? {};
      if (!isMessage(name) && name !== "suggestions") expect(JSON.stringify(data)).toMatch(/not linked/);
    });
    await c.t.done("member add gone coordinator");
    await c.t.done(`member link gone discord:${guild}:${gone}`);
  });
});

describe("buttons and forms", () => {
  const refused = async (one: Built, words = /no longer works/): Promise<void> =>
    nothing(async () => {
      tell(one);
      expect(await told(one)).toMatch(words);
    });
  const button = (id: unknown, from: From = {}): Built => {
    const one = build("a button", { dm: true, ...from });
    return { ...one, data: { ...one.data, data: { component_type: 2, custom_id: id } } };
  };
  const form = (id: string, components: unknown, from: From = {}): Built =>
    build("a form sent off", { dm: true, ...from, over: { data: { custom_id: id, components } } });

  test("a button that was made for somebody else, was changed, was sealed by others, or is old", async () => {
    const id = c.token(`case take ${c.ref}`, people.hana);
    await refused(button(id, { user: people.kenji }));
    await refused(button(c.token(`case take ${c.ref}`, people.hana, new Date(Date.now() - 400 * 86_400_000))));
    for (const other of [
      `${id}A`,
      id.slice(1),
      `${id.slice(0, 20)}AAAA${id.slice(24)}`,
      "case take",
      "",
      "__proto__",
      ["x"],
      null,
    ])
      await refused(button(other));
  });

  test("a form that is somebody else's, was never ours, or has fields that it does not have", async () => {
    const id = await opened();
    await refused(form(id, c.filled(), { user: people.kenji }));
    for (const other of ["form:nothing", "constructor", `${id}x`]) await refused(form(other, c.filled()));
    const bad: readonly (readonly [string, unknown])[] = [
      ["a place that it does not have", [{ type: 18, component: { type: 4, custom_id: "1", value: "x" } }]],
      ["a place by another spelling", [{ type: 18, component: { type: 4, custom_id: "0x0", value: "x" } }]],
      ["a place that is a number", [{ type: 18, component: { type: 4, custom_id: 0, value: "x" } }]],
      ["no component", [{ type: 18 }]],
      ["an old row of others", [{ type: 1, components: [{ type: 4, custom_id: "0", value: "x" }] }]],
    ];
    for (const [, components] of bad) await refused(form(id, components));
  });

  test("an option that was not offered, and a person who is none", async () => {
    const one = build("a command that opens a form", { dm: true, over: {} });
    const accept = { ...one, data: { ...one.data, data: slash("report", "accept") } };
    tell(accept);
    const id = String((await reply(accept.data)).data["custom_id"]);
    for (const values of [["99"], ["0", "1", "2", "3", "4", "-1"], ["constructor"], ["all"]])
      await refused(form(id, [{ type: 18, component: { type: 3, custom_id: "0", values } }]));
  });

  test("filled in with nothing, the form's own refusal says what is missing", async () => {
    await refused(
      form(await opened(), [{ type: 18, component: { type: 4, custom_id: "0" } }]),
      /Open the form|missing/i,
    );
  });
});
const slash = (noun: string, verb: string) => ({
  id: "1",
  name: noun,
  type: 1,
  options: [{ name: verb, type: 1, options: [{ name: "case", type: 3, value: c.ref }] }],
});

test("messages of bots and hooks, of another guild, of no member, edits, and what is said without our name", async () => {
  const froms: From[] = [
    { over: { author: { ...userOf(people.hana), bot: true } } },
    { over: { webhook_id: "1140000000000000097" } },
    { over: { guild_id: otherGuild } },
    { over: { guild_id: 7 } },
    { over: { member: undefined } },
    { over: { member: "hana" } },
    { over: { type: 7 } },
    { over: { type: "0" } },
    { over: { author: userOf(application) } },
    { over: { author: null } },
    { over: { content: { a: 1 } } },
    { over: { content: `case note ${c.ref} by the corpus` } },
  ];
  for (const from of froms) await nothing(async () => tell(build("a mention", from)));
});

test("the same request again changes nothing more; as they stand, these requests do take effect", async () => {
  await c.t.done("room bind desk", { place: room });
  for (const name of ["a command", "a form sent off", "a mention", "a direct message"]) {
    const one = build(name, { channel: channels.desk }, await opened());
    const before = await world();
    await answered(one);
    const after = await world();
    tell(one);
    tell(one);
    await settled();
    expect([name, await world()]).toEqual([name, after]);
    expect([name, after?.["notes"]]).toEqual([name, (before?.["notes"] ?? 0) + 1]);
  }
});
const room = { kind: "room", platform: "discord", tenant: guild, channel: channels.desk } as const;

test("whoever asked from elsewhere, or as nobody of ours, stands in the audit by ids, once for each reason and hour", async () => {
  const kept = await c.refused();
  const whys = new Set(kept.map((k) => Reflect.get(k, "why")));
  expect([...whys].sort()).toEqual(expect.arrayContaining(["another guild", "installed by a user", "stranger"]));
  const each = kept.map((k) => JSON.stringify(k));
  const hours = Math.ceil(performance.now() / 3_600_000) + 1;
  for (const one of new Set(each)) expect(each.filter((k) => k === one).length).toBeLessThanOrEqual(hours);
  for (const one of kept) for (const value of Object.values(one)) expect(String(value)).toMatch(/^[\w -]{1,60}$/);
});
