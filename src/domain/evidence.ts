import type { Both } from "../locale.ts";
import type { acceptanceConditions } from "./decline.ts";
import { forms, identityFields } from "./intake/forms.ts";
import type { ReportKind, ReportValues } from "./intake/kinds.ts";

type Condition = (typeof acceptanceConditions)[number];

/** What speaks for and against one condition of acceptance. It decides nothing. */
export interface Evidence {
  readonly condition: Condition;
  readonly for: readonly Both[];
  readonly against: readonly Both[];
}

/** What is looked at. */
export interface Looked {
  readonly kind: ReportKind;
  readonly report: ReportValues;
  readonly receivedAt: Date;
  /** CVSS score that the finder gives, 0–10, or undefined. */
  readonly score: number | undefined;
  /** Cases that look alike. */
  readonly alike: number;
}

type Side = "for" | "against";
interface Rule {
  readonly condition: Condition;
  readonly side: Side;
  readonly holds: (l: Looked) => boolean;
  readonly words: Both;
}

const value = (l: Looked, key: string): string => {
  const v = l.report[key];
  return (typeof v === "string" ? v : (v?.join("\n") ?? "")).trim();
};

/** Code points below which nobody can follow a description. */
const tooShort = 10;
const described: Readonly<Record<ReportKind, readonly string[]>> = {
  software: ["steps", "result", "threat"],
  website: ["why_vulnerability", "threat"],
  "own-product": ["description", "impact"],
};
const isThin = (l: Looked): boolean => described[l.kind].some((key) => [...value(l, key)].length < tooShort);

const peek =
  (l: Looked) =>
  (key: string): string =>
    value(l, key).split("\n")[0] ?? "";

/** Required answers of the report itself that are not there. Who the finder is stands apart. */
const isComplete = (l: Looked): boolean => {
  const personal = new Set(identityFields(l.kind));
  return forms[l.kind].fields.every((f) => {
    const isNeeded = f.need === "yes" || (f.need !== "no" && f.need.when(peek(l)));
    return !isNeeded || personal.has(f.key) || f.key === "policy_agreed" || value(l, f.key) !== "";
  });
};

const day = (l: Looked, key: string): number => Date.parse(`${value(l, key)}T00:00:00+09:00`);
const hosts = (l: Looked): string[] =>
  value(l, "site_url")
    .split("\n")
    .flatMap((url) => (URL.canParse(url) ? [new URL(url).hostname] : []));
const isInside = (host: string): boolean =>
  host === "localhost" || /^(10|127|192\.168|172\.(1[6-9]|2\d|3[01]))\./.test(host) || host.endsWith(".local");
const none = /^(none|no|なし|無し|ない|ありません)[.。]?$/i;
const said = (l: Looked, key: string): boolean => value(l, key) !== "" && !none.test(value(l, key));

const rule = (condition: Condition, side: Side, en: string, ja: string, holds: Rule["holds"]): Rule => ({
  condition,
  side,
  holds,
  words: { ja, en },
});

/** Everything that is looked for, each with its words. Signs, not proofs: the finder's style of writing is none. */
const rules: readonly Rule[] = [
  rule("R-01", "for", "every required item is given", "必須項目はすべて記入されている", isComplete),
  rule("R-01", "against", "required items are empty", "必須項目に空欄がある", (l) => !isComplete(l)),
  rule("R-01", "against", "a description is very short", "説明がごく短い", isThin),
  rule("R-02", "against", "answers break a rule of the form", "フォームの規則に反する回答がある", (l) =>
    forms[l.kind].rules.some((r) => r.broken(peek(l))),
  ),
  rule(
    "R-02",
    "against",
    "the day it was seen lies after the receipt",
    "確認日が受付日より後",
    (l) => day(l, "confirmed_on") > l.receivedAt.getTime(),
  ),
  rule(
    "R-02",
    "against",
    "the finder's CVSS says that nothing is harmed",
    "発見者のCVSSでは影響がない",
    (l) => l.score === 0,
  ),
  rule(
    "R-02",
    "against",
    "the wished date lies before the receipt",
    "公表希望日が受付日より前",
    (l) => day(l, "wished_publication_date") < l.receivedAt.getTime(),
  ),
  rule("R-03", "for", "the site is under .jp", "サイトは .jp", (l) => hosts(l).some((h) => h.endsWith(".jp"))),
  rule(
    "R-03",
    "against",
    "the site is not under .jp: is it used from Japan?",
    "サイトが .jp でない（国内からの利用を要確認）",
    (l) => hosts(l).some((h) => !h.endsWith(".jp") && !isInside(h)),
  ),
  rule("R-03", "against", "the address is of an internal network", "内部ネットワークのアドレス", (l) =>
    hosts(l).some(isInside),
  ),
  rule("R-03", "for", "the vendor's address is under .jp", "開発者のサイトは .jp", (l) => {
    const url = value(l, "vendor_url").split("\n")[0] ?? "";
    return URL.canParse(url) && new URL(url).hostname.endsWith(".jp");
  }),
  rule("R-04", "for", "a weakness (CWE) is named", "CWEの記載がある", (l) => value(l, "cwe") !== ""),
  rule("R-04", "for", "the finder's CVSS is above 0", "発見者のCVSSが0より大きい", (l) => (l.score ?? 0) > 0),
  rule("R-04", "for", "proof of concept is at hand", "検証コードがある", (l) => value(l, "evidence_poc") === "have"),
  rule("R-04", "against", "the finder does not know the kind of weakness", "発見者は種類が分からないとしている", (l) =>
    ["unknown", "other"].includes(value(l, "vuln_type") || value(l, "web_vuln_type")),
  ),
  rule("R-05", "for", "no case looks alike", "似た案件はない", (l) => l.alike === 0),
  rule("R-05", "against", "cases look alike (below)", "似た案件がある（下記）", (l) => l.alike > 0),
  rule("R-05", "against", "it was reported elsewhere, too", "他組織へも届け出ている", (l) => said(l, "other_reports")),
  rule(
    "R-05",
    "against",
    "exploit code is said to be public",
    "攻撃コードが公表されているとある",
    (l) => value(l, "exploit_public") === "yes",
  ),
  rule(
    "R-05",
    "against",
    "it is said to be public already",
    "公表済みとある",
    (l) => value(l, "already_public") === "yes",
  ),
  rule("R-05", "against", "a CVE number is given", "CVE番号の記載がある", (l) => value(l, "cve") !== ""),
];

const order: readonly Condition[] = ["R-01", "R-02", "R-03", "R-04", "R-05"];

/** What speaks for and against each condition of acceptance. */
export const evidenceFor = (l: Looked): readonly Evidence[] =>
  order.map((condition) => {
    const found = rules.filter((r) => r.condition === condition && r.holds(l));
    const of = (side: Side): Both[] => found.filter((r) => r.side === side).map((r) => r.words);
    return { condition, for: of("for"), against: of("against") };
  });
