import pino from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { guildCommands } from "../../../adapters/discord/commands.ts";
import { createDiscord, type Discord } from "../../../adapters/discord/index.ts";
import { commandsHash } from "../../../adapters/discord/register.ts";
import { redraw } from "../../../commands/cards.ts";
import { drain } from "../../../commands/deliver.ts";
import { createDispatch } from "../../../commands/dispatch.ts";
import { createForms } from "../../../commands/forms.ts";
import { commands } from "../../../commands/index.ts";
import { ActionTokens } from "../../../src/crypto/action-token.ts";
import { type TestDesk, testDesk } from "../../support/desk.ts";
import { type FakeDiscord, type Reply, startDiscord } from "../../support/discord.ts";
import { alone } from "../../support/discord-desk.ts";
import { type From, type Given, interactions, messageFrom } from "../../support/discord-payloads.ts";
import { all, button, fillIn, type Part, said } from "../../support/discord-reading.ts";
import { application, channels, discordToken, guild, people } from "../../support/discord-world.ts";

const canary = "Canaryproduct-9917";
let t: TestDesk;
let fake: FakeDiscord;
let adapter: Discord;
let ref: string;
const logged: string[] = [];
const heard = new Set<string>();
let formMs = 2_000;

const create = (): Discord =>
  createDiscord({
    dispatch: createDispatch(t.desk),
    forms: createForms(t.desk),
    commands,
    turnedAway: async () => {},
    seen: async (key) => heard.has(key) || !heard.add(key),
    works: () => {},
    look: async () => {},
    lookAll: async () => {},
    lead: alone,
    tokens: new ActionTokens(t.desk.keys.buttons),
    log: pino({ level: "trace" }, { write: (line: string) => void logged.push(line) }),
    now: () => new Date(),
    config: { token: discordToken, application, guild, apiUrl: fake.apiUrl, locale: "en", pauseMs: 20, formMs },
  });

const surfaces = new Map<string, Discord["surface"]>();
/** The desk starts anew, with other patience for its forms. */
async function restart(ms: number): Promise<void> {
  await adapter.stop();
  formMs = ms;
  adapter = create();
  surfaces.set("discord", adapter.surface);
  const before = fake.calls.length;
  await adapter.start();
  await fake.until(() => (fake.calls.slice(before).some((c) => c.path.endsWith("/commands")) ? true : undefined));
}

beforeAll(async () => {
  fake = await startDiscord();
  t = await testDesk({ surfaces });
  adapter = create();
  surfaces.set("discord", adapter.surface);
  await adapter.start();
  await fake.until(() => (fake.commands().length > 0 ? true : undefined));
  await t.members({ hana: "coordinator", kenji: "coordinator" });
  await t.done(`member link hana discord:${guild}:${people.hana}`);
  await t.done(`member link kenji discord:${guild}:${people.kenji}`);
});
beforeEach(async () => {
  ({ ref } = await t.report("software", { product_name: canary }));
});
afterEach(() => fake.forget());
afterAll(async () => {
  await adapter.stop();
  await Promise.all([fake.close(), t.database.close()]);
});

type Sent = { readonly token: string } & Readonly<Record<string, unknown>>;
async function send(one: Sent): Promise<Reply> {
  fake.gateway.send("INTERACTION_CREATE", one);
  return await fake.answered(one.token);
}
const str = (name: string, value: string): Given => ({ name, type: 3, value });
const slash = (line: string, options: readonly Given[] = [], from: From = {}): Promise<Reply> =>
  send(interactions.slash(fake, line, options, { dm: true, ...from }));
const press = (id: string, from: From = {}): Promise<Reply> =>
  send(interactions.button(fake, id, { dm: true, ...from }));

/** Fills in a modal by a part of each label: words, or the label of an option, or a person. */
const submit = (reply: Reply, filling: Readonly<Record<string, string>>, from: From = {}): Promise<Reply> =>
  send(interactions.modal(fake, String(reply.data["custom_id"]), fillIn(reply.data, filling), { dm: true, ...from }));
const state = () => t.done(`case show ${ref}`);

describe("registration", () => {
  test("nothing is registered again when nothing changed, whatever Discord adds", async () => {
    expect(commandsHash(fake.commands())).toBe(commandsHash(guildCommands(commands)));
    expect(commandsHash(guildCommands(commands.slice(1)))).not.toBe(commandsHash(guildCommands(commands)));
    fake.forget();
    const other = create();
    await other.start();
    await fake.gateway.connected(2);
    await fake.next("GET", /\/commands$/);
    await other.stop();
    expect(fake.calls.filter((c) => c.method === "PUT")).toEqual([]);
  });

  test("no privileged intent is asked for", () => {
    const privileged = (1 << 1) | (1 << 8) | (1 << 15);
    for (const { intents } of fake.gateway.identifies) expect(intents & privileged).toBe(0);
  });
});

