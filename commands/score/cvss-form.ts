import { open } from "../../src/label.ts";
import { type CvssScore, scoreVector, severity } from "../../src/score/cvss.ts";
import { type CvssVersion, cvssVersions, metricsOf } from "../../src/score/metrics.ts";
import { foreign, say, type Text, t, words } from "../../src/text.ts";
import type { CommandForm, Raw } from "../contract.ts";
import { liveChoice, metricField, whyField } from "./fields.ts";
import { whoseArgs, whoseFields } from "./whose.ts";

const versionOf = (given: Raw): CvssVersion => cvssVersions.find((v) => v === given["version"]) ?? "3.1";

const baseOf = (version: CvssVersion) => metricsOf[version].filter((m) => m.base);

/** What was chosen; a value that this version does not have is forgotten. */
const chosenOf = (given: Raw): string[] =>
  baseOf(versionOf(given)).flatMap((m) => (m.values.includes(given[m.key] ?? "") ? [`${m.key}:${given[m.key]}`] : []));

/** The chosen values as a vector. Metrics that were not chosen are left out, so that scoring names them. */
const vectorOf = (given: Raw): string => [`CVSS:${versionOf(given)}`, ...chosenOf(given)].join("/");

/** The score so far, or how much is still to choose. */
function outcome(given: Raw): Text<"public"> {
  const all = baseOf(versionOf(given));
  const chosen = chosenOf(given).length;
  if (chosen < all.length) {
    return say({
      ja: t`${open(all.length)}項目中${open(chosen)}項目を選択済み。すべて選ぶと点数が出ます。`,
      en: t`${open(chosen)} of ${open(all.length)} chosen; the score appears when all are.`,
    });
  }
  const { score, vector }: CvssScore = scoreVector(vectorOf(given));
  const line = foreign(open(`${score.toFixed(1)}`));
  return say({
    ja: t`${line} ${words(severity(score))}  ${open(vector)}`,
    en: t`${line} ${words(severity(score))}  ${open(vector)}`,
  });
}

/** Scoring by menus: which of several vulnerabilities and for whom, a version, its base metrics in words, and the score as they are chosen. */
export const cvssForm: CommandForm = {
  async fill(ctx, given) {
    const version = versionOf(given);
    const { before, fields } = await whoseFields(ctx, given);
    return {
      before,
      fields: [
        ...fields,
        liveChoice(
          "version",
          words({ ja: "CVSSの版", en: "CVSS version" }),
          cvssVersions.toReversed().map((value) => ({ value, label: foreign(open(value)) })),
          version,
        ),
        ...baseOf(version).map((m) => metricField(version, m, given[m.key])),
        whyField(given),
      ],
      after: [{ kind: "para", text: outcome(given) }],
    };
  },
  read: ({ version, ...given }) => {
    const { case: reference, vector, why } = given;
    const typed = vector ?? vectorOf({ ...given, ...(version !== undefined && { version }) });
    return {
      ...(reference !== undefined && { case: reference }),
      ...(why !== undefined && { why }),
      ...whoseArgs(given),
      vector: typed,
    };
  },
};
