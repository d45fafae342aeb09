/**
 * The published formulas of CVSS v2.0 (guide §3.2) and v3.0, v3.1 (specification §7), written from those documents alone, so that the
 * library which we score with can be compared with them. Metrics come by key; one that is left out is not defined.
 */
type Given = ReadonlyMap<string, string>;
type Weights = Readonly<Record<string, number>>;

export interface Expected {
  readonly base: number;
  readonly temporal: number;
  readonly environmental: number;
}

/** A decimal fraction, exactly: `n` tenths of tenths …, `places` behind the point. */
interface Exact {
  readonly n: bigint;
  readonly places: number;
}
const exact = (written: number | string): Exact => {
  const [whole = "0", part = ""] = String(written).split(".");
  return { n: BigInt(whole + part), places: part.length };
};
const times = (...all: readonly Exact[]): Exact =>
  all.reduce((a, b) => ({ n: a.n * b.n, places: a.places + b.places }), exact(1));
const to = ({ n, places }: Exact, wanted: number): bigint => n * 10n ** BigInt(wanted - places);
const plus = (a: Exact, b: Exact): Exact => {
  const places = Math.max(a.places, b.places);
  return { n: to(a, places) + to(b, places), places };
};
const minus = (a: Exact, b: Exact): Exact => plus(a, { ...b, n: -b.n });
/** Half up to one decimal, and not below 0. */
const rounded = (x: Exact): Exact => {
  const unit = 10n ** BigInt(Math.max(0, x.places - 1));
  const n = (to(x, Math.max(1, x.places)) * 2n + unit) / (unit * 2n);
  return { n: n < 0n ? 0n : n, places: 1 };
};
const one = exact(1);
const pick = (given: Given, key: string, table: Readonly<Record<string, number>>, otherwise: number): Exact =>
  exact(table[given.get(key) ?? ""] ?? otherwise);

/** 2.0 without floating point: its scores lie on borders of rounding often. */
export function expected2(given: Given): Expected {
  const ease = times(
    exact(20),
    pick(given, "AV", { L: 0.395, A: 0.646, N: 1 }, 0),
    pick(given, "AC", { H: 0.35, M: 0.61, L: 0.71 }, 0),
    pick(given, "Au", { M: 0.45, S: 0.56, N: 0.704 }, 0),
  );
  const impact = (demands: boolean): Exact => {
    const left = ["C", "I", "A"].map((key) => {
      const wanted = demands ? pick(given, `${key}R`, { L: 0.5, M: 1, H: 1.51 }, 1) : one;
      return minus(one, times(pick(given, key, { N: 0, P: 0.275, C: 0.66 }, 0), wanted));
    });
    const all = times(exact("10.41"), minus(one, times(...left)));
    return demands && minus(exact(10), all).n < 0n ? exact(10) : all;
  };
  const baseOf = (of: Exact): Exact =>
    of.n === 0n
      ? exact(0)
      : rounded(times(minus(plus(times(exact("0.6"), of), times(exact("0.4"), ease)), exact("1.5")), exact("1.176")));
  const temporalOf = (score: Exact): Exact =>
    rounded(
      times(
        score,
        pick(given, "E", { U: 0.85, POC: 0.9, F: 0.95, H: 1 }, 1),
        pick(given, "RL", { OF: 0.87, TF: 0.9, W: 0.95, U: 1 }, 1),
        pick(given, "RC", { UC: 0.9, UR: 0.95, C: 1 }, 1),
      ),
    );
  const base = baseOf(impact(false));
  const adjusted = temporalOf(baseOf(impact(true)));
  const damage = times(minus(exact(10), adjusted), pick(given, "CDP", { N: 0, L: 0.1, LM: 0.3, MH: 0.4, H: 0.5 }, 0));
  const environmental = rounded(times(plus(adjusted, damage), pick(given, "TD", { N: 0, L: 0.25, M: 0.75, H: 1 }, 1)));
  const number = (x: Exact): number => Number(to(x, 1)) / 10;
  return { base: number(base), temporal: number(temporalOf(base)), environmental: number(environmental) };
}

