import { AsyncLocalStorage } from "node:async_hooks";
import type { webApi } from "@slack/bolt";
import type { Logger } from "pino";
import { secondsOf } from "../../src/pace.ts";
import type { Rendered, RenderedForm } from "../../src/render.ts";
import { createLimiter, type Limiter } from "./limiter.ts";
import { type Press, type SlackMessage, toSlack } from "./render.ts";

/** Methods that say nothing to anyone. All others are refused outside the door, also those that do not exist yet. */
const quiet: ReadonlySet<string> = new Set([
  "apps.connections.open",
  "auth.test",
  "conversations.info",
  "conversations.members",
  "conversations.open",
  "usergroups.users.update",
  "users.info",
]);

/** Seconds to wait when Slack refuses for speed and does not say for how long (guarantees.md F16). */
export const defaultWait = 30;

export interface Door {
  /** The only way out that the SDK gets: Web API calls and `respond()` pass here. */
  readonly fetch: webApi.FetchFunction;
  /** Says something. Takes nothing but what `render` cleared for an audience. */
  say<T>(rendered: Rendered, press: Press, send: (message: SlackMessage) => Promise<T>): Promise<T>;
  /** The same for a view: `draw` makes it of what was cleared, and of nothing else. */
  show<C extends Rendered | RenderedForm, V, T>(
    cleared: C,
    draw: (cleared: C) => V,
    send: (view: V) => Promise<T>,
  ): Promise<T>;
}

/** A 429 as the SDK understands it: without a number it would reach us as an error without a kind. */
const tooFast = (seconds: number): Response =>
  new Response(null, { status: 429, headers: { "retry-after": String(seconds) } });

/** The channel that a call is about; the SDK sends forms. */
const channelOf = (body: unknown): string | undefined =>
  typeof body === "string" ? (new URLSearchParams(body).get("channel") ?? undefined) : undefined;

/**
 * The door (platforms.md D.6, 4): a call that would speak fails unless it happens inside `say`.
 * @param apiUrl base of the Web API, with its slash. Answers go there or to its `hooks.` sibling, nowhere else.
 * Every call to the Web API waits here for its turn, so that we rarely have to be told that we are too fast.
 * @param timeoutMs for calls that bring no limit of their own, such as `respond()`.
 */
export function createDoor(apiUrl: string, log: Logger, timeoutMs: number, limiter: Limiter = createLimiter()): Door {
  const api = new URL(apiUrl);
  const inside = new AsyncLocalStorage<true>();

  /** "chat.postMessage"; undefined for a response_url, which has limits of its own. */
  const methodOf = (url: URL): string | undefined =>
    url.origin === api.origin && url.pathname.startsWith(api.pathname)
      ? url.pathname.slice(api.pathname.length)
      : undefined;

  /** Why a call may not go out, or undefined. */
  const refusal = (url: URL): { status: number; error: string } | undefined => {
    const method = methodOf(url);
    const isApi = method !== undefined;
    // An address outside the API answers with a status, not with `ok`.
    const status = isApi ? 200 : 403;
    if (!isApi && url.origin !== api.origin && url.origin !== `${api.protocol}//hooks.${api.host}`) {
      return { status, error: "foreign_address" };
    }
    if (inside.getStore() === true || (isApi && quiet.has(method))) return undefined;
    return { status, error: "write_outside_the_door" };
  };

  return {
    async fetch(address, init) {
      const no = refusal(new URL(address));
      if (no) {
        log.error({ refused: no.error }, "a call to Slack was stopped at the door");
        // Answered, not thrown: the SDK would repeat a throwing fetch.
        return Response.json({ ok: false, error: no.error }, { status: no.status });
      }
      const signal = init?.signal ?? AbortSignal.timeout(timeoutMs);
      const method = methodOf(new URL(address));
      const channel = channelOf(init?.body);
      const early = method === undefined ? 0 : await limiter.turn(method, channel, signal);
      if (early > 0) return tooFast(early);
      const response = await fetch(address, { ...init, redirect: "error", signal });
      if (response.status !== 429) return response;
      const wait = secondsOf(response.headers.get("retry-after"), defaultWait);
      if (method !== undefined) limiter.refused(method, channel, wait);
      return tooFast(wait);
    },
    say: (rendered, press, send) => inside.run(true, () => send(toSlack(rendered, press))),
    show: (cleared, draw, send) => inside.run(true, () => send(draw(cleared))),
  };
}
