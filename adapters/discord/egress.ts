import { AsyncLocalStorage } from "node:async_hooks";
import type { RESTOptions, ResponseLike } from "discord.js";
import type { Logger } from "pino";
import type { Rendered, RenderedForm } from "../../src/render.ts";
import { createLimiter, type Limiter } from "./limiter.ts";

type MakeRequest = RESTOptions["makeRequest"];

export interface Door {
  /** The only way out that the library gets. */
  readonly makeRequest: MakeRequest;
  /** Says something: takes nothing but what `render` cleared for an audience. */
  say<C extends Rendered | RenderedForm, B, T>(
    cleared: C,
    draw: (cleared: C) => B,
    send: (body: B) => Promise<T>,
  ): Promise<T>;
  /** For what says nothing of ours: a deferral, an empty list, opening a conversation, registering commands. */
  silently<T>(send: () => Promise<T>): Promise<T>;
}

/** An answer that looks like Discord's, for calls that were stopped; its code is none of Discord's, so that nothing else stops. */
const refusal = (): Response => Response.json({ code: 1, message: "stopped at the door" }, { status: 403 });

/** The library's type is that of another implementation of the same standard. */
const asLike = (response: Response): ResponseLike => response as unknown as ResponseLike;

/** The library would keep limits of its own beside ours, and mislay what we wait for: it sees none. */
function bare(response: Response): Response {
  const headers = new Headers([...response.headers].filter(([name]) => !/^(x-ratelimit-|retry-after$)/.test(name)));
  return new Response([204, 304].includes(response.status) ? null : response.body, {
    status: response.status,
    headers,
  });
}

/** A 429 that the library hands on as it is. */
const tooFast = (seconds: number): Response =>
  new Response(null, { status: 429, headers: { "retry-after": String(seconds) } });

/**
 * The door (platforms.md D.6, 4): a call that changes something fails unless it happens inside `say` or `silently`, and every
 * call goes to the API's own address. Each waits here for its turn, so that we rarely have to be told that we are too fast.
 */
export function createDoor(apiUrl: string, log: Logger, limiter: Limiter = createLimiter()): Door {
  const api = new URL(apiUrl);
  const base = api.pathname.replace(/\/$/, "");
  const inside = new AsyncLocalStorage<true>();
  return {
    async makeRequest(address, init) {
      const url = new URL(address);
      const isOurs = url.origin === api.origin && url.pathname.startsWith(`${base}/`);
      if (!isOurs || (init.method !== "GET" && inside.getStore() !== true)) {
        log.error({ foreign: !isOurs }, "a call to Discord was stopped at the door");
        return asLike(refusal());
      }
      // Bodies are JSON texts or none; the library's type allows more.
      const request: RequestInit = { ...(init as RequestInit), redirect: "error" };
      const method = request.method ?? "GET";
      const path = url.pathname.slice(base.length).replace(/^\/v\d+/, "");
      const early = await limiter.turn(method, path, request.signal ?? undefined);
      if (early > 0) return asLike(tooFast(early));
      const response = await fetch(url, request);
      const wait = limiter.learn(method, path, response.status, response.headers);
      return asLike(wait > 0 ? tooFast(wait) : bare(response));
    },
    say: (cleared, draw, send) => inside.run(true, () => send(draw(cleared))),
    silently: (send) => inside.run(true, send),
  };
}