describe("commands", () => {
  test("typed options, answered to the asker alone", async () => {
    const reply = await slash("case show", [str("case", ref)]);
    expect(reply).toMatchObject({ type: 5, ephemeral: true, done: true });
    expect(said(reply.data)).toContain(`#${ref} ${canary}`);
    const assigned = await slash("case assign", [str("case", ref), { name: "to", type: 6, value: people.kenji }]);
    expect(said(assigned.data)).toContain(`#${ref} goes to kenji`);
  });

  test("suggestions while one types, for those who may, in the room where they are", async () => {
    const ask = async (from: From) =>
      (
        await send(
          interactions.autocomplete(fake, "case take", [{ ...str("case", ref.slice(0, 5)), focused: true }], from),
        )
      ).data;
    const mine = (await ask({ dm: true }))["choices"] as Part[];
    expect(mine).toMatchObject([{ value: ref }]);
    expect(JSON.stringify(mine)).toContain(canary);
    expect(JSON.stringify(await ask({ channel: channels.vendor }))).not.toContain(canary);
    expect((await ask({ dm: true, user: people.mori }))["choices"]).toEqual([]);
  });

  test("what is missing is asked in a form; what is filled in takes effect once", async () => {
    const form = await slash("case note", [str("case", ref)]);
    expect(form.type).toBe(9);
    // Which case it is stands in the title, and with what is asked above the fields.
    expect(form.data["title"]).toBe(`Case note: #${ref} ${canary} 3.2.1`);
    expect(said(form.data["components"])).toContain(`#${ref} ${canary} 3.2.1\nAdd a note that only the desk reads`);
    const done = await submit(form, { "The note": "The vendor phoned" });
    expect(said(done.data)).toContain(`Note added to #${ref}`);
    expect(await state()).toContain("The vendor phoned");
  });

  test("accepting by choices; a refusal keeps what was filled in behind a button", async () => {
    const form = await slash("report accept", [str("case", ref)]);
    expect(said(form.data)).toContain("R-05 it is not known already: ");
    const some = await submit(form, { Conditions: "R-01|R-02" });
    expect(said(some.data)).toContain("Not confirmed");
    const again = await press(button(some.data, "Open the form"));
    expect(again.type).toBe(9);
    const kept = all(again.data)
      .filter((p) => p["default"] === true)
      .map((p) => String(p["label"]).slice(0, 4));
    expect(kept).toEqual(["R-01", "R-02"]);
    const done = await submit(again, { Conditions: "R-01|R-02|R-03|R-04|R-05" });
    expect(said(done.data)).toContain("is a case now");
  });

  test("a flood: the lane's button, the reason, what would be declined, and only then all of it", async () => {
    await t.done("desk settings intake.alike-per-hour 1");
    const flood: string[] = [];
    for (let n = 0; n < 52; n += 1) flood.push((await t.report("software", { product_name: "Flooded" })).ref);
    await t.done("desk settings intake.alike-per-hour 1000");
    const lane = await slash("report list", [str("lane", "review")]);
    const later = await press(button(lane.data, "Next 25"));
    const last = await press(button(later.data, "Next 25"));
    // The last page into the queue, the second and then the first declined: the buttons of every page hold what they mean.
    const before = await press(button(last.data, "This page into the queue"));
    expect(said(before.data)).toContain("1 would be taken into the queue. Nothing has been changed yet.");
    expect(said((await press(button(before.data, "Into the queue"))).data)).toContain("1 in the queue.");
    for (const [page, ref] of [
      [later, flood[50]],
      [lane, flood[25]],
    ] as const) {
      const form = await press(button(page.data, "Decline this page"));
      const shown = await submit(form, { "Reason code": "R-04" });
      expect(said(shown.data)).toContain('25 would be declined as "not a vulnerability"');
      expect(await t.done(`case show ${ref}`)).toContain("State: received");
      const done = await press(button(shown.data, "Decline them"));
      expect(said(done.data)).toContain(`#${ref} declined`);
    }
    expect(await t.done("report list")).toContain(`#${flood[51]}`);
    expect(await t.done("report list lane=review")).toContain("No report is in the review lane.");
    expect(await t.done(`case show ${flood[0]}`)).toContain("State: received");
  });

  test("scoring in pages of five", async () => {
    const first = await slash("score cvss", [str("case", ref)]);
    expect((first.data["components"] as Part[]).length).toBe(5);
    const between = await submit(first, {
      version: "3.1",
      "Attack Vector": "L  local",
      "Attack Complexity": "L  low",
      Privileges: "N  none",
      "User Inter": "R  required",
    });
    expect(said(between.data)).toContain("Page 1 of 2 is in");
    const second = await press(button(between.data, "Open the form"));
    expect((second.data["components"] as Part[]).map((p) => p["type"])).toEqual([18, 18, 18, 18, 18]);
    const done = await submit(second, {
      Scope: "U  unchanged",
      Confidentiality: "H  high",
      Integrity: "H  high",
      Availability: "H  high",
      Why: "The crash dump shows it",
    });
    expect(said(done.data)).toContain(`#${ref}  7.8 High (CVSS 3.1)`);
  });

  test("further metrics: a group is chosen by its button, then filled in in pages, each as it is", async () => {
    await t.done(`score cvss ${ref} CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H/CR:H/MA:N`);
    const which = await slash("score refine", [str("case", ref)]);
    const menu = await submit(which, { "Which metrics": "Environmental" });
    let page = await press(button(menu.data, "Environmental"));
    const kept = new Set<string>();
    for (let n = 1; n < 3; n += 1) {
      for (const p of all(page.data)) if (p["default"] === true) kept.add(String(p["label"]));
      const between = await submit(page, n === 1 ? { "Integrity Requirement": "L  low" } : {});
      expect(said(between.data)).toContain(`Page ${n} of 3 is in`);
      page = await press(button(between.data, "Open the form"));
      expect((page.data["components"] as Part[]).length).toBeLessThanOrEqual(5);
    }
    expect([...kept]).toContain("H  high");
    const done = await submit(page, { "Modified Availability": "X  not defined" });
    expect(said(done.data)).toContain("CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H/CR:H/IR:L");
  });

  test("SSVC in pages: chosen as the case says, the rest by a person; the weakness is suggested", async () => {
    const first = await slash("score ssvc", [str("case", ref)]);
    expect((first.data["components"] as Part[]).length).toBe(5);
    // Why each is chosen as it is stands below it.
    expect(all(first.data["components"]).map((p) => p["description"])).toContain("nothing says that it is public");
    const between = await submit(first, {
      "Report public": "Not public",
      "Supplier contacted": "The supplier was contacted",
      "Report credibility": "The report is credible",
      "Supplier cardinality": "One supplier",
      "Supplier engagement": "The supplier does not answer",
    });
    expect(said(between.data)).toContain("Page 1 of 2 is in");
    const second = await press(button(between.data, "Open the form"));
    const done = await submit(second, { Utility: "Laborious", "Public safety impact": "Minimal" });
    expect(said(done.data)).toContain("Row used: RP=N SCON=Y RC=C SC=O SE=U U=L PSI=M → COORDINATE=T");
    const cwe = await slash("score cwe", [str("case", ref), str("cwe", "CWE-89")]);
    expect(said(cwe.data)).toContain("CWE-89 SQL Injection");
  });

  test("buttons go on from one answer to the next, and open forms", async () => {
    const shown = await slash("report show", [str("case", ref)]);
    const form = await press(button(shown.data, "Ask the finder"));
    expect(form.type).toBe(9);
    const taken = await press(button(shown.data, "Take"));
    expect(said(taken.data)).toContain(`#${ref} is yours`);
  });

  test("a form that takes too long comes behind a button", async () => {
    await restart(0);
    const late = await slash("case note", [str("case", ref)]);
    expect(late.type).toBe(5);
    expect((await press(button(late.data, "Open the form"))).type).toBe(9);
    await restart(2_000);
  });

  test("a message is added to a case by its command", async () => {
    const form = await send(
      interactions.message(
        fake,
        "Add to case",
        { content: "Fix on Monday", author: { id: people.kenji }, timestamp: "2026-11-22T03:10:00Z" },
        { dm: true },
      ),
    );
    const done = await submit(form, { "Report or case": ref });
    expect(said(done.data)).toContain("Note added");
    expect(await state()).toContain(`Fix on Monday\n— discord:${people.kenji} 2026-11-22T03:10Z`);
  });

  test("a mention in a room is answered in the asker's direct messages, never in the room", async () => {
    fake.gateway.send(
      "MESSAGE_CREATE",
      messageFrom(fake, `<@${application}> case show ${ref}`, { channel: channels.desk }),
    );
    const call = await fake.next("POST", /^\/channels\/\d+\/messages$/);
    expect(call.path).toBe(`/channels/${fake.dm(people.hana)}/messages`);
    expect(fake.calls.some((c) => c.path === `/channels/${channels.desk}/messages`)).toBe(false);
  });
});

