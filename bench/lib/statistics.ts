/** A ratio of two things measured side by side, several times. */
export interface Ratio {
  /** Median of the ratios of the pairs. */
  readonly median: number;
  /** 95 % interval of that median, by bootstrap. */
  readonly low: number;
  readonly high: number;
}

/** The value below which the share `q` of the sorted values lies; NaN when there are none. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = q * (sorted.length - 1);
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? low;
  return low + (high - low) * (at - Math.floor(at));
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** A small generator with a fixed seed (mulberry32): the same measurements always give the same interval. */
function generator(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const resamples = 2000;

/** Median of the pairs' ratios with the interval in which it lies when the pairs are drawn again, with replacement. */
export function ratioOf(pairs: readonly number[]): Ratio {
  const random = generator(7261);
  const medians = Array.from({ length: resamples }, () =>
    median(pairs.map(() => pairs[Math.floor(random() * pairs.length)] ?? Number.NaN)),
  );
  return { median: median(pairs), low: quantile(medians, 0.025), high: quantile(medians, 0.975) };
}

/** What two stages one after the other can do on the same core: 1 / (1/a + 1/b + …), in acts a second. */
export const harmonic = (...rates: readonly number[]): number => 1 / rates.reduce((sum, rate) => sum + 1 / rate, 0);
