import { Refusal } from "../../refusal.ts";
import { join, words } from "../../text.ts";
import type { Step } from "../case.ts";
import type { Facts } from "./needs.ts";

/** What a recipient has to promise (guideline 2019, IV.4.8), and what the desk has to have done before. */
export const undertakings = ["secrecy", "contractors", "purpose"] as const;
export const checks = ["consulted", "listed"] as const;

const preconditions: readonly {
  readonly missing: { ja: string; en: string };
  readonly holds: (f: Facts, given: readonly string[]) => boolean;
}[] = [
  {
    missing: { ja: "対策ができた製品開発者がいません（fix_ready）", en: "no vendor has its fix ready (fix_ready)" },
    holds: (f) => f.parties.some((p) => p.work === "fix_ready" || p.work === "advisory_ready"),
  },
  {
    missing: {
      ja: "公表日が決まっていないか、過ぎています",
      en: "the publication has no date, or its date has passed",
    },
    holds: (f) => f.c.state === "DAT" && f.c.publicationAt !== null && f.now < f.c.publicationAt,
  },
  {
    missing: {
      ja: "3つの約束（secrecy, contractors, purpose）がそろっていません",
      en: "the three undertakings (secrecy, contractors, purpose) are not all given",
    },
    holds: (_, given) => undertakings.every((u) => given.includes(u)),
  },
  {
    missing: {
      ja: "IPAと製品開発者に相談していません（consulted）",
      en: "IPA and the vendor were not consulted (consulted)",
    },
    holds: (_, given) => given.includes("consulted"),
  },
  {
    missing: {
      ja: "提供先が承認済みの一覧にありません（listed）",
      en: "the recipient is not on the approved list (listed)",
    },
    holds: (_, given) => given.includes("listed"),
  },
];

/**
 * 優先的な情報提供 (domain rules §3.4): only for a product, between the fix and the day of publication, after consulting IPA and
 * the vendor, to a recipient of the approved list who has given the three undertakings.
 * @returns the step, given the note that names the recipient. @throws Refusal `case.not-ready`.
 */
export function prioritise(f: Facts, given: readonly string[]): (note: number) => Step {
  const missing = preconditions.filter((p) => !p.holds(f, given)).map((p) => words(p.missing));
  if (missing.length > 0) {
    throw new Refusal(
      "case.not-ready",
      words({ ja: "優先的な情報提供はまだできません。", en: "Priority information is not possible yet." }),
      join(missing, " / "),
    );
  }
  return (recipient) => ({ before: f.c, after: f.c, events: [{ type: "case.prioritised", recipient }] });
}
