import { AsyncLocalStorage } from "node:async_hooks";
import type { RESTOptions, ResponseLike } from "discord.js";
import type { Logger } from "pino";
import type { Rendered, RenderedForm } from "../../src/render.ts";

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
const refusal = (): ResponseLike =>
  Response.json({ code: 1, message: "stopped at the door" }, { status: 403 }) as unknown as ResponseLike;

/**
 * The door (platforms.md D.6, 4): a call that changes something fails unless it happens inside `say` or `silently`, and every
 * call goes to the API's own address.
 */
export function createDoor(apiUrl: string, log: Logger): Door {
  const api = new URL(apiUrl);
  const inside = new AsyncLocalStorage<true>();
  return {
    async makeRequest(address, init) {
      const url = new URL(address);
      const isOurs = url.origin === api.origin && url.pathname.startsWith(`${api.pathname.replace(/\/$/, "")}/`);
      if (!isOurs || (init.method !== "GET" && inside.getStore() !== true)) {
        log.error({ foreign: !isOurs }, "a call to Discord was stopped at the door");
        return refusal();
      }
      // Bodies are JSON texts or none; the library's type allows more.
      return (await fetch(url, { ...(init as RequestInit), redirect: "error" })) as unknown as ResponseLike;
    },
    say: (cleared, draw, send) => inside.run(true, () => send(draw(cleared))),
    silently: (send) => inside.run(true, send),
  };
}
