import pino from "pino";
import { createDiscord, type Discord, type DiscordDeps } from "../../adapters/discord/index.ts";
import type { Invocation } from "../../commands/contract.ts";
import { ActionTokens } from "../../src/crypto/action-token.ts";
import type { Told } from "../../src/domain/rooms.ts";
import { everyone, open } from "../../src/label.ts";
import { type Rendered, render } from "../../src/render.ts";
import { foreign, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import type { FakeDiscord } from "./discord.ts";
import { application, discordToken, guild } from "./discord-world.ts";

/** One process, which need not wait for its turn. */
export const alone: DiscordDeps["lead"] = (work) => {
  const over = new AbortController();
  const working = work(over.signal);
  return {
    async stop() {
      over.abort();
      await working;
    },
  };
};

export const saying = (text: string): Rendered =>
  render(view(words({ ja: "要約", en: "summary" }), { kind: "para", text: foreign(open(text)) }), everyone, "en");

interface Looked {
  readonly channel: string;
  readonly told: Told;
}

interface DiscordDesk extends Discord {
  /** What reached the core. */
  readonly invocations: Invocation[];
  /** Rooms that the core was asked to look at; "all" for every one. */
  readonly looks: (Looked | "all")[];
  /** How often Discord took our token. */
  worked(): number;
  logged(): string;
}

/** The real adapter with a core that only records. */
export function createDesk(
  fake: FakeDiscord,
  over: Partial<Omit<DiscordDeps, "config">> & { readonly config?: Partial<DiscordDeps["config"]> } = {},
): DiscordDesk {
  const invocations: Invocation[] = [];
  const looks: (Looked | "all")[] = [];
  const lines: string[] = [];
  const keys = new Set<string>();
  let worked = 0;
  const adapter = createDiscord({
    dispatch: async (invocation) => {
      invocations.push(invocation);
      return { ok: true, command: "test", rendered: saying(`did ${invocation.line}`) };
    },
    forms: {
      opens: () => false,
      open: () => Promise.reject(new Error("no form was expected")),
      suggest: async () => [],
    },
    commands: [],
    seen: async (key) => keys.has(key) || !keys.add(key),
    turnedAway: async () => {},
    works: () => {
      worked += 1;
    },
    look: async ({ channel }, told) => void looks.push({ channel, told }),
    lookAll: async () => void looks.push("all"),
    lead: alone,
    tokens: new ActionTokens(Buffer.alloc(32, 7)),
    log: pino({ level: "trace" }, { write: (line: string) => void lines.push(line) }),
    now: () => new Date(),
    ...over,
    config: {
      token: discordToken,
      application,
      guild,
      apiUrl: fake.apiUrl,
      locale: "en",
      pauseMs: 20,
      timeoutMs: 1_000,
      ...over.config,
    },
  });
  return Object.assign(adapter, { invocations, looks, worked: () => worked, logged: () => lines.join("") });
}
