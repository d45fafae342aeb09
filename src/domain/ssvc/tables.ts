import type { Both } from "../../locale.ts";
import type { PointKey } from "./points.ts";

export interface Outcome {
  readonly key: string;
  readonly words: Both;
}

export interface DecisionTable {
  /** SSVC's key and version of the table. */
  readonly key: string;
  readonly version: string;
  readonly name: Both;
  /** Points in the order of the rows' words. */
  readonly points: readonly PointKey[];
  /** Key and version of what comes out, and its values. */
  readonly outcome: { readonly key: string; readonly version: string; readonly values: readonly Outcome[] };
  /**
   * Values of all points but those that run across → an outcome's letter for each combination of these, the last point fastest.
   */
  readonly across: number;
  readonly rows: Readonly<Record<string, string>>;
}

/** 192 rows. Public already, or no supplier contacted: declined, but for many suppliers, a super effective exploit and danger. */
const triage: DecisionTable = {
  key: "DT_COORD_TRIAGE",
  version: "1.0.0",
  name: { ja: "調整の要否", en: "coordinator triage" },
  points: ["RP", "SCON", "RC", "SC", "SE", "U", "PSI"],
  outcome: {
    key: "COORDINATE",
    version: "1.0.1",
    values: [
      { key: "D", words: { ja: "見送る（届出に対応しない）", en: "decline: do not act on the report" } },
      { key: "T", words: { ja: "注視する（動きを追い、働きかけない）", en: "track: watch, without acting" } },
      { key: "C", words: { ja: "調整する", en: "coordinate" } },
    ],
  },
  across: 2,
  rows: {
    "N Y NC O A": "DDDTDT",
    "N Y NC O U": "DDDTDT",
    "N Y NC M A": "DTDTTC",
    "N Y NC M U": "DTDTTC",
    "N Y C O A": "DDDTDT",
    "N Y C O U": "TCCCCC",
    "N Y C M A": "DTDTCC",
    "N Y C M U": "CCCCCC",
    "N N NC O A": "DDDDDD",
    "N N NC O U": "DDDDDD",
    "N N NC M A": "DDDDDC",
    "N N NC M U": "DDDDDC",
    "N N C O A": "DDDDDD",
    "N N C O U": "DDDDDD",
    "N N C M A": "DDDDDC",
    "N N C M U": "DDDDDC",
    "Y Y NC O A": "DDDDDD",
    "Y Y NC O U": "DDDDDD",
    "Y Y NC M A": "DDDDDC",
    "Y Y NC M U": "DDDDDC",
    "Y Y C O A": "DDDDDD",
    "Y Y C O U": "DDDDDD",
    "Y Y C M A": "DDDDDC",
    "Y Y C M U": "DDDDDC",
    "Y N NC O A": "DDDDDD",
    "Y N NC O U": "DDDDDD",
    "Y N NC M A": "DDDDDC",
    "Y N NC M U": "DDDDDC",
    "Y N C O A": "DDDDDD",
    "Y N C O U": "DDDDDD",
    "Y N C M A": "DDDDDC",
    "Y N C M U": "DDDDDC",
  },
};

/** 27 rows. */
const publish: DecisionTable = {
  key: "DT_COORD_PUBLISH",
  version: "1.0.0",
  name: { ja: "公表の要否", en: "coordinator publication" },
  points: ["SINV", "E", "PVA"],
  outcome: {
    key: "PUBLISH",
    version: "1.0.0",
    values: [
      { key: "N", words: { ja: "公表しない", en: "do not publish" } },
      { key: "P", words: { ja: "公表する", en: "publish" } },
    ],
  },
  across: 1,
  rows: {
    "FR N": "NNP",
    "FR P": "NNP",
    "FR A": "NPP",
    "C N": "NNP",
    "C P": "NNP",
    "C A": "NPP",
    "UU N": "NNP",
    "UU P": "NPP",
    "UU A": "PPP",
  },
};

/** From how an attack is made and what it gains to the point that triage asks for. */
export const utility: DecisionTable = {
  key: "DT_U",
  version: "1.0.0",
  name: { ja: "有用性", en: "utility" },
  points: ["A", "VD"],
  outcome: { key: "U", version: "1.0.1", values: [] },
  across: 1,
  rows: { N: "LE", Y: "ES" },
};

/** From the harm to people to the point that triage asks for. */
export const publicSafety: DecisionTable = {
  key: "DT_PSI",
  version: "1.0.0",
  name: { ja: "公共の安全", en: "public safety" },
  points: ["SI"],
  outcome: { key: "PSI", version: "2.0.1", values: [] },
  across: 1,
  rows: { "": "MSSS" },
};

/** The decisions that a desk takes by SSVC, by what people type. */
export const decisionTables = { triage, publish } as const;
export type DecisionName = keyof typeof decisionTables;
export const decisionNames = Object.keys(decisionTables) as DecisionName[];

/** The table of a stored decision, in the version with which it was taken. */
export const storedTable = (key: string, version: string): DecisionTable | undefined =>
  Object.values(decisionTables).find((t) => t.key === key && t.version === version);
