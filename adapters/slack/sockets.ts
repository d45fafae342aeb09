import { type App, type Logger as SdkLogger, SocketModeReceiver, type webApi } from "@slack/bolt";
import type { Logger } from "pino";
import { backoff, pause } from "../../src/pause.ts";
import { accept } from "./accept.ts";
import { describe } from "./log.ts";

/** A connection that lived so long was closed in the normal way (Slack renews them); the next one needs no waiting. */
const steadyMs = 10_000;
/** From asking for a connection to Slack's hello. */
const helloMs = 30_000;

export interface SocketOptions {
  readonly appToken: string;
  /** How many at once. Two: one is without a socket for seconds at each renewal (platforms.md A.1). */
  readonly connections: number;
  readonly clientOptions: () => webApi.WebClientOptions;
  readonly pauseMs: number;
  /** Called for each envelope that comes in. */
  readonly heard: () => void;
  readonly sdkLog: SdkLogger;
  readonly log: Logger;
}

type Envelope = { readonly ack: (body?: unknown) => Promise<void>; readonly body: Record<string, unknown> };
type Client = SocketModeReceiver["client"];

/** How the connections stand, for the check-up. */
export interface Connected {
  readonly open: number;
  readonly wanted: number;
  /** Why the last attempt failed, in a code of Slack or of the system. */
  readonly why: string | undefined;
}

/** Opens one connection and returns when it has ended. */
async function hold(client: Client, signal: AbortSignal, onOpen: () => void): Promise<void> {
  const gone = Promise.withResolvers<void>();
  const leave = (): void => gone.resolve();
  client.once("disconnected", leave);
  signal.addEventListener("abort", leave);
  const late = setTimeout(() => void client.disconnect(), helloMs).unref();
  try {
    await client.start();
    clearTimeout(late);
    onOpen();
    await gone.promise;
  } finally {
    clearTimeout(late);
    client.off("disconnected", leave);
    signal.removeEventListener("abort", leave);
    // Also when the goodbye came while the connection was being made. Not waited for: the far side may never answer.
    if (signal.aborted) void client.disconnect();
  }
}

/**
 * Socket Mode over several connections. The SDK's own reconnecting is off: it leaves a rejection unhandled when Slack is
 * down, which ends the process, and waits five seconds even after an orderly renewal.
 */
export function createSockets({ appToken, connections, clientOptions, pauseMs, heard, sdkLog, log }: SocketOptions) {
  const ended = new AbortController();
  const open = new Set<number>();
  let why: string | undefined;
  let app: App | undefined;

  // Bolt exports its receiver, not the client inside. The receiver itself stays idle, for it never gets an app.
  const clients = Array.from({ length: connections }, () => {
    const options = { appToken, logger: sdkLog, autoReconnectEnabled: false };
    const { client } = new SocketModeReceiver({ ...options, installerOptions: { clientOptions: clientOptions() } });
    client.on("slack_event", ({ ack, body }: Envelope) => {
      heard();
      if (app !== undefined) void accept(app, { body, ack }, log);
    });
    return client;
  });

  async function keep(client: Client, number: number): Promise<void> {
    for (let failures = 0; !ended.signal.aborted; failures += 1) {
      const began = performance.now();
      try {
        await hold(client, ended.signal, () => {
          open.add(number);
          log.info({ socket: number }, "connected to Slack");
        });
      } catch (error) {
        const facts = describe(error);
        why = String(facts["code"] ?? facts["status"] ?? facts["error"]);
        log.warn({ socket: number, ...facts }, "no connection to Slack; trying again");
      }
      open.delete(number);
      if (performance.now() - began > steadyMs) failures = -1;
      else await pause(backoff(failures, pauseMs), ended.signal);
    }
  }

  return {
    state: (): Connected => ({ open: open.size, wanted: connections, why }),
    init: (a: App): void => {
      app = a;
    },
    /** Returns at once; the connections come up, and come back, behind it. */
    async start(): Promise<void> {
      clients.forEach((client, number) => void keep(client, number));
    },
    async stop(): Promise<void> {
      ended.abort();
    },
  };
}
