import { assessors, assessorWords } from "../../src/domain/assessors.ts";
import type { Both } from "../../src/locale.ts";
import type { Text } from "../../src/text.ts";
import { day, moment } from "../../src/when.ts";
import { choiceArg, optional, textArg, timeArg, wordArg } from "../args.ts";
import type { Arg, Ctx } from "../contract.ts";
import { getMoment } from "../times.ts";

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

export const whyArg = {
  ...optional(
    textArg(
      { ja: "根拠（あとで説明できるように）", en: "why, so that it can be defended later" },
      "vendor's advisory",
      whyMax,
    ),
  ),
  label: { ja: "根拠", en: "Why" },
};

export const asOfArg = optional(timeArg({ ja: "いつの時点か（省略時は今）", en: "as of when; now when left out" }));

const dayAlone = /^\d{4}-\d{2}-\d{2}$/;

/** "Thu 3 Dec 2026 18:00 JST", or the day alone where all of it is meant. */
export const untilWords = (ctx: Ctx, at: string | undefined, until: Date): Text<"public"> =>
  at !== undefined && dayAlone.test(at) ? day(new Date(until.getTime() - 1), ctx.zone) : moment(until, ctx.zone);

/** The moment up to which somebody wants to look back: a day alone means all of it. @throws Refusal `args.invalid`. */
export function asOf(ctx: Ctx, at: string | undefined): Date {
  if (at === undefined) return ctx.now;
  const then = getMoment(ctx, at, "at");
  return dayAlone.test(at) ? ctx.calendar.addDays(ctx.calendar.atHour(then, 0), 1) : then;
}
