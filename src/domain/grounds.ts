import type { Both } from "../locale.ts";
import { type DeclineCode, declineCodes, declineReasons } from "./decline.ts";
import { declineDetails } from "./decline-details.ts";
import { endCodes, ending } from "./endings.ts";

/** Why a report is declined or a case ends, in the words of the desk and in those for the finder. */
export interface Ground {
  readonly code: string;
  /** Short name for the desk. */
  readonly words: Both;
  /** What the finder reads in M04 and M16. */
  readonly toFinder: Both;
  /** One that is off is not offered any more; what was decided with it stays. */
  readonly active: boolean;
  /** `built-in`: as it comes; `changed`: a built-in in the desk's own words; `own`: the desk's own. */
  readonly from: "built-in" | "changed" | "own";
}

/** What a desk changed or added. */
export type GroundChange = Omit<Ground, "from">;

const builtIn: ReadonlyMap<string, Ground> = new Map(
  [
    ...declineCodes.map((code) => ({ code: code as string, ...declineReasons[code] })),
    ...Object.entries(declineDetails).map(([code, row]) => ({ code, ...row })),
    ...endCodes.map((code) => ({ code: code as string, ...ending(code) })),
  ].map(({ code, words, toFinder }) => [code, { code, words, toFinder, active: true, from: "built-in" }]),
);

/** All grounds by code, in the order of their codes: those of the guideline and this product, with what the desk made of them. */
export function groundsWith(changes: readonly GroundChange[]): ReadonlyMap<string, Ground> {
  const all = new Map(builtIn);
  for (const c of changes) all.set(c.code, { ...c, from: builtIn.has(c.code) ? "changed" : "own" });
  return new Map([...all].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A desk's own grounds are details of one on which reports are declined: R-03m. */
const detail = /^(R-0[1-6])[a-z]$/;

/** The code to which a detail belongs; undefined for what is none. */
export const detailOf = (code: string): DeclineCode | undefined => {
  const base = detail.exec(code)?.[1];
  return declineCodes.find((c) => c === base);
};

/** Whether a row with this code may be written: a known one, or a detail of a known one. */
export const mayBeGround = (code: string): boolean => builtIn.has(code) || detailOf(code) !== undefined;

/** "r-03A" → "R-03a": the code as it is stored. */
export const groundCode = (typed: string): string => {
  const [, base = typed, letter = ""] = /^([a-z]-\d\d)([a-z]?)$/i.exec(typed) ?? [];
  return `${base.toUpperCase()}${letter.toLowerCase()}`;
};
