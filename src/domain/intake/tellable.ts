import type { PartyRole } from "../parties.ts";
import type { ReportKind, ReportValues } from "./kinds.ts";

/**
 * Answers of a report that may leave the desk, and to whom: built up, never taken away from (domain rules §10.4). What tells which
 * site it is goes to its operator alone (§10.5); who the finder is is in none of them.
 */
export const toVendorKeys: readonly string[] = [
  ...["product_name", "product_version", "patch_level", "language", "configuration", "vuln_type", "cwe"],
  ...["environment", "steps", "result", "reproducibility", "threat", "workaround", "cvss_vector"],
];
const toOperator: readonly string[] = [
  ...["site_url", "confirmed_on", "web_vuln_type", "cwe", "why_vulnerability", "threat", "cvss_vector"],
];
/** Of a vendor's own product, to other vendors who may be affected. */
const ofOwn: readonly string[] = [
  "product_name",
  "affected_versions",
  "vuln_type",
  "description",
  "impact",
  "workaround",
];

const tellable: Readonly<Record<ReportKind, Readonly<Record<PartyRole, readonly string[]>>>> = {
  software: { vendor: toVendorKeys, operator: toVendorKeys },
  website: { vendor: [], operator: toOperator },
  "own-product": { vendor: ofOwn, operator: ofOwn },
};

/**
 * Answers that say who the finder is: their values must not stand inside other answers. Whoever agreed to be named to the vendor is
 * named by the desk in a message, never by what happens to stand in a text.
 */
export const identifyingKeys = [
  ...["finder_name", "finder_kana", "finder_org", "finder_email", "finder_tel", "finder_fax"],
  ...["credit_name_ja", "credit_name_en", "credit_org"],
] as const;
const shortest = 3;

/** What of the finder must not be read in what goes out. */
export function identifying(identity: ReportValues, report: ReportValues): readonly string[] {
  return identifyingKeys.flatMap((key) => {
    const value = identity[key] ?? report[key];
    // A name of one or two characters stands in too many words.
    return typeof value === "string" && [...value.trim()].length >= shortest ? [value.trim()] : [];
  });
}

/** Stands where something was taken out. */
export const withheld = "〔…〕";

const escaped = (s: string): string => s.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");

/** The text without what tells who the finder is, whatever the case of its letters and however it is spaced. */
export function withhold(text: string, secrets: readonly string[]): string {
  return secrets.reduce((t, s) => t.replace(new RegExp(escaped(s), "giu"), withheld), text);
}

/** The part of a report that this kind of party may read, once it may read details at all. */
export function briefFor(
  kind: ReportKind,
  role: PartyRole,
  report: ReportValues,
  secrets: readonly string[],
): ReportValues {
  const keys = tellable[kind][role];
  const clean = (v: string | readonly string[]) =>
    typeof v === "string" ? withhold(v, secrets) : v.map((item) => withhold(item, secrets));
  return Object.fromEntries(
    Object.entries(report).flatMap(([key, value]) => (keys.includes(key) ? [[key, clean(value)]] : [])),
  );
}
