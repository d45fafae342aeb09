import { pause } from "./pause.ts";

/** The pace of our calls to a platform: what is the same whoever it is. */

/** So many calls a minute, of which `burst` may come at once. */
export interface Rate {
  readonly perMinute: number;
  readonly burst: number;
}

/**
 * A token bucket, kept as the moment at which it is full again (`undefined`: full). Pure.
 * @returns how long the call has to wait, and what the bucket is when the call is counted.
 */
export function take(fullAt: number | undefined, rate: Rate, now: number): { wait: number; fullAt: number } {
  const each = 60_000 / rate.perMinute;
  const from = Math.max(fullAt ?? now, now);
  return { wait: Math.max(0, Math.round(from + each - rate.burst * each - now)), fullAt: from + each };
}

/** Time as the limiter needs it: only differences count. */
export interface Clock {
  /** Milliseconds. */
  now(): number;
  pause(ms: number, signal: AbortSignal): Promise<void>;
}

export const monotonic: Clock = { now: () => performance.now(), pause };

/** Milliseconds that a call waits in place. What would have to wait longer comes back, and its queue sleeps. */
export const patience = 2_000;
/** Names that are remembered before those whose time has come are forgotten. */
const most = 1_000;

/** Moments by names, without end: those that have passed are forgotten when there are many. */
export function moments() {
  const kept = new Map<string, number>();
  return {
    get: (name: string): number | undefined => kept.get(name),
    set(name: string, moment: number, now: number): void {
      if (kept.size >= most) for (const [k, until] of kept) if (until <= now) kept.delete(k);
      kept.set(name, moment);
    },
  };
}

/** Seconds of a Retry-After; `otherwise` when it is absent or no number of seconds that anybody would ask for. */
export function secondsOf(header: string | null, otherwise: number): number {
  const seconds = /^\d{1,6}(\.\d{1,6})?$/.test(header ?? "") ? Math.ceil(Number(header)) : 0;
  return seconds >= 1 && seconds <= longestWait ? seconds : otherwise;
}
/** A day: whoever asks for more has made a mistake. */
const longestWait = 86_400;