describe("requests that must have no effect", () => {
  const world = async () =>
    (
      await t.database.owner()`select (select count(*)::int from audit where action <> 'account.refused') as audit, (select count(*)::int from notes) as notes`
    )[0];
  const refused = async (one: Sent, words: RegExp): Promise<void> => {
    const before = await world();
    const reply = await send(one);
    expect(reply.ephemeral).toBe(true);
    expect(said(reply.data)).toMatch(words);
    expect(said(reply.data)).not.toContain(canary);
    expect(await world()).toEqual(before);
  };
  const take = (from: From): Sent => interactions.slash(fake, "case take", [str("case", ref)], from);

  test("another guild, a user's own installation, somebody's private channel", async () => {
    await refused(take({ over: { guild_id: "1140000000000000099" } }), /does not work here/);
    await refused(take({ over: { authorizing_integration_owners: { "1": people.hana } } }), /does not work here/);
    await refused(take({ dm: true, over: { context: 2 } }), /does not work here/);
    expect(logged.join()).toContain("another guild");
  });

  test("strangers, with whatever roles and names", async () => {
    await refused(take({ user: people.mori }), /not linked to a member/);
    await refused(
      take({
        user: "1140000000000000098",
        over: {
          member: {
            user: { id: "1140000000000000098", username: "hana" },
            roles: ["1140000000000000021"],
            permissions: "8",
          },
        },
      }),
      /not linked/,
    );
    await refused(take({ dm: true, user: people.mori }), /not linked/);
  });

  test("buttons of somebody else, changed, or old; forms of somebody else or of before a restart", async () => {
    const shown = await slash("report show", [str("case", ref)]);
    const id = button(shown.data, "Take");
    await refused(interactions.button(fake, id, { dm: true, user: people.kenji }), /no longer works/);
    await refused(interactions.button(fake, `${id.slice(0, -3)}AAA`, { dm: true }), /no longer works/);
    await refused(interactions.button(fake, "form:nothing", { dm: true }), /no longer works/);
    const form = await slash("case note", [str("case", ref)]);
    const row = { type: 18, component: { type: 4, custom_id: "0", value: "x" } };
    await refused(
      interactions.modal(fake, String(form.data["custom_id"]), [row], { dm: true, user: people.kenji }),
      /no longer works/,
    );
    await refused(interactions.modal(fake, "form:nothing", [row], { dm: true }), /no longer works/);
  });

  test("the same interaction told twice, as after a resume, is done once", async () => {
    const one = interactions.slash(fake, "case note", [str("case", ref), str("text", "only once")], { dm: true });
    await send(one);
    fake.gateway.send("INTERACTION_CREATE", one);
    await slash("help");
    expect((await state()).match(/only once/g)).toHaveLength(1);
  });

  test("in a room that nobody bound, nothing of a case is said", async () => {
    await refused(
      interactions.slash(fake, "case show", [str("case", ref)], { channel: channels.vendor }),
      /not answered in this room/,
    );
  });

  test("nothing of what people wrote, and no token, is logged", () => {
    const text = logged.join();
    for (const word of [canary, discordToken, "only once", "token-"]) expect(text).not.toContain(word);
  });
});

