import type { Both } from "../locale.ts";

export const cvssVersions = ["2.0", "3.0", "3.1", "4.0"] as const;
export type CvssVersion = (typeof cvssVersions)[number];

export type MetricGroup = "base" | "temporal" | "threat" | "environmental" | "supplemental";

export interface Metric {
  readonly key: string;
  readonly name: Both;
  readonly values: readonly string[];
  readonly group: MetricGroup;
  /** Base metrics must be given; the others may be left out or be not defined (X, in 2.0 ND). */
  readonly base: boolean;
}

/** "AV:N,A,L,P Attack Vector|攻撃元区分" → a metric. @param undefinedAs the value that says it is not defined. */
const row =
  (group: MetricGroup, undefinedAs = "X") =>
  (line: string): Metric => {
    const [, key = "", values = "", en = "", ja = ""] = /^(\w+):(\S+) (.+)\|(.+)$/.exec(line) ?? [];
    const base = group === "base";
    const given = values.split(",");
    return { key, values: base ? given : [undefinedAs, ...given], name: { ja, en }, group, base };
  };

/** CVSS v2.0, sections 2.1–2.3 of the guide; the Japanese names are those of IPA's explanation of v2. */
const v2: readonly Metric[] = [
  ...[
    "AV:L,A,N Access Vector|攻撃元区分",
    "AC:H,M,L Access Complexity|攻撃条件の複雑さ",
    "Au:M,S,N Authentication|攻撃前の認証要否",
    "C:N,P,C Confidentiality Impact|機密性への影響",
    "I:N,P,C Integrity Impact|完全性への影響",
    "A:N,P,C Availability Impact|可用性への影響",
  ].map(row("base")),
  ...[
    "E:U,POC,F,H Exploitability|攻撃される可能性",
    "RL:OF,TF,W,U Remediation Level|利用可能な対策のレベル",
    "RC:UC,UR,C Report Confidence|脆弱性情報の信頼性",
  ].map(row("temporal", "ND")),
  ...[
    "CDP:N,L,LM,MH,H Collateral Damage Potential|二次的被害の可能性",
    "TD:N,L,M,H Target Distribution|影響を受ける対象システムの範囲",
    "CR:L,M,H Confidentiality Requirement|機密性の要求度",
    "IR:L,M,H Integrity Requirement|完全性の要求度",
    "AR:L,M,H Availability Requirement|可用性の要求度",
  ].map(row("environmental", "ND")),
];

/** CVSS v3.0 and v3.1, tables 1–3 of the specification; the Japanese names are those of IPA's explanation of v3. */
const v3: readonly Metric[] = [
  ...[
    "AV:N,A,L,P Attack Vector|攻撃元区分",
    "AC:L,H Attack Complexity|攻撃条件の複雑さ",
    "PR:N,L,H Privileges Required|必要な特権レベル",
    "UI:N,R User Interaction|ユーザ関与レベル",
    "S:U,C Scope|スコープ",
    "C:H,L,N Confidentiality|機密性への影響",
    "I:H,L,N Integrity|完全性への影響",
    "A:H,L,N Availability|可用性への影響",
  ].map(row("base")),
  ...[
    "E:U,P,F,H Exploit Code Maturity|攻撃される可能性",
    "RL:O,T,W,U Remediation Level|利用可能な対策のレベル",
    "RC:U,R,C Report Confidence|脆弱性情報の信頼性",
  ].map(row("temporal")),
  ...[
    "CR:L,M,H Confidentiality Requirement|機密性の要求度",
    "IR:L,M,H Integrity Requirement|完全性の要求度",
    "AR:L,M,H Availability Requirement|可用性の要求度",
    "MAV:N,A,L,P Modified Attack Vector|緩和策後の攻撃元区分",
    "MAC:L,H Modified Attack Complexity|緩和策後の攻撃条件の複雑さ",
    "MPR:N,L,H Modified Privileges Required|緩和策後の必要な特権レベル",
    "MUI:N,R Modified User Interaction|緩和策後のユーザ関与レベル",
    "MS:U,C Modified Scope|緩和策後のスコープ",
    "MC:N,L,H Modified Confidentiality|緩和策後の機密性への影響",
    "MI:N,L,H Modified Integrity|緩和策後の完全性への影響",
    "MA:N,L,H Modified Availability|緩和策後の可用性への影響",
  ].map(row("environmental")),
];

