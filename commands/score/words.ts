import { open } from "../../src/label.ts";
import type { Both } from "../../src/locale.ts";
import type { Change, Crossing, Difference, PairCrossing, Said } from "../../src/score/compare.ts";
import { type CvssScore, severity } from "../../src/score/cvss.ts";
import type { CvssVersion, Metric, MetricGroup } from "../../src/score/metrics.ts";
import { valueWords } from "../../src/score/values.ts";
import { join, say, type Text, t, words } from "../../src/text.ts";

type Words = Text<"public">;

/** Temporal metrics of 2.0 and 3.x are the threat metrics of 4.0; supplemental ones change no score. */
export const groupWords: Readonly<Record<MetricGroup, Both>> = {
  base: { ja: "基本評価", en: "base" },
  temporal: { ja: "現状評価", en: "temporal" },
  threat: { ja: "脅威評価", en: "threat" },
  environmental: { ja: "環境評価", en: "environmental" },
  supplemental: { ja: "補足評価", en: "supplemental" },
};

/** "7.8 High". */
export const scoreWords = (score: number): Words =>
  say({
    ja: t`${open(score.toFixed(1))} ${words(severity(score))}`,
    en: t`${open(score.toFixed(1))} ${words(severity(score))}`,
  });

/** "7.8 High (CVSS 3.1)". */
export const versionedWords = ({ score, version }: Pick<CvssScore, "score" | "version">): Words =>
  say({
    ja: t`${scoreWords(score)}（CVSS ${open(version)}）`,
    en: t`${scoreWords(score)} (CVSS ${open(version)})`,
  });

const all: Both = { ja: "総合", en: "all together" };

/** "base 9.8 · temporal 9.0", when there is more than the base score; in 4.0, where each group stands alone, with all of them together. */
export function partsWords({ version, parts, overall }: CvssScore): Words | undefined {
  if (parts.length < 2) return undefined;
  const named = parts.map((p) => [groupWords[p.group], p.score] as const);
  const rows = version === "4.0" && parts.length > 2 ? [...named, [all, overall] as const] : named;
  return join(
    rows.map(([name, score]) =>
      say({ ja: t`${words(name)} ${scoreWords(score)}`, en: t`${words(name)} ${scoreWords(score)}` }),
    ),
    " · ",
  );
}

export const metricWords = (m: Metric): Words =>
  say({ ja: t`${words(m.name)}（${open(m.key)}）`, en: t`${words(m.name)} (${open(m.key)})` });

/** "N network". */
export function valueText(version: CvssVersion, metric: Metric, value: string | undefined): Words {
  if (value === undefined) return words({ ja: "記載なし", en: "not said" });
  const word = words(valueWords(version, metric.key, value));
  return say({ ja: t`${open(value)} ${word}`, en: t`${open(value)} ${word}` });
}

/** A row for each metric: its name, and the value in words. */
export const metricRows = (version: CvssVersion, said: readonly Said[]): (readonly [Words, Words])[] =>
  said.map(({ metric, value }) => [metricWords(metric), valueText(version, metric, value)]);

/** "Scope (S): U unchanged → C changed". */
export function differenceWords(version: CvssVersion, { metric, values: [one, other] }: Difference): Words {
  const [from, to] = [valueText(version, metric, one), valueText(version, metric, other)];
  return say({
    ja: t`${metricWords(metric)}: ${from} → ${to}`,
    en: t`${metricWords(metric)}: ${from} → ${to}`,
  });
}

const changeWords = (version: CvssVersion, { metric, from, to }: Change): Words =>
  differenceWords(version, { metric, values: [from, to] });

const withScore = (change: Words, score: number): Words =>
  say({ ja: t`${change}  ⇒ ${scoreWords(score)}`, en: t`${change}  ⇒ ${scoreWords(score)}` });

/** The same with the score that follows: "Scope (S): U unchanged → C changed  ⇒ 9.3 Critical". */
export const crossingWords = (version: CvssVersion, crossing: Crossing): Words =>
  withScore(changeWords(version, crossing), crossing.score);

/** Two changes and the score that follows. */
export const pairWords = (version: CvssVersion, { changes, score }: PairCrossing): Words =>
  withScore(
    join(
      changes.map((c) => changeWords(version, c)),
      " + ",
    ),
    score,
  );