describe("rooms, cards and delivery", () => {
  const room = `discord/${guild}/room/${channels.desk}`;
  const outlets = () => new Map([["discord", adapter.deliver]]);

  test("a channel that everybody may read cannot be the desk's; a closed one can", async () => {
    const open = await slash("room bind", [str("audience", "desk")], { dm: false, channel: channels.general });
    expect(said(open.data)).toMatch(/public channel/);
    const bound = await slash("room bind", [str("audience", "desk")], { dm: false, channel: channels.desk });
    expect(said(bound.data)).toContain("desk room now");
  });

  test("a report's card is posted once, names nothing, and is edited as the case moves; its thread means the case", async () => {
    const { ref: moved } = await t.report("software", { product_name: canary });
    expect(await drain(t.desk, outlets(), room, "en")).toBeGreaterThan(0);
    const [n] = await t.database.owner()`
      select n.id::int as id, n.ref from notices n join cases c on c.id = n.case_id
      where c.reference = ${Number(moved)} and destination = ${room}`;
    const message = fake.messages.get(String(n?.["ref"]));
    expect(message).toMatchObject({ nonce: String(n?.["id"]), enforce_nonce: true, allowed_mentions: { parse: [] } });
    expect(said(message)).toContain(`New report #${moved}`);
    expect(JSON.stringify(message)).not.toContain(canary);
    const id = String(n?.["ref"]).split("/")[1] ?? "";
    const thread = { id, type: 11, name: "t", parent_id: channels.desk, guild_id: guild };
    const taken = await slash("case take", [], { dm: false, over: { channel: thread, channel_id: id } });
    expect(said(taken.data)).toContain(`#${moved} is yours`);
    await redraw(t.desk, new Map([["discord", adapter.edit]]), n?.["id"], "en");
    expect(said(fake.messages.get(String(n?.["ref"])))).toMatch(/Assignee\W+hana/);
  });

  test("a card that was posted after its preview shows a room what the preview showed, and wakes no phone", async () => {
    const place = { dm: false, channel: channels.desk };
    const preview = await slash("room post", [str("case", ref)], place);
    expect(said(preview.data)).toContain(canary);
    const done = await press(button(preview.data, "Post in this room"), place);
    expect(said(done.data)).toContain("goes to this room");
    await drain(t.desk, outlets(), room, "en");
    const card = [...fake.messages.values()].find((m) => said(m).includes(canary));
    expect(card).toMatchObject({ channel_id: channels.desk, flags: (1 << 15) | (1 << 12) });
    // Nobody's direct messages show it: there its lock screen would.
    const dms = [...fake.messages].filter(([name]) => !name.startsWith(`${channels.desk}/`));
    expect(JSON.stringify(dms.filter(([, m]) => m["content"] !== undefined))).not.toContain(canary);
  });

  const ends = [
    ["429", { outcome: "retry" }],
    ["500", { outcome: "retry" }],
    ["502 html", { outcome: "retry" }],
    ["html", { outcome: "unclear" }],
    ["cut json", { outcome: "unclear" }],
    ["accept then drop", { outcome: "unclear" }],
    ["accept then hang", { outcome: "unclear" }],
    [
      { status: 401, code: 0 },
      { outcome: "dead", scope: "platform" },
    ],
    [
      { status: 403, code: 50001 },
      { outcome: "dead", scope: "destination" },
    ],
    [
      { status: 403, code: 50013 },
      { outcome: "dead", scope: "destination" },
    ],
    [
      { status: 404, code: 10003 },
      { outcome: "dead", scope: "destination" },
    ],
    [
      { status: 400, code: 50035 },
      { outcome: "dead", scope: "notice" },
    ],
  ] as const;
  test.each(ends)("what %j means for a notice", async (fault, expected) => {
    const quick = createDiscord({
      dispatch: createDispatch(t.desk),
      forms: createForms(t.desk),
      commands,
      turnedAway: async () => {},
      seen: async () => false,
      works: () => {},
      look: async () => {},
      lookAll: async () => {},
      lead: alone,
      tokens: new ActionTokens(t.desk.keys.buttons),
      log: pino({ level: "silent" }),
      now: () => new Date(),
      config: { token: discordToken, application, guild, apiUrl: fake.apiUrl, timeoutMs: 300 },
    });
    fake.fault("POST", /\/messages$/, fault);
    const { rendered } = await t.say("help");
    const to = { platform: "discord", tenant: guild, kind: "room", id: channels.desk } as const;
    expect(await quick.deliver(to, { key: "1", possibleRepeat: false, rendered })).toMatchObject(expected);
    await quick.stop();
  });

  test("somebody who takes no direct messages: that place alone is dead", async () => {
    fake.closed.add(people.kenji);
    const { rendered } = await t.say("help");
    const to = { platform: "discord", tenant: guild, kind: "person", id: people.kenji } as const;
    expect(await adapter.deliver(to, { key: "2", possibleRepeat: false, rendered })).toMatchObject({
      outcome: "dead",
      scope: "destination",
    });
  });
});

test("the line that drops is taken up again; what came meanwhile is heard, once", async () => {
  for (const code of [undefined, 4000, 4009]) {
    const resumed = fake.gateway.resumes;
    fake.gateway.drop(code);
    const one = interactions.slash(fake, "case note", [str("case", ref), str("text", `while away ${code}`)], {
      dm: true,
    });
    fake.gateway.send("INTERACTION_CREATE", one);
    await fake.answered(one.token);
    expect(fake.gateway.resumes).toBeGreaterThanOrEqual(resumed);
    expect((await state()).match(new RegExp(`while away ${code}`, "g"))).toHaveLength(1);
  }
});
