import pino from "pino";
import { createDiscord, type Discord } from "../../adapters/discord/index.ts";
import { createDispatch } from "../../commands/dispatch.ts";
import { createForms } from "../../commands/forms.ts";
import { commands } from "../../commands/index.ts";
import { ActionTokens } from "../../src/crypto/action-token.ts";
import { type TestDesk, testDesk } from "./desk.ts";
import { type FakeDiscord, type Reply, startDiscord } from "./discord.ts";
import { alone } from "./discord-desk.ts";
import { type From, type Given, interactions } from "./discord-payloads.ts";
import { fillIn } from "./discord-reading.ts";
import { application, discordToken, guild, people } from "./discord-world.ts";

export type Sent = { readonly token: string } & Readonly<Record<string, unknown>>;
export const str = (name: string, value: string): Given => ({ name, type: 3, value });

/** The real adapter before a real desk, with two members, and short ways to be one of them. */
export interface LiveDiscord {
  readonly t: TestDesk;
  readonly fake: FakeDiscord;
  /** As it was started last. */
  adapter(): Discord;
  /** Another one before the same desk. */
  create(): Discord;
  /** The desk starts anew, with other patience for its forms. */
  restart(formMs: number): Promise<void>;
  readonly logged: readonly string[];
  send(one: Sent): Promise<Reply>;
  slash(line: string, options?: readonly Given[], from?: From): Promise<Reply>;
  press(id: string, from?: From): Promise<Reply>;
  /** Fills in a modal by a part of each label: words, or the label of an option, or a person. */
  submit(reply: Reply, filling: Readonly<Record<string, string>>, from?: From): Promise<Reply>;
  close(): Promise<void>;
}

export async function liveDiscord(): Promise<LiveDiscord> {
  const surfaces = new Map<string, Discord["surface"]>();
  const logged: string[] = [];
  const heard = new Set<string>();
  let patience = 2_000;
  const fake = await startDiscord();
  const t = await testDesk({ surfaces });
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
      config: {
        token: discordToken,
        application,
        guild,
        apiUrl: fake.apiUrl,
        locale: "en",
        pauseMs: 20,
        formMs: patience,
      },
    });
  let adapter = create();
  surfaces.set("discord", adapter.surface);
  await adapter.start();
  await fake.until(() => (fake.commands().length > 0 ? true : undefined));
  await t.members({ hana: "coordinator", kenji: "coordinator" });
  await t.done(`member link hana discord:${guild}:${people.hana}`);
  await t.done(`member link kenji discord:${guild}:${people.kenji}`);
  const live: LiveDiscord = {
    t,
    fake,
    logged,
    create,
    adapter: () => adapter,
    async restart(formMs) {
      await adapter.stop();
      patience = formMs;
      adapter = create();
      surfaces.set("discord", adapter.surface);
      const before = fake.calls.length;
      await adapter.start();
      await fake.until(() => (fake.calls.slice(before).some((c) => c.path.endsWith("/commands")) ? true : undefined));
    },
    async send(one) {
      fake.gateway.send("INTERACTION_CREATE", one);
      return await fake.answered(one.token);
    },
    slash: (line, options = [], from = {}) => live.send(interactions.slash(fake, line, options, { dm: true, ...from })),
    press: (id, from = {}) => live.send(interactions.button(fake, id, { dm: true, ...from })),
    submit: (reply, filling, from = {}) =>
      live.send(
        interactions.modal(fake, String(reply.data["custom_id"]), fillIn(reply.data, filling), { dm: true, ...from }),
      ),
    async close() {
      await adapter.stop();
      await Promise.all([fake.close(), t.database.close()]);
    },
  };
  return live;
}