/** CVSS v4.0, section 7 of the specification (order of metrics in a vector). */
const v4: readonly Metric[] = [
  ...[
    "AV:N,A,L,P Attack Vector|攻撃元区分",
    "AC:L,H Attack Complexity|攻撃条件の複雑さ",
    "AT:N,P Attack Requirements|攻撃の実行条件",
    "PR:N,L,H Privileges Required|必要な特権レベル",
    "UI:N,P,A User Interaction|ユーザ関与レベル",
    "VC:H,L,N Vulnerable System Confidentiality|脆弱なシステムの機密性への影響",
    "VI:H,L,N Vulnerable System Integrity|脆弱なシステムの完全性への影響",
    "VA:H,L,N Vulnerable System Availability|脆弱なシステムの可用性への影響",
    "SC:H,L,N Subsequent System Confidentiality|後続システムの機密性への影響",
    "SI:H,L,N Subsequent System Integrity|後続システムの完全性への影響",
    "SA:H,L,N Subsequent System Availability|後続システムの可用性への影響",
  ].map(row("base")),
  ...["E:A,P,U Exploit Maturity|攻撃コードの成熟度"].map(row("threat")),
  ...[
    "CR:H,M,L Confidentiality Requirement|機密性の要求度",
    "IR:H,M,L Integrity Requirement|完全性の要求度",
    "AR:H,M,L Availability Requirement|可用性の要求度",
    "MAV:N,A,L,P Modified Attack Vector|緩和策後の攻撃元区分",
    "MAC:L,H Modified Attack Complexity|緩和策後の攻撃条件の複雑さ",
    "MAT:N,P Modified Attack Requirements|緩和策後の攻撃の実行条件",
    "MPR:N,L,H Modified Privileges Required|緩和策後の必要な特権レベル",
    "MUI:N,P,A Modified User Interaction|緩和策後のユーザ関与レベル",
    "MVC:H,L,N Modified Vulnerable System Confidentiality|緩和策後の脆弱なシステムの機密性への影響",
    "MVI:H,L,N Modified Vulnerable System Integrity|緩和策後の脆弱なシステムの完全性への影響",
    "MVA:H,L,N Modified Vulnerable System Availability|緩和策後の脆弱なシステムの可用性への影響",
    "MSC:H,L,N Modified Subsequent System Confidentiality|緩和策後の後続システムの機密性への影響",
    "MSI:S,H,L,N Modified Subsequent System Integrity|緩和策後の後続システムの完全性への影響",
    "MSA:S,H,L,N Modified Subsequent System Availability|緩和策後の後続システムの可用性への影響",
  ].map(row("environmental")),
  ...[
    "S:N,P Safety|安全性",
    "AU:N,Y Automatable|自動化の可能性",
    "R:A,U,I Recovery|回復性",
    "V:D,C Value Density|価値密度",
    "RE:L,M,H Vulnerability Response Effort|対応の労力",
    "U:Clear,Green,Amber,Red Provider Urgency|提供者による緊急度",
  ].map(row("supplemental")),
];

export const metricsOf: Readonly<Record<CvssVersion, readonly Metric[]>> = {
  "2.0": v2,
  "3.0": v3,
  "3.1": v3,
  "4.0": v4,
};

/** Whether a value says that its metric is not defined. */
export const isUndefined = (metric: Metric, value: string): boolean => !metric.base && value === metric.values[0];

/** The groups of a version in the specification's order. */
export const groupsOf = (version: CvssVersion): readonly MetricGroup[] => [
  ...new Set(metricsOf[version].map((m) => m.group)),
];
