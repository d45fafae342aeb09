import { type Clock, moments, monotonic, patience, type Rate, secondsOf, take } from "../../src/pace.ts";

/** Seconds when Discord names none, or no number (guarantees.md F16). */
export const defaultWait = 30;

/** "All bots can make up to 50 requests per second"; half of them at once (developer documents, "Rate limits"). */
const global: Rate = { perMinute: 25 * 60, burst: 25 };

/**
 * Answers of 401, 403 and 429 for which Discord shuts an address out: 10,000 in ten minutes. We stop at a fifth, since others may
 * work behind the same address.
 */
const invalid = { most: 2_000, window: 600_000 } as const;

/** What a limit is about: the ids by which Discord keeps limits apart stay, all others are any. */
export function routeOf(method: string, path: string): { readonly route: string; readonly major: string } {
  const [, kind = "", id = "", token = ""] = path.split("/");
  const isMajor = ["channels", "guilds", "webhooks", "interactions"].includes(kind);
  const major = isMajor ? [kind, id, ...(kind === "webhooks" ? [token] : [])].join("/") : "";
  const rest = path
    .split("/")
    .slice(kind === "webhooks" || kind === "interactions" ? 4 : isMajor ? 3 : 1)
    .map((part) => (/^\d+$/.test(part) ? "id" : part));
  return { route: [method, isMajor ? kind : "", ...rest].join("/"), major };
}

/** Answers to interactions count for no global limit, and nobody waits for their turn: their three seconds run. */
const isAnswer = (path: string): boolean => path.startsWith("/interactions/") || path.startsWith("/webhooks/");

export interface Limiter {
  /** Waits for the call's turn. @returns seconds after which to ask again when that is too far off; 0: go. */
  turn(method: string, path: string, signal: AbortSignal | undefined): Promise<number>;
  /** Takes note of an answer. @returns for a 429 the seconds to wait. */
  learn(method: string, path: string, status: number, headers: Headers): number;
}

const never = new AbortController().signal;

/**
 * Our own pace towards Discord: by the buckets that it tells of in its headers, by its global limit, and by how many of our calls
 * it refuses. One for each process; several replicas together may ask for too much, and then a 429 says so to each.
 */
export function createLimiter(clock: Clock = monotonic): Limiter {
  /** Route → the bucket that Discord says it belongs to. */
  const buckets = new Map<string, string>();
  /** Bucket with its channel or guild → the calls that are left until then. */
  const left = new Map<string, { calls: number; readonly until: number }>();
  /** Closed until then: by the same names; `bot`: all but answers to interactions; `address`: everything. */
  const closed = moments();
  let full: number | undefined;
  /** Refused calls since `began`. */
  let refused = { began: 0, calls: 0 };

  const placeOf = (method: string, path: string): string => {
    const { route, major } = routeOf(method, path);
    return `${buckets.get(route) ?? route} ${major}`;
  };

  function keep(place: string, headers: Headers, now: number): void {
    const calls = Number(headers.get("x-ratelimit-remaining") ?? Number.NaN);
    const seconds = Number(headers.get("x-ratelimit-reset-after") ?? Number.NaN);
    if (!Number.isInteger(calls) || !(seconds >= 0 && seconds <= 86_400)) return;
    if (left.size >= 1_000) for (const [k, { until }] of left) if (until <= now) left.delete(k);
    // An answer to an earlier call may come later: what was begun meanwhile stays counted.
    const before = left.get(place);
    const known = before !== undefined && before.until > now ? Math.min(before.calls, calls) : calls;
    left.set(place, { calls: known, until: now + seconds * 1000 });
  }

  function count(status: number, isShared: boolean, now: number): void {
    if (![401, 403, 429].includes(status) || isShared) return;
    if (now - refused.began >= invalid.window) refused = { began: now, calls: 0 };
    refused.calls += 1;
    if (refused.calls >= invalid.most) closed.set("address", refused.began + invalid.window, now);
  }

  return {
    async turn(method, path, signal = never) {
      const now = clock.now();
      const place = placeOf(method, path);
      const bucket = left.get(place);
      const isSpent = bucket !== undefined && bucket.calls <= 0 && bucket.until > now;
      const turn = isAnswer(path) ? { wait: 0, fullAt: full } : take(full, global, now);
      const opens = ["address", ...(isAnswer(path) ? [] : ["bot"]), place].map((name) => closed.get(name) ?? now);
      const wait = Math.max(turn.wait, isSpent ? bucket.until - now : 0, ...opens.map((at) => at - now));
      if (wait > patience) return Math.ceil(wait / 1000);
      full = turn.fullAt;
      if (bucket !== undefined && bucket.until > now) bucket.calls -= 1;
      if (wait > 0) await clock.pause(wait, signal);
      return signal.aborted ? 1 : 0;
    },
    learn(method, path, status, headers) {
      const now = clock.now();
      const { route } = routeOf(method, path);
      const bucket = headers.get("x-ratelimit-bucket");
      if (bucket !== null && /^[\w-]{1,100}$/.test(bucket)) {
        if (buckets.size >= 1_000) buckets.clear();
        buckets.set(route, bucket);
      }
      const place = placeOf(method, path);
      const scope = headers.get("x-ratelimit-scope");
      count(status, scope === "shared", now);
      if (status !== 429) {
        keep(place, headers, now);
        return 0;
      }
      const seconds = secondsOf(headers.get("retry-after"), defaultWait);
      // A page is not Discord's: its outermost guard has shut our address out.
      const isOutside = !(headers.get("content-type") ?? "").includes("json");
      const isGlobal = scope === "global" || headers.get("x-ratelimit-global") !== null;
      closed.set(isOutside ? "address" : isGlobal ? "bot" : place, now + seconds * 1000, now);
      return seconds;
    },
  };
}
