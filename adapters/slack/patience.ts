import { backoff, pause } from "../../src/pause.ts";

/** What an attempt says when the database did not answer: nothing is known to be done, and repeating it is safe. */
export const away = Symbol("away");

/** Milliseconds that a request is kept and tried again; as long as its words promise (says.ts). */
const patienceMs = 15 * 60_000;

export interface PatienceOptions {
  readonly now: () => Date;
  /** Milliseconds: the first pause, which then grows. */
  readonly pauseMs: number;
  /** Aborted when the desk stops. */
  readonly ended: AbortSignal;
}

export type Patience = <T>(attempt: () => Promise<T | typeof away>, began: () => void) => Promise<T | typeof away>;

/**
 * Repeats an attempt while the database is away. An attempt that hangs counts as away when the time is up.
 * @returns what it came to; `away` when the time was up, or the desk stops.
 */
export function createPatience({ now, pauseMs, ended }: PatienceOptions): Patience {
  return async (attempt, began) => {
    const until = now().getTime() + patienceMs;
    const over = new AbortController();
    const tooLate = pause(patienceMs, over.signal).then((): typeof away => away);
    try {
      for (let n = 0; ; n += 1) {
        const came = await Promise.race([attempt(), tooLate]);
        if (came !== away) return came;
        began();
        if (ended.aborted || now().getTime() >= until) return away;
        await pause(backoff(n, pauseMs), ended);
      }
    } finally {
      over.abort();
    }
  };
}
