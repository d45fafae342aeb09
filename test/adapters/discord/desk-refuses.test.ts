import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { TestDesk } from "../../support/desk.ts";
import type { FakeDiscord } from "../../support/discord.ts";
import { type LiveDiscord, liveDiscord, type Sent, str } from "../../support/discord-live.ts";
import { type From, interactions } from "../../support/discord-payloads.ts";
import { button, said } from "../../support/discord-reading.ts";
import { channels, discordToken, people } from "../../support/discord-world.ts";

const canary = "Canaryproduct-9917";
let live: LiveDiscord;
let t: TestDesk;
let fake: FakeDiscord;
let ref: string;
const send: LiveDiscord["send"] = (...given) => live.send(...given);
const slash: LiveDiscord["slash"] = (...given) => live.slash(...given);

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
    expect(live.logged.join()).toContain("another guild");
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
    const text = live.logged.join();
    for (const word of [canary, discordToken, "only once", "token-"]) expect(text).not.toContain(word);
  });
});
