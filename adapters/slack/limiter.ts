import { type Clock, moments, monotonic, patience, type Rate, take } from "../../src/pace.ts";

/** Calls a minute that Slack takes for one method in one workspace, by its tiers (docs.slack.dev, "Rate limits"). */
const perMinute = { 1: 1, 2: 20, 3: 50, 4: 100 } as const;
type Tier = keyof typeof perMinute;

/** The methods that we call. A test compares them with the published list. */
export const tiers: Readonly<Record<string, Tier>> = {
  "apps.connections.open": 3,
  "bots.info": 3,
  "chat.postEphemeral": 4,
  "chat.update": 3,
  "conversations.info": 3,
  "conversations.members": 4,
  "conversations.open": 3,
  "usergroups.users.update": 2,
  "users.info": 4,
  "views.open": 4,
  "views.publish": 4,
  "views.push": 4,
  "views.update": 4,
};

/** A method that nobody listed. */
const unlisted: Tier = 2;

/** A burst of a tenth and a refill of the rest: never more than the tier in any minute. @param share of the burst. */
const within = (most: number, share = 0.1): Rate => ({
  perMinute: Math.max(1, most * (1 - share)),
  burst: Math.max(1, most * share),
});

/** "Special": `auth.test` takes hundreds a minute, `chat.postMessage` "several hundred" in a workspace. */
export const special: Readonly<Record<string, Rate>> = {
  "auth.test": within(200),
  "chat.postMessage": within(300),
};

/** A person waits for these, and a trigger lives three seconds: half of the minute's share may come at once. */
const eager: ReadonlySet<string> = new Set(["chat.postEphemeral", "users.info", "views.open", "views.update"]);

/** "1 per second per channel. Short bursts of more are allowed." */
const inOneChannel: Readonly<Record<string, Rate>> = { "chat.postMessage": { perMinute: 60, burst: 3 } };

const rateOf = (method: string): Rate =>
  special[method] ?? within(perMinute[tiers[method] ?? unlisted], eager.has(method) ? 0.5 : undefined);

export interface Limiter {
  /** Waits for the call's turn. @returns seconds after which to ask again when that is too far off; 0: go. */
  turn(method: string, channel: string | undefined, signal: AbortSignal): Promise<number>;
  /** Slack said 429: not again before then. The same method in other channels goes on. */
  refused(method: string, channel: string | undefined, seconds: number): void;
}

/** One for each process. Several replicas together may ask for too much; then Slack's 429 says so to each. */
export function createLimiter(clock: Clock = monotonic): Limiter {
  /** When each bucket is full again, and until when each place is closed, by the same names. */
  const full = moments();
  const closed = moments();
  const name = (method: string, channel: string | undefined): string => `${method} ${channel ?? ""}`;
  /** What speaks in a channel is refused there; what asks is refused everywhere. */
  const refusedAt = (method: string, channel: string | undefined): string =>
    name(method, method.startsWith("chat.") ? channel : undefined);

  return {
    async turn(method, channel, signal) {
      const now = clock.now();
      const place = inOneChannel[method];
      const asked: readonly (readonly [string, Rate])[] = [
        [name(method, undefined), rateOf(method)],
        ...(place !== undefined && channel !== undefined ? [[name(method, channel), place] as const] : []),
      ];
      const taken = asked.map(([key, rate]) => ({ key, ...take(full.get(key), rate, now) }));
      const open = closed.get(refusedAt(method, channel)) ?? now;
      const wait = Math.max(open - now, ...taken.map((x) => x.wait));
      if (wait > patience) return Math.ceil(wait / 1000);
      for (const { key, fullAt } of taken) full.set(key, fullAt, now);
      if (wait > 0) await clock.pause(wait, signal);
      return signal.aborted ? 1 : 0;
    },
    refused(method, channel, seconds) {
      const now = clock.now();
      closed.set(refusedAt(method, channel), now + seconds * 1000, now);
    },
  };
}
