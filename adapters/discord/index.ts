import { Events, type REST } from "discord.js";
import type { Logger } from "pino";
import type { Command, Dispatch, Forms } from "../../commands/contract.ts";
import type { ActionTokens } from "../../src/crypto/action-token.ts";
import { open as label } from "../../src/label.ts";
import type { Locale } from "../../src/locale.ts";
import type { Finding, Surface } from "../../src/surface.ts";
import { say, t, words } from "../../src/text.ts";
import type { Adapter } from "../contract.ts";
import { type Again, createAnswers, type OpenForm } from "./answers.ts";
import type { Press } from "./blocks.ts";
import { createClient } from "./client.ts";
import { createDeliver, createEdit, createPost } from "./deliver.ts";
import { createDoor } from "./egress.ts";
import { createListener } from "./listen.ts";
import { describe } from "./log.ts";
import { createMemory } from "./memory.ts";
import { at, text } from "./payload.ts";
import { register } from "./register.ts";
import { createRoomReader } from "./rooms.ts";

interface DiscordConfig {
  readonly token: string;
  readonly application: string;
  readonly guild: string;
  /** Without a version. Default https://discord.com/api */
  readonly apiUrl?: string | undefined;
  readonly locale?: Locale;
  /** Milliseconds: for one call (10000), for a form to be the first answer (2000), before another try to connect (5000). */
  readonly timeoutMs?: number;
  readonly formMs?: number;
  readonly pauseMs?: number;
}

export interface DiscordDeps {
  readonly dispatch: Dispatch;
  readonly forms: Forms;
  readonly commands: readonly Command[];
  readonly seen: (key: string) => Promise<boolean>;
  /** Called when others may read in a channel than did before. */
  readonly look: (room: { readonly tenant: string; readonly channel: string }, suspect: boolean) => Promise<unknown>;
  readonly tokens: ActionTokens;
  readonly log: Logger;
  readonly now: () => Date;
  readonly config: DiscordConfig;
}

export interface Discord extends Adapter {
  readonly deliver: NonNullable<Adapter["deliver"]>;
  readonly edit: NonNullable<Adapter["edit"]>;
  readonly surface: Surface;
}

async function tokenWorks(rest: REST): Promise<Finding> {
  try {
    await rest.get("/users/@me");
    return { ok: true, text: words({ ja: "Discord: トークンは有効です", en: "Discord: the token works" }) };
  } catch (error) {
    const code = String(describe(error)["status"] ?? describe(error)["code"] ?? "?");
    return {
      ok: false,
      text: say({
        ja: t`Discord: トークンを確かめられません（${label(code)}）。DISCORD_TOKEN を確かめてください`,
        en: t`Discord: the token could not be checked (${label(code)}): look at DISCORD_TOKEN`,
      }),
    };
  }
}

/** Discord over its gateway: real discord.js for the connection, our own words for everything that is said. */
export function createDiscord({
  dispatch,
  forms,
  commands,
  seen,
  look,
  tokens,
  log,
  now,
  config,
}: DiscordDeps): Discord {
  const { token, application, guild, apiUrl = "https://discord.com/api", locale = "ja" } = config;
  const { timeoutMs = 10_000, formMs = 2_000, pauseMs = 5_000 } = config;
  const door = createDoor(apiUrl, log);
  const client = createClient(apiUrl, door, timeoutMs);
  const rest = client.rest.setToken(token);
  const post = createPost(rest, door);
  const press = (only: string, more?: Again): Press => ({ tokens, now: now(), only, ...more });
  const memory = createMemory<OpenForm>(now);
  const answers = createAnswers({ rest, application, door, dispatch, forms, memory, press, log, formMs });
  const room = createRoomReader(rest, guild, log);
  const underway = new Set<Promise<unknown>>();
  let stopped = false;

  const listener = createListener({
    guild,
    me: () => client.user?.id,
    answers,
    dispatch,
    forms,
    find: memory.find,
    open: (id, reader) => tokens.readShort(id, reader, now()),
    seen,
    post,
    press,
    channelOf: (id) => {
      const channel = client.channels.cache.get(id);
      return channel === undefined ? undefined : { type: channel.type, parent_id: at(channel, "parentId") };
    },
    locale,
    log,
  });

  const begin = (work: Promise<unknown>): void => {
    const one = work
      .catch((error: unknown) => log.error(describe(error), "work for Discord failed"))
      .finally(() => underway.delete(one));
    underway.add(one);
  };
  // discord.js holds the connection; its objects know only what it models, so the dispatches themselves are read.
  client.on(Events.Raw, ({ t: type, d }: { t: string | null; d: unknown }) => {
    if (type === null) return;
    begin(listener(type, d));
    const channel = type === "CHANNEL_UPDATE" ? text(d, "id") : undefined;
    if (channel !== undefined) begin(look({ tenant: guild, channel }, true));
  });
  client.on(Events.Error, (error) => log.warn(describe(error), "Discord's connection had a fault"));
  client.on(Events.ShardError, (error) => log.warn(describe(error), "Discord's connection had a fault"));

  /** Logs in until it works: Discord may be away when the desk starts. A refused token is tried again, too, but slowly. */
  async function connect(): Promise<void> {
    for (let pause = pauseMs; !stopped; pause = Math.min(pause * 2, 300_000)) {
      try {
        await client.login(token);
        const { changed, hash } = await register(rest, door, application, guild, commands);
        log.info({ changed, hash }, "Discord knows us and our commands");
        return;
      } catch (error) {
        log.warn(describe(error), "Discord could not be reached; trying again");
        await new Promise((resolve) => setTimeout(resolve, pause).unref());
      }
    }
  }

  return {
    platform: "discord",
    deliver: createDeliver(post, press),
    edit: createEdit(rest, door, press),
    surface: {
      room: (tenant, channel) => room(tenant, channel),
      async examine(rooms) {
        const isOn = client.isReady();
        const connected: Finding = {
          ok: isOn,
          text: isOn
            ? words({ ja: "Discord: 接続しています", en: "Discord: connected" })
            : words({
                ja: "Discord: 接続していません。ネットワークと DISCORD_TOKEN を確かめてください",
                en: "Discord: not connected; look at the network and DISCORD_TOKEN",
              }),
        };
        const each = await Promise.all(
          rooms.map(async (channel): Promise<Finding> => {
            const facts = await room(guild, channel);
            const name = label(`discord:${channel}`);
            if (facts === undefined)
              return {
                ok: false,
                text: say({
                  ja: t`${name}: 読めません。ボットをチャンネルに入れてください`,
                  en: t`${name}: cannot be read; give the bot access to it`,
                }),
              };
            return facts.shared
              ? {
                  ok: false,
                  text: say({
                    ja: t`${name}: @everyone が読めます。権限を閉じてください`,
                    en: t`${name}: @everyone can read it; close it`,
                  }),
                }
              : {
                  ok: true,
                  text: say({ ja: t`${name}: @everyone は読めません`, en: t`${name}: closed to @everyone` }),
                };
          }),
        );
        return [await tokenWorks(rest), connected, ...each];
      },
    },
    async start() {
      begin(connect());
    },
    async stop() {
      stopped = true;
      await client.destroy();
    },
  };
}
