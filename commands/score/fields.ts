import { type Assessor, assessorWords } from "../../src/domain/assessors.ts";
import type { Field, Option } from "../../src/form.ts";
import { open } from "../../src/label.ts";
import type { CvssVersion, Metric } from "../../src/score/metrics.ts";
import { valueWords } from "../../src/score/values.ts";
import { say, type Text, t, words } from "../../src/text.ts";
import type { Raw } from "../contract.ts";
import { choiceLabel, fieldLabel } from "../form-words.ts";
import { whyArg, whyMax } from "./args.ts";

/** A choice on which the rest of the form depends. What was chosen is kept where it is still among the options. */
export const liveChoice = (
  name: string,
  label: Text<"public">,
  options: readonly Option[],
  chosen: string | undefined,
): Field => ({
  name,
  label,
  required: true,
  live: true,
  input: { kind: "choice", options },
  ...(options.some((o) => o.value === chosen) && { initial: open(chosen ?? "") }),
});

/** Whose score it is, of those who may be meant. */
export const assessorField = (all: readonly Assessor[], chosen: Assessor): Field =>
  liveChoice(
    "by",
    words({ ja: "だれの評価か", en: "Whose score" }),
    all.map((value) => ({ value, label: choiceLabel(value, assessorWords[value]) })),
    chosen,
  );

/** A metric of CVSS, each of its values in a word. */
export const metricField = (version: CvssVersion, m: Metric, chosen: string | undefined): Field =>
  liveChoice(
    m.key,
    say({ ja: t`${words(m.name)}（${open(m.key)}）`, en: t`${words(m.name)} (${open(m.key)})` }),
    m.values.map((value) => {
      const word = words(valueWords(version, m.key, value));
      return { value, label: say({ ja: t`${open(value)}  ${word}`, en: t`${open(value)}  ${word}` }) };
    }),
    chosen,
  );

/** Why it is scored so, in one's own words. */
export const whyField = (given: Raw): Field => ({
  name: "why",
  label: fieldLabel(whyArg),
  required: false,
  input: { kind: "paragraph", max: whyMax },
  ...(given["why"] !== undefined && { initial: open(given["why"]) }),
});
