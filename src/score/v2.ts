type Given = ReadonlyMap<string, string>;
type Weights = Readonly<Record<string, number>>;

const impact: Weights = { N: 0, P: 0.275, C: 0.66 };
const requirement: Weights = { L: 0.5, M: 1, H: 1.51 };
const accessVector: Weights = { L: 0.395, A: 0.646, N: 1 };
const complexity: Weights = { H: 0.35, M: 0.61, L: 0.71 };
const authentication: Weights = { M: 0.45, S: 0.56, N: 0.704 };
const exploitability: Weights = { U: 0.85, POC: 0.9, F: 0.95, H: 1 };
const remediation: Weights = { OF: 0.87, TF: 0.9, W: 0.95, U: 1 };
const confidence: Weights = { UC: 0.9, UR: 0.95, C: 1 };
const collateral: Weights = { N: 0, L: 0.1, LM: 0.3, MH: 0.4, H: 0.5 };
const distribution: Weights = { N: 0, L: 0.25, M: 0.75, H: 1 };

/** Half up to one decimal, as the guide says; what floating point adds in the ninth digit does not count. */
const round1 = (x: number): number => Math.round(Number((x * 10).toFixed(8))) / 10;

/** The scores that the 2.0 guide (§3.2.2, §3.2.3) makes of a base score; it rounds after each step, which libraries leave out. */
export function scores2(given: Given, base: number): { readonly temporal: number; readonly environmental: number } {
  const weight = (key: string, weights: Weights, notDefined = 1): number => weights[given.get(key) ?? ""] ?? notDefined;
  const temporalOf = (score: number): number =>
    round1(score * weight("E", exploitability) * weight("RL", remediation) * weight("RC", confidence));
  const spared = (key: string): number => 1 - weight(key, impact, 0) * weight(`${key}R`, requirement);
  const adjusted = Math.min(10, 10.41 * (1 - spared("C") * spared("I") * spared("A")));
  const ease = 20 * weight("AV", accessVector) * weight("AC", complexity) * weight("Au", authentication);
  // A small impact on what hardly matters would come out below 0, where no score is.
  const adjustedBase = adjusted === 0 ? 0 : Math.max(0, round1((0.6 * adjusted + 0.4 * ease - 1.5) * 1.176));
  const adjustedTemporal = temporalOf(adjustedBase);
  return {
    temporal: temporalOf(base),
    environmental: round1(
      (adjustedTemporal + (10 - adjustedTemporal) * weight("CDP", collateral, 0)) * weight("TD", distribution),
    ),
  };
}
