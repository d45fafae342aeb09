import pino from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createDiscord } from "../../../adapters/discord/index.ts";
import { redraw } from "../../../commands/cards.ts";
import { drain } from "../../../commands/deliver.ts";
import { createDispatch } from "../../../commands/dispatch.ts";
import { createForms } from "../../../commands/forms.ts";
import { commands } from "../../../commands/index.ts";
import { ActionTokens } from "../../../src/crypto/action-token.ts";
import type { TestDesk } from "../../support/desk.ts";
import type { FakeDiscord } from "../../support/discord.ts";
import { alone } from "../../support/discord-desk.ts";
import { type LiveDiscord, liveDiscord, str } from "../../support/discord-live.ts";
import { interactions } from "../../support/discord-payloads.ts";
import { button, said } from "../../support/discord-reading.ts";
import { application, channels, discordToken, guild, people } from "../../support/discord-world.ts";

const canary = "Canaryproduct-9917";
let live: LiveDiscord;
let t: TestDesk;
let fake: FakeDiscord;
let ref: string;
const slash: LiveDiscord["slash"] = (...given) => live.slash(...given);
const press: LiveDiscord["press"] = (...given) => live.press(...given);

beforeAll(async () => {
  live = await liveDiscord();
  ({ t, fake } = live);
});
beforeEach(async () => {
  ({ ref } = await t.report("software", { product_name: canary }));
});
afterEach(() => fake.forget());
afterAll(() => live.close());

const state = () => t.done(`case show ${ref}`);

describe("rooms, cards and delivery", () => {
  const room = `discord/${guild}/room/${channels.desk}`;
  const outlets = () => new Map([["discord", live.adapter().deliver]]);

  test("a channel that everybody may read cannot be the desk's; a closed one can", async () => {
    const open = await slash("room bind", [str("audience", "desk")], { dm: false, channel: channels.general });
    expect(said(open.data)).toMatch(/public channel/);
    const bound = await slash("room bind", [str("audience", "desk")], { dm: false, channel: channels.desk });
    expect(said(bound.data)).toContain("desk room now");
  });

  test.each([
    ["public", 11],
    ["private", 12],
  ])("a %s thread cannot be tied to a vendor, and says why", async (_, type) => {
    const thread = { id: "1140000000000000099", type, name: "t", parent_id: channels.vendor, guild_id: guild };
    const options = [str("audience", "vendor"), { name: "vendor", type: 3, value: "1" }];
    const place = { dm: false, over: { channel: thread, channel_id: thread.id } };
    expect(said((await slash("room bind", options, place)).data)).toMatch(
      /thread is read by whoever reads its channel/,
    );
    expect(await t.database.owner()`select 1 from rooms where channel in (${thread.id}, ${channels.vendor})`).toEqual(
      [],
    );
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
    await redraw(t.desk, new Map([["discord", live.adapter().edit]]), n?.["id"], "en");
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
    expect(await live.adapter().deliver(to, { key: "2", possibleRepeat: false, rendered })).toMatchObject({
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
