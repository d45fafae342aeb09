import type { Both } from "../locale.ts";
import type { ReportKind, ReportValues } from "./intake/kinds.ts";

/** What somebody is thanked for: the types of credit of the CVE record format 5.1, in its order and with its meanings. */
export const creditRoles = [
  "finder",
  "reporter",
  "analyst",
  "coordinator",
  "remediation-developer",
  "remediation-reviewer",
  "remediation-verifier",
  "tool",
  "sponsor",
  "other",
] as const;
export type CreditRole = (typeof creditRoles)[number];

export const creditRoleWords: Readonly<Record<CreditRole, Both>> = {
  finder: { ja: "発見者", en: "finder" },
  reporter: { ja: "報告者", en: "reporter" },
  analyst: { ja: "分析", en: "analyst" },
  coordinator: { ja: "調整", en: "coordinator" },
  "remediation-developer": { ja: "対策の作成", en: "remediation developer" },
  "remediation-reviewer": { ja: "対策の確認", en: "remediation reviewer" },
  "remediation-verifier": { ja: "対策の検証", en: "remediation verifier" },
  tool: { ja: "ツール", en: "tool" },
  sponsor: { ja: "支援", en: "sponsor" },
  other: { ja: "その他", en: "other" },
};

/** Who may be thanked without being asked: nobody is named. */
export const needsConsent = (role: CreditRole): boolean => role !== "tool";

/** A name for these is the name of whoever found it. */
export const isFinding = (role: CreditRole): boolean => role === "finder" || role === "reporter";

/** Whether the finder may be named, or why not. `site`: a website's finder never is (domain rules §2.1). */
export type Wish = "named" | "unwished" | "withdrawn" | "site" | "erased";

const said = (values: ReportValues, key: string): string => {
  const value = values[key];
  return typeof value === "string" ? value.trim() : "";
};

const printed: Readonly<Record<ReportKind, { readonly consent: string; readonly names: readonly string[] }>> = {
  software: { consent: "consent_public_credit", names: ["credit_name_ja", "credit_name_en"] },
  website: { consent: "", names: [] },
  "own-product": { consent: "credit_consent", names: ["credit_name"] },
};

/** What the finder asked for in the form. Only their own word widens it (§10.3). @param identity undefined once it was erased. */
export function wishOf(kind: ReportKind, report: ReportValues, identity: ReportValues | undefined): Wish {
  if (kind === "website") return "site";
  if (identity === undefined) return "erased";
  const { consent, names } = printed[kind];
  const agreed = said({ ...report, ...identity }, consent) === "yes";
  return agreed && names.some((key) => said(identity, key) !== "") ? "named" : "unwished";
}

/** What tells who the finder is, wherever it is typed (§10.4). The organisation only while they have not agreed to be named. */
const telling = ["finder_name", "finder_kana", "finder_email", "credit_name_ja", "credit_name_en", "credit_name"];
const tellingUnwished = ["finder_org", "credit_org"];
/** Shorter ones stand in too many words: they must be the whole name. */
const shortest = 3;

const folded = (s: string): string =>
  s
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s・.,]/gu, "");

/** A typed name is the finder's, however it is spaced or written wide. */
export function tellsFinder(typed: string, identity: ReportValues, wish: Wish): boolean {
  const name = folded(typed);
  const keys = wish === "named" ? telling : [...telling, ...tellingUnwished];
  return keys
    .map((key) => folded(said(identity, key)))
    .some((secret) => secret !== "" && (secret === name || ([...secret].length >= shortest && name.includes(secret))));
}
