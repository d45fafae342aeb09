import { cvssLookup_globalV4 } from "cvss4/dist/models.js";

/**
 * CVSS v4.0 from section 8 of the specification, written anew: FIRST's table of macro vectors comes from the package `cvss4`, everything
 * else is derived here. The highest severity vectors and the depths of the sets are not copied but found by looking at all
 * members of a set; the arithmetic is in whole numbers, so that no rounding depends on floating point.
 */
type Given = ReadonlyMap<string, string>;
type Levels = readonly number[];

/** Values of each metric from the most severe on. */
const order: Readonly<Record<string, string>> = {
  AV: "NALP",
  PR: "NLH",
  UI: "NPA",
  AC: "LH",
  AT: "NP",
  VC: "HLN",
  VI: "HLN",
  VA: "HLN",
  SC: "HLN",
  SI: "SHLN",
  SA: "SHLN",
  E: "APU",
  CR: "HML",
  IR: "HML",
  AR: "HML",
};

/** Modified values replace base values; what is not defined counts as the worst. */
function effective(given: Given, key: string): string {
  const modified = given.get(`M${key}`) ?? "X";
  const own = modified === "X" ? (given.get(key) ?? "X") : modified;
  const worst: Readonly<Record<string, string>> = { E: "A", CR: "H", IR: "H", AR: "H" };
  return own === "X" ? (worst[key] ?? "X") : own;
}

interface Equivalence {
  readonly keys: readonly string[];
  /** Digits of the macro vector that these values give: one, or two where two sets depend on each other. */
  readonly digits: (v: Readonly<Record<string, string>>) => string;
}

const eq6 = (v: Readonly<Record<string, string>>): string =>
  (v["CR"] === "H" && v["VC"] === "H") || (v["IR"] === "H" && v["VI"] === "H") || (v["AR"] === "H" && v["VA"] === "H")
    ? "0"
    : "1";

/** Tables 24–29. EQ3 and EQ6 are looked at together. */
const equivalences: readonly Equivalence[] = [
  {
    keys: ["AV", "PR", "UI"],
    digits: ({ AV, PR, UI }) => {
      if (AV === "N" && PR === "N" && UI === "N") return "0";
      return AV !== "P" && (AV === "N" || PR === "N" || UI === "N") ? "1" : "2";
    },
  },
  { keys: ["AC", "AT"], digits: ({ AC, AT }) => (AC === "L" && AT === "N" ? "0" : "1") },
  {
    keys: ["VC", "VI", "VA", "CR", "IR", "AR"],
    digits: (v) => {
      const both = v["VC"] === "H" && v["VI"] === "H";
      const any = v["VC"] === "H" || v["VI"] === "H" || v["VA"] === "H";
      return (both ? "0" : any ? "1" : "2") + eq6(v);
    },
  },
  {
    keys: ["SC", "SI", "SA"],
    digits: ({ SC, SI, SA }) => {
      if (SI === "S" || SA === "S") return "0";
      return SC === "H" || SI === "H" || SA === "H" ? "1" : "2";
    },
  },
  { keys: ["E"], digits: ({ E }) => String(order["E"]?.indexOf(E ?? "") ?? 0) },
];

const levelsOf = (keys: readonly string[], v: Readonly<Record<string, string>>): Levels =>
  keys.map((k) => order[k]?.indexOf(v[k] ?? "") ?? 0);
const below = (a: Levels, b: Levels): boolean => a.every((x, i) => x <= (b[i] ?? 0));
const distance = (a: Levels, b: Levels): number => a.reduce((sum, x, i) => sum + (b[i] ?? 0) - x, 0);

interface Members {
  /** The vectors of the set than which none is more severe. */
  readonly highest: readonly Levels[];
  /** Steps from there out of the set: one more than to its farthest member. */
  readonly depth: number;
}

const farFrom = (highest: readonly Levels[], one: Levels): number =>
  distance(highest.find((h) => below(h, one)) ?? one, one);

/** Every set of one equivalence, by its digits. */
function membersOf({ keys, digits }: Equivalence): ReadonlyMap<string, Members> {
  const all = keys.reduce<readonly Readonly<Record<string, string>>[]>(
    (sofar, key) => sofar.flatMap((v) => [...(order[key] ?? "")].map((x) => ({ ...v, [key]: x }))),
    [{}],
  );
  const sets = Map.groupBy(all, digits);
  return new Map(
    [...sets].map(([name, vectors]) => {
      const levels = vectors.map((v) => levelsOf(keys, v));
      const highest = levels.filter((a) => !levels.some((b) => b !== a && below(b, a)));
      return [name, { highest, depth: 1 + Math.max(...levels.map((l) => farFrom(highest, l))) }];
    }),
  );
}

const sets = equivalences.map(membersOf);

/** Score of a macro vector in tenths, given as the digits of the five equivalences; `undefined` when there is none. */
function lookup(digits: readonly string[]): number | undefined {
  const [one = "", two = "", three = "", four = "", five = ""] = digits;
  const found = cvssLookup_globalV4[`${one}${two}${three[0] ?? ""}${four}${five}${three[1] ?? ""}`];
  return found === undefined ? undefined : Math.round(found * 10);
}

/** The next lower sets of one equivalence. EQ3 and EQ6 may be lowered in either. */
const lower = (digits: string): string[] =>
  [...digits].map((d, i) => digits.slice(0, i) + String(Number(d) + 1) + digits.slice(i + 1));

/** The next lower score: where two ways lead down, the smaller step. */
function nextLower(digits: readonly string[], place: number): number | undefined {
  const scores = lower(digits[place] ?? "").flatMap((d) => lookup(digits.with(place, d)) ?? []);
  return scores.length === 0 ? undefined : Math.max(...scores);
}

/** 2520 is divisible by every depth. */
const fine = 2520;

/** The score of a vector in whole tenths, half up. */
export function expected4(given: Given): number {
  const v = Object.fromEntries(Object.keys(order).map((key) => [key, effective(given, key)]));
  if (["VC", "VI", "VA", "SC", "SI", "SA"].every((key) => v[key] === "N")) return 0;
  const digits = equivalences.map((e) => e.digits(v));
  const top = lookup(digits) ?? Number.NaN;
  const drops = equivalences.flatMap(({ keys }, place) => {
    const next = nextLower(digits, place);
    const set = sets[place]?.get(digits[place] ?? "");
    if (next === undefined || set === undefined) return [];
    return [((top - next) * farFrom(set.highest, levelsOf(keys, v)) * fine) / set.depth];
  });
  if (drops.length === 0) return top;
  const [whole, count] = [drops.reduce((a, b) => a + b, 0), drops.length];
  const tenths = Math.floor((2 * (top * fine * count - whole) + fine * count) / (2 * fine * count));
  return Math.min(100, Math.max(0, tenths));
}
