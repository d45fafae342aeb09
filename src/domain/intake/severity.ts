import type { Both, Locale } from "../../locale.ts";
import { Refusal } from "../../refusal.ts";
import { parseVector } from "../../score/vector.ts";
import type { Text } from "../../text.ts";
import { type Choice, type Field, haveNone, lengths, shaped, yesNoUnknown } from "./fields.ts";

const spoken = (text: Text | undefined, locale: Locale): string =>
  text?.parts[locale].map((p) => p.text).join("") ?? "";

/** Which metric of a vector is wrong, where, and what is allowed there; the score itself is computed by the desk. */
function wrongVector(value: string): Both | undefined {
  try {
    parseVector(value);
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { says, hint } = error;
    return {
      ja: [spoken(says, "ja"), spoken(hint, "ja")].join(""),
      en: [spoken(says, "en"), spoken(hint, "en")].join(" "),
    };
  }
}

export const cwe: Field = {
  key: "cwe",
  label: { ja: "CWE", en: "CWE" },
  help: { ja: "例:CWE-79。1行に1つ、3つまで。", en: "Such as CWE-79. One a line, three at most." },
  section: "vulnerability",
  type: "lines",
  need: "no",
  max: lengths.word,
  most: 3,
  shape: shaped("cwe", /^CWE-[1-9]\d{0,4}$/, { ja: "CWE-79 のように書いてください。", en: "Write it as CWE-79." }),
};

export const cvssVector: Field = {
  key: "cvss_vector",
  label: { ja: "CVSSベクトル", en: "CVSS vector" },
  help: {
    ja: "2.0、3.0、3.1、4.0のどれか。例:CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N",
    en: "Of 2.0, 3.0, 3.1 or 4.0, such as CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N",
  },
  section: "vulnerability",
  type: "line",
  need: "no",
  max: lengths.line,
  shape: { code: "cvss", wrong: wrongVector },
};

const asked = (key: string, label: Field["label"], detail: Field["label"]): readonly Field[] => [
  { key, label, section: "vulnerability", type: "choice", choices: yesNoUnknown, need: "no", max: lengths.word },
  { key: `${key}_detail`, label: detail, section: "vulnerability", type: "text", need: "no", max: lengths.note },
];

/** Severity and extent, the same five questions for software and websites (domain rules §2.2, §2.3). */
export const severityFields: readonly Field[] = [
  cvssVector,
  {
    key: "user_count_basis",
    label: { ja: "利用者数とその根拠", en: "Number of users, and how you know" },
    help: { ja: "根拠となるURLがあれば書いてください。", en: "Give the address of your source if there is one." },
    section: "vulnerability",
    type: "text",
    need: "no",
    max: lengths.note,
  },
  ...asked(
    "ci_impact",
    { ja: "重要インフラで使われていますか", en: "Is it used in critical infrastructure?" },
    { ja: "重要インフラでの利用について", en: "About that use" },
  ),
  ...asked(
    "exploit_public",
    { ja: "攻撃コードが公表されていますか", en: "Is exploit code public?" },
    { ja: "公表されている場所", en: "Where it is public" },
  ),
  ...asked(
    "exploited",
    { ja: "攻撃が起きていますか", en: "Have attacks been seen?" },
    { ja: "観測された攻撃", en: "What was seen" },
  ),
];

const law = {
  ja: "集めるときは法律の範囲でお願いします。ファイルは確認のページで添付します。",
  en: "Please stay within the law when collecting it. Files are added on the page where you check your answers.",
};

/** A question whether evidence exists. The files themselves are chosen on the page to check. */
export const evidence = (key: string, label: Field["label"], help?: "law"): Field => ({
  key,
  label,
  ...(help === undefined ? {} : { help: law }),
  section: "evidence",
  type: "choice",
  choices: haveNone,
  need: "no",
  max: lengths.word,
});

export const otherReports = (ask: Field["label"], help: Field["label"]): Field => ({
  key: "other_reports",
  label: ask,
  help,
  section: "told",
  type: "lines",
  need: "yes",
  max: lengths.text,
});

/** A table of choices from its values and words, to keep the tables of kinds readable. */
export const choices = (table: Readonly<Record<string, readonly [ja: string, en: string]>>): readonly Choice[] =>
  Object.entries(table).map(([value, [ja, en]]) => ({ value, words: { ja, en } }));
