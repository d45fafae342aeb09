import { assessors, assessorWords } from "../../src/domain/assessors.ts";
import type { Both } from "../../src/locale.ts";
import { choiceArg, optional, textArg, wordArg } from "../args.ts";
import type { Arg } from "../contract.ts";

/** A CVSS vector as somebody pastes it. Whether it is one says src/score/vector.ts, metric by metric. */
export const vectorArg = (summary: Both, example: string): Arg<string, true> => ({
  ...wordArg(summary, example, /^\S{1,400}$/),
  max: 400,
});

/** Whose score it is; the desk's when nothing is said. */
export const assessorArg = optional(
  choiceArg(
    { ja: "だれの評価か（省略時はデスク）", en: "whose score it is; the desk's when left out" },
    assessors.map((value) => ({ value, words: assessorWords[value] })),
  ),
);

/** Code points of a reason. */
export const whyMax = 500;

export const whyArg = optional(
  textArg(
    { ja: "根拠（あとで説明できるように）", en: "why, so that it can be defended later" },
    "vendor's advisory",
    whyMax,
  ),
);
