import type { Both } from "../../locale.ts";

/** One value of a decision point: its key in SSVC, what people type for it, and what it says. */
export interface PointValue {
  readonly key: string;
  readonly typed: string;
  readonly words: Both;
}

export interface Point {
  readonly version: string;
  /** Name of the argument that gives it. */
  readonly arg: string;
  readonly name: Both;
  readonly values: readonly PointValue[];
}

const value = (key: string, typed: string, en: string, ja: string): PointValue => ({ key, typed, words: { ja, en } });

/**
 * Decision points of SSVC (CERT/CC, release 2026.6.1, namespace `ssvc`) by their keys, each with the version that the tables name. The
 * words are ours; keys and versions are SSVC's.
 */
export const points = {
  RP: {
    version: "1.0.0",
    arg: "public",
    name: { ja: "公表の有無", en: "report public" },
    values: [
      value("Y", "yes", "details are public", "詳細が公表されている"),
      value("N", "no", "not public", "公表されていない"),
    ],
  },
  SCON: {
    version: "1.0.0",
    arg: "contacted",
    name: { ja: "開発者への連絡", en: "supplier contacted" },
    values: [
      value("N", "no", "nobody has tried to reach the supplier", "だれも連絡を試みていない"),
      value("Y", "yes", "the supplier was contacted", "連絡を試みた"),
    ],
  },
  RC: {
    version: "1.0.0",
    arg: "credible",
    name: { ja: "届出の信頼性", en: "report credibility" },
    values: [
      value("NC", "no", "the report is not credible", "信頼できない"),
      value("C", "yes", "the report is credible", "信頼できる"),
    ],
  },
  SC: {
    version: "1.0.0",
    arg: "suppliers",
    name: { ja: "開発者の数", en: "supplier cardinality" },
    values: [value("O", "one", "one supplier", "一者のみ"), value("M", "multiple", "several suppliers", "複数")],
  },
  SE: {
    version: "1.0.0",
    arg: "engaged",
    name: { ja: "開発者の応対", en: "supplier engagement" },
    values: [
      value("A", "active", "the supplier answers and takes part", "応答し、参加している"),
      value("U", "unresponsive", "the supplier does not answer", "応答がない"),
    ],
  },
  U: {
    version: "1.0.1",
    arg: "utility",
    name: { ja: "攻撃者にとっての有用性", en: "utility" },
    values: [
      value("L", "laborious", "laborious", "手間がかかる"),
      value("E", "efficient", "efficient", "効率的"),
      value("S", "super-effective", "super effective", "きわめて効果的"),
    ],
  },
  PSI: {
    version: "2.0.1",
    arg: "safety",
    name: { ja: "公共の安全への影響", en: "public safety impact" },
    values: [value("M", "minimal", "minimal", "軽微"), value("S", "significant", "significant", "重大")],
  },
  SINV: {
    version: "1.0.0",
    arg: "involvement",
    name: { ja: "開発者の関与", en: "supplier involvement" },
    values: [
      value("FR", "fix-ready", "a fix is ready", "修正が用意できている"),
      value("C", "cooperative", "at work on a fix", "修正に取り組んでいる"),
      value("UU", "unresponsive", "no answer, or declines to act", "応答がない、または対応しない"),
    ],
  },
  E: {
    version: "1.1.0",
    arg: "exploitation",
    name: { ja: "悪用の状況", en: "exploitation" },
    values: [
      value("N", "none", "no exploit known", "なし"),
      value("P", "poc", "exploit code is public", "攻撃コードが公表されている"),
      value("A", "active", "attacks are seen", "攻撃が観測されている"),
    ],
  },
  PVA: {
    version: "1.0.0",
    arg: "benefit",
    name: { ja: "公表の付加価値", en: "public value added" },
    values: [
      value("L", "limited", "limited: what is public suffices", "限定的（公表済みの情報で足りる）"),
      value("A", "ampliative", "adds to what is public", "補う（公表済みの情報を補足・訂正する）"),
      value("P", "precedence", "would be first or among the first", "先行する（最初の公表になる）"),
    ],
  },
  A: {
    version: "2.0.0",
    arg: "automatable",
    name: { ja: "攻撃の自動化", en: "automatable" },
    values: [
      value("N", "no", "an attack cannot reliably be automated", "確実には自動化できない"),
      value("Y", "yes", "an attack can reliably be automated", "確実に自動化できる"),
    ],
  },
  VD: {
    version: "1.0.0",
    arg: "density",
    name: { ja: "価値密度", en: "value density" },
    values: [
      value("D", "diffuse", "little to gain from one system", "分散（1台から得るものは少ない）"),
      value("C", "concentrated", "much to gain from one system", "集中（1台から得るものが多い）"),
    ],
  },
  SI: {
    version: "2.0.1",
    arg: "harm",
    name: { ja: "安全への被害", en: "safety impact" },
    values: [
      value("N", "negligible", "negligible: minor injuries at worst", "無視できる（軽いけがまで）"),
      value("M", "marginal", "marginal: major injuries", "小さい（重いけが）"),
      value("R", "critical", "critical: loss of life", "重大（死者）"),
      value("C", "catastrophic", "catastrophic: many lose their lives", "壊滅的（多数の死者）"),
    ],
  },
} as const satisfies Record<string, Point>;

export type PointKey = keyof typeof points;
export const pointKeys = Object.keys(points) as PointKey[];
export const pointOf = (key: PointKey): Point => points[key];
export const valueOfPoint = (key: PointKey, value: string): PointValue | undefined =>
  pointOf(key).values.find((v) => v.key === value);
