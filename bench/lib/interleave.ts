import { quantile } from "./statistics.ts";

/** What one slice of one contestant gave. */
export interface Slice {
  /** Acts a second. */
  readonly rate: number;
  /** Milliseconds that one act took. */
  readonly p50: number;
  readonly p99: number;
}

/** Runs one contestant for about so many seconds. */
export type Contestant = (seconds: number) => Promise<Slice>;

export interface Plan {
  /** Seconds of one slice. */
  readonly seconds: number;
  /** How often each contestant runs, after the warm-up. */
  readonly rounds: number;
}

/** @param times milliseconds of each act. @param seconds that all of them took together. */
export const sliceOf = (times: readonly number[], seconds: number): Slice => ({
  rate: times.length / seconds,
  p50: quantile(times, 0.5),
  p99: quantile(times, 0.99),
});

/**
 * Runs all contestants in turn, the order reversed in every other round (A-B-B-A-…), so that a machine that slowly gets
 * busier is unfair to nobody. Each warms up for two slices first, which are dropped: Node runs new code several times slower than old. @returns each contestant's slices, by round.
 */
export async function interleave<K extends string>(
  contestants: Readonly<Record<K, Contestant>>,
  plan: Plan,
): Promise<Readonly<Record<K, readonly Slice[]>>> {
  const names = Object.keys(contestants) as K[]; // the record has no other keys
  const slices = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<K, Slice[]>;
  for (const name of names) await contestants[name](2 * plan.seconds);
  for (let round = 0; round < plan.rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      slices[name].push(await contestants[name](plan.seconds));
    }
  }
  return slices;
}

/** Repeats an act one after the other for so many seconds. @param act gets the number of the repetition. */
export function alone(act: (n: number) => Promise<unknown>): Contestant {
  let n = 0;
  return async (seconds) => {
    const times: number[] = [];
    const start = performance.now();
    for (let now = start; now - start < seconds * 1000; ) {
      await act(n++);
      const end = performance.now();
      times.push(end - now);
      now = end;
    }
    return sliceOf(times, (performance.now() - start) / 1000);
  };
}
