import { Client, Events, GatewayIntentBits, Options, REST, type RESTOptions } from "discord.js";
import type { Door } from "./egress.ts";

/** No privileged one: mentions of us and direct messages bring their words without (platforms.md B.2). */
const intents = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages];

export interface CallOptions {
  /** Without a version. */
  readonly apiUrl: string;
  readonly door: Door;
  /** Milliseconds for one call. */
  readonly timeoutMs: number;
}

/** One attempt, a time limit, no limits of the library's own: the queue alone repeats (ADR 0007), the door keeps the pace. */
const callOptions = ({ apiUrl, door, timeoutMs }: CallOptions): Partial<RESTOptions> => ({
  api: apiUrl,
  version: "10",
  retries: 0,
  timeout: timeoutMs,
  offset: 0,
  globalRequestsPerSecond: Number.POSITIVE_INFINITY,
  rejectOnRateLimit: () => true,
  makeRequest: door.makeRequest,
});

/** The library forgets its token at the first 401; then no later call could show that the token counts again. */
class Calls extends REST {
  override setToken(token: string | null): this {
    return token === null ? this : super.setToken(token);
  }
}

export const createRest = (options: CallOptions, token: string): REST =>
  new Calls(callOptions(options)).setToken(token);

/**
 * The library's models throw at a payload that is not as documented, inside a promise that nobody holds: that would end the
 * process. We read the payloads ourselves, so what the models cannot take is only logged.
 */
function withstand(client: Client): Client {
  const { ws } = client;
  // Private in its types; all dispatches go through it.
  const handle = Reflect.get(ws, "handlePacket") as (...of: unknown[]) => boolean;
  Reflect.set(ws, "handlePacket", (...of: unknown[]): boolean => {
    try {
      return handle.apply(ws, of);
    } catch (error) {
      client.emit(Events.Error, error instanceof Error ? error : new Error("unknown"));
      return false;
    }
  });
  return client;
}

/** One connection to the gateway, which keeps no messages. */
export const createClient = (options: CallOptions): Client =>
  withstand(
    new Client({
      intents,
      allowedMentions: { parse: [] },
      makeCache: Options.cacheWithLimits({ MessageManager: 0, ReactionManager: 0 }),
      rest: callOptions(options),
    }),
  );
