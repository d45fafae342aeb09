import calculator from "ae-cvss-calculator";
import { foldWidth } from "../domain/reference.ts";
import { open } from "../label.ts";
import type { Both } from "../locale.ts";
import { Refusal } from "../refusal.ts";
import { say, type Text, t, words } from "../text.ts";
import { type CvssVersion, cvssVersions, type Metric, metricsOf } from "./metrics.ts";

export interface CvssScore {
  readonly version: CvssVersion;
  /** The vector with its metrics in the order of the specification. */
  readonly vector: string;
  /** Base score (v3.x) or the score of the given metrics (v4.0), 0.0–10.0. */
  readonly score: number;
}

const no = (says: Text<"public">, hint?: Text<"public">): Refusal => new Refusal("cvss.invalid", says, hint);

const example = "CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H";

function versionOf(head: string): CvssVersion {
  const version = cvssVersions.find((v) => head === `CVSS:${v}`);
  if (version !== undefined) return version;
  throw no(
    say({
      ja: t`「${open(head)}」で始まるベクタは読めません。`,
      en: t`A vector that begins with "${open(head)}" cannot be read.`,
    }),
    say({
      ja: t`使える版: CVSS:3.0、CVSS:3.1、CVSS:4.0（例: ${open(example)}）`,
      en: t`Versions: CVSS:3.0, CVSS:3.1, CVSS:4.0 (for example ${open(example)})`,
    }),
  );
}

const allowed = (m: Metric): string => m.values.map((v) => `${m.key}:${v}`).join(" · ");

function checked(
  part: string,
  metrics: readonly Metric[],
  version: CvssVersion,
  seen: ReadonlyMap<string, string>,
): [string, string] {
  const [key = "", value = ""] = part.split(":");
  const metric = metrics.find((m) => m.key === key);
  if (metric === undefined) {
    throw no(
      say({
        ja: t`「${open(part)}」の ${open(key)} は CVSS ${open(version)} の評価項目ではありません。`,
        en: t`"${open(part)}": ${open(key)} is no metric of CVSS ${open(version)}.`,
      }),
      say({
        ja: t`基本評価の項目: ${open(
          metrics
            .filter((m) => m.base)
            .map((m) => m.key)
            .join(" · "),
        )}`,
        en: t`Base metrics: ${open(
          metrics
            .filter((m) => m.base)
            .map((m) => m.key)
            .join(" · "),
        )}`,
      }),
    );
  }
  if (seen.has(key)) {
    throw no(say({ ja: t`${open(key)} が2回あります。`, en: t`${open(key)} is given twice.` }));
  }
  if (!metric.values.includes(value)) {
    throw no(
      say({
        ja: t`「${open(part)}」は CVSS ${open(version)} の${words(metric.name)}の値ではありません。`,
        en: t`"${open(part)}" is not a value of ${words(metric.name)} in CVSS ${open(version)}${words({ ja: "", en: metric.base ? " (base)" : "" })}.`,
      }),
      say({ ja: t`使える値: ${open(allowed(metric))}`, en: t`Use ${open(allowed(metric))}.` }),
    );
  }
  return [key, value];
}

/**
 * Reads and scores a CVSS vector, v3.0, v3.1 or v4.0. Order of metrics does not matter; each may occur once.
 * @throws Refusal `cvss.invalid` that names the first wrong metric and what is allowed there.
 */
export function scoreVector(typed: string): CvssScore {
  const [head = "", ...parts] = foldWidth(typed).trim().split("/");
  const version = versionOf(head);
  const metrics = metricsOf[version];
  const given = new Map<string, string>();
  for (const part of parts) {
    const [key, value] = checked(part, metrics, version, given);
    given.set(key, value);
  }
  const missing = metrics.filter((m) => m.base && !given.has(m.key));
  if (missing.length > 0) {
    throw no(
      say({
        ja: t`基本評価の項目が足りません: ${open(missing.map((m) => `${m.key}（${m.name.ja}）`).join("、"))}`,
        en: t`Base metrics are missing: ${open(missing.map((m) => `${m.key} (${m.name.en})`).join(", "))}`,
      }),
      say({ ja: t`例: ${open(example)}`, en: t`For example: ${open(example)}` }),
    );
  }
  const vector = [head, ...metrics.flatMap((m) => (given.has(m.key) ? [`${m.key}:${given.get(m.key)}`] : []))].join(
    "/",
  );
  const { Cvss3P0, Cvss3P1, Cvss4P0 } = calculator;
  const score =
    version === "4.0"
      ? new Cvss4P0(vector).calculateScores().overall
      : new (version === "3.0" ? Cvss3P0 : Cvss3P1)(vector).calculateScores().base;
  if (score === undefined) throw new Error("a complete vector got no score");
  return { version, vector, score };
}

/** Severity names (CVSS v3 and v4: the same bands; Japanese names as IPA uses them). */
export function severity(score: number): Both {
  if (score >= 9) return { ja: "緊急", en: "Critical" };
  if (score >= 7) return { ja: "重要", en: "High" };
  if (score >= 4) return { ja: "警告", en: "Medium" };
  if (score > 0) return { ja: "注意", en: "Low" };
  return { ja: "なし", en: "None" };
}
