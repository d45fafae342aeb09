import pino from "pino";
import { createSlack, type Slack, type SlackConfig, type SlackDeps } from "../../adapters/slack/index.ts";
import type { Answer, Dispatch, Forms, Home, Invocation } from "../../commands/contract.ts";
import { ActionTokens } from "../../src/crypto/action-token.ts";
import { everyone, open } from "../../src/label.ts";
import { type Rendered, render } from "../../src/render.ts";
import { foreign, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { botToken, type FakeSlack, signingSecret } from "./slack.ts";

export const tokens = new ActionTokens(Buffer.alloc(32, 7));
export const now = new Date("2026-11-22T03:10:00Z");

export const rendered = (v: View<"public">, locale: "ja" | "en" = "en"): Rendered => render(v, everyone, locale);

/** One paragraph of somebody else's words. */
export const saying = (text: string): Rendered =>
  rendered(view(words({ ja: "要約", en: "summary" }), { kind: "para", text: foreign(open(text)) }));

export const answered = (r: Rendered): Answer => ({ ok: true, command: "test", rendered: r });

interface Looked {
  readonly tenant: string;
  readonly channel: string;
  readonly suspect: boolean;
}

export interface Desk extends Slack {
  /** What reached the core. */
  readonly invocations: Invocation[];
  /** Rooms that the core was asked to look at. */
  readonly looks: Looked[];
  /** All that was logged, as text. */
  logged(): string;
}

/** A core whose commands are all complete. */
const noForms: Forms = {
  opens: () => false,
  open: () => Promise.reject(new Error("no form was expected")),
  suggest: async () => [],
};

const noHome: Home = {
  opened: async () => {},
  draw: () => Promise.reject(new Error("no page was expected")),
};

/** The real adapter with a core that only records. `answer` is what each call comes to. */
export function createDesk(
  slack: FakeSlack,
  answer: Dispatch = async ({ line }) => answered(saying(`did ${line}`)),
  over: Partial<Omit<SlackDeps, "config">> & { readonly config?: Partial<SlackConfig> } = {},
): Desk {
  const invocations: Invocation[] = [];
  const looks: Looked[] = [];
  const lines: string[] = [];
  const keys = new Set<string>();
  const adapter = createSlack({
    dispatch: (invocation) => {
      invocations.push(invocation);
      return answer(invocation);
    },
    forms: noForms,
    home: noHome,
    seen: async (key) => keys.has(key) || !keys.add(key),
    works: () => {},
    look: async (room, suspect) => void looks.push({ ...room, suspect }),
    tokens,
    log: pino({ level: "trace" }, { write: (line: string) => void lines.push(line) }),
    now: () => now,
    ...over,
    config: {
      botToken,
      signingSecret,
      apiUrl: slack.apiUrl,
      root: "todoke",
      locale: "en",
      pauseMs: 20,
      ...over.config,
    },
  });
  return Object.assign(adapter, { invocations, looks, logged: () => lines.join("") });
}

/** Every text of a message's JSON with the object it stands in: {type, text}. */
export function textsOf(value: unknown): { readonly type: string; readonly text: string }[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== "object" || value === null) return [];
  const here =
    "type" in value && "text" in value && typeof value.text === "string" && typeof value.type === "string"
      ? [{ type: value.type, text: value.text }]
      : [];
  return [...here, ...Object.values(value).flatMap(textsOf)];
}
