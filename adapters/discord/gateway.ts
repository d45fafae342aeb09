import { type Client, Events } from "discord.js";
import type { Logger } from "pino";
import { backoff, pause } from "../../src/pause.ts";
import { describe, networkCode } from "./log.ts";
import { text } from "./payload.ts";

/** The connection as a check-up tells it. */
export type Connection =
  /** Another process holds it. */
  | { readonly kind: "standby" }
  /** `why`: the code with which Discord ended the last one, or the fault that kept us from the next. */
  | { readonly kind: "away"; readonly why: string | undefined }
  | { readonly kind: "connected"; readonly heardAt: Date | undefined };

export interface Gateway {
  /** Connected, and again whenever it was lost, until `ended`. */
  run(ended: AbortSignal): Promise<void>;
  state(): Connection;
  /** Our bot's user id, once Discord has told us. */
  me(): string | undefined;
}

export interface GatewayDeps {
  /** A library's client is good for one login. */
  readonly create: () => Client;
  readonly token: string;
  /** Each dispatch, in order. */
  readonly dispatch: (type: string, data: unknown) => void;
  readonly now: () => Date;
  readonly log: Logger;
  /** Milliseconds before the first try again; it grows up to 64 times as long. */
  readonly pauseMs: number;
}

/**
 * Logs out. The library, told to end while it is connecting, connects once more (a wait that is broken off counts as a failed
 * one), so then it is ended when it has connected.
 */
async function close(client: Client, isConnecting: boolean): Promise<void> {
  client.removeAllListeners();
  client.on(Events.Error, () => {});
  if (!isConnecting) return await client.destroy();
  client.on(Events.Raw, ({ t: type }: { t: string | null }) => {
    if (type === "READY" || type === "RESUMED") void client.destroy();
  });
}

export function createGateway({ create, token, dispatch, now, log, pauseMs }: GatewayDeps): Gateway {
  let isOurs = false;
  let isOn = false;
  let attempt = 0;
  let me: string | undefined;
  let why: string | undefined;
  let heardAt: Date | undefined;

  /** One login and what comes of it; drops and resumes are the library's. @returns whether it is connecting still. */
  function session(client: Client, ended: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      let isOver = false;
      const end = (isConnecting: boolean): void => {
        isOver = true;
        resolve(isConnecting);
      };
      client.on(Events.Raw, ({ t: type, d: data }: { t: string | null; d: unknown }) => {
        if (type === null) return;
        heardAt = now();
        if (type === "READY" || type === "RESUMED") {
          isOn = true;
          attempt = 0;
        }
        if (type === "READY") me = text(data, "user", "id") ?? me;
        dispatch(type, data);
      });
      client.on(Events.Error, (error) => log.warn(describe(error), "discord.js could not take what Discord sent"));
      client.on(Events.ShardError, (error) => {
        if (!isOver) why = networkCode(error) ?? "connection lost";
        log.warn(describe(error), "Discord's connection had a fault");
      });
      client.on(Events.ShardReconnecting, () => {
        if (isOn) log.info("Discord's connection was lost; taking it up again");
        if (isOn) why = "connection lost";
        isOn = false;
      });
      client.on(Events.ShardDisconnect, ({ code }) => {
        isOn = false;
        why = String(code);
        log.error({ code }, "Discord refused the connection; see desk doctor");
        end(false);
      });
      ended.addEventListener("abort", () => end(!isOn), { once: true });
      client.login(token).catch((error: unknown) => {
        // A login that is broken off fails, too.
        if (isOver) return;
        const fault = describe(error);
        why = String(fault["status"] ?? fault["code"] ?? "no answer");
        log.warn(fault, "Discord could not be reached; trying again");
        end(false);
      });
    });
  }

  return {
    async run(ended) {
      isOurs = true;
      for (attempt = 0; !ended.aborted; attempt += 1) {
        const client = create();
        const isConnecting = await session(client, ended);
        isOn = false;
        await close(client, isConnecting);
        await pause(backoff(attempt, pauseMs), ended);
      }
      isOurs = false;
    },
    state() {
      if (!isOurs) return { kind: "standby" };
      return isOn ? { kind: "connected", heardAt } : { kind: "away", why };
    },
    me: () => me,
  };
}