/**
 * Up to one decimal. 3.0: the smallest that is not below it (specification §8.1). 3.1: the same after rounding to five decimals, half up
 * (appendix A).
 */
function roundedUp(version: "3.0" | "3.1", x: Exact): Exact {
  const { n, places } = version === "3.0" ? x : fifth(x);
  const unit = 10n ** BigInt(Math.max(0, places - 1));
  const scaled = to({ n, places }, Math.max(1, places));
  return { n: scaled <= 0n ? 0n : (scaled + unit - 1n) / unit, places: 1 };
}

function fifth({ n, places }: Exact): Exact {
  if (places <= 5) return { n, places };
  const unit = 10n ** BigInt(places - 5);
  return { n: (n * 2n + unit) / (unit * 2n), places: 5 };
}

const least = (a: Exact, b: Exact): Exact => (minus(a, b).n < 0n ? a : b);
const power = (x: Exact, times: number): Exact => ({ n: x.n ** BigInt(times), places: x.places * times });
const harm3: Weights = { H: 0.56, L: 0.22, N: 0 };
const requirement3: Weights = { L: 0.5, M: 1, H: 1.5 };

/** A metric's value, or its modified one where that is given. */
const effective =
  (given: Given, modified: boolean) =>
  (key: string): string => {
    const own = modified ? (given.get(`M${key}`) ?? "X") : "X";
    return own === "X" ? (given.get(key) ?? "") : own;
  };

function exploitability3(value: (key: string) => string): Exact {
  const changed = value("S") === "C";
  const of = (key: string, weights: Weights): Exact => exact(weights[value(key)] ?? 0);
  return times(
    exact("8.22"),
    of("AV", { N: 0.85, A: 0.62, L: 0.55, P: 0.2 }),
    of("AC", { L: 0.77, H: 0.44 }),
    of("PR", { N: 0.85, L: changed ? 0.68 : 0.62, H: changed ? 0.5 : 0.27 }),
    of("UI", { N: 0.85, R: 0.62 }),
  );
}

/** The temporal score of a base score, or of an environmental one before it. */
const temporal3 = (version: "3.0" | "3.1", given: Given, of: Exact): Exact =>
  roundedUp(
    version,
    times(
      of,
      pick(given, "E", { U: 0.91, P: 0.94, F: 0.97 }, 1),
      pick(given, "RL", { O: 0.95, T: 0.96, W: 0.97 }, 1),
      pick(given, "RC", { U: 0.92, R: 0.96 }, 1),
    ),
  );

/** @param modified with the environmental metrics, before the temporal ones; else the base score. */
function scored3(version: "3.0" | "3.1", given: Given, modified: boolean): Exact {
  const value = effective(given, modified);
  const shares = ["C", "I", "A"].map((key) => {
    const wanted = modified ? pick(given, `${key}R`, requirement3, 1) : one;
    return minus(one, times(exact(harm3[value(key)] ?? 0), wanted));
  });
  const all = minus(one, times(...shares));
  const iss = modified ? least(all, exact("0.915")) : all;
  const changed = value("S") === "C";
  const slope =
    modified && version === "3.1"
      ? power(minus(times(iss, exact("0.9731")), exact("0.02")), 13)
      : power(minus(iss, exact("0.02")), 15);
  const impact = changed
    ? minus(times(exact("7.52"), minus(iss, exact("0.029"))), times(exact("3.25"), slope))
    : times(exact("6.42"), iss);
  if (impact.n <= 0n) return exact(0);
  const sum = times(changed ? exact("1.08") : one, plus(impact, exploitability3(value)));
  return roundedUp(version, least(sum, exact(10)));
}

/** 3.0 and 3.1 without floating point, which falls to the wrong side of a border of rounding now and then. */
export function expected3(version: "3.0" | "3.1", given: Given): Expected {
  const base = scored3(version, given, false);
  const environmental = temporal3(version, given, scored3(version, given, true));
  const number = (x: Exact): number => Number(to(x, 1)) / 10;
  return {
    base: number(base),
    temporal: number(temporal3(version, given, base)),
    environmental: number(environmental),
  };
}
