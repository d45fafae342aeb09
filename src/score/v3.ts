/** Temporal weights in hundredths, by metric and value; not defined weighs 100 (3.0 specification §8.4). */
const weights: readonly (readonly [string, Readonly<Record<string, number>>])[] = [
  ["E", { U: 91, P: 94, F: 97 }],
  ["RL", { O: 95, T: 96, W: 97 }],
  ["RC", { U: 92, R: 96 }],
];

/** A vector's metrics without the temporal ones. */
export const untimed = (given: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map([...given].filter(([key]) => weights.every(([temporal]) => temporal !== key)));

/**
 * What 3.0's temporal metrics make of a score with one decimal: the product, up to one decimal. In whole numbers, since floating point
 * falls to the wrong side where the product has one decimal already (10.0 × 0.92 is 9.2, not 9.3), and the library falls with it.
 */
export function temporal3(score: number, given: ReadonlyMap<string, string>): number {
  // Tenths times three times hundredths: at most 10^8.
  const product = weights.reduce((n, [key, of]) => n * (of[given.get(key) ?? ""] ?? 100), Math.round(score * 10));
  return Math.ceil(product / 1_000_000) / 10;
}
