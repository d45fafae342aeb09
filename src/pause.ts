import { setTimeout as sleep } from "node:timers/promises";

/** Waits, but no longer than `signal` lets it, and never keeps the process alive. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { signal, ref: false }).catch(() => {});

/** Milliseconds before attempt `n` (from 0): doubles up to 64 times `base`, spread so that replicas do not call together. */
export const backoff = (n: number, base: number): number => base * 2 ** Math.min(n, 6) * (0.5 + Math.random() / 2);
