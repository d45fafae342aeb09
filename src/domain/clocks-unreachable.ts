import { attemptedAt, days, ends, first, later, software } from "./clock-parts.ts";
import type { ClockRule } from "./clock-rule.ts";

/** The clocks of vendors that nobody reaches and of the judgement (domain rules §6). */
export const unreachableClocks = {
  "UNR-1": {
    words: { ja: "連絡不能一覧（開発者名）の判断", en: "whether to list the vendor as not reached" },
    task: {
      ja: "応答がないままです。連絡不能開発者一覧に載せるかを判断してください（case move … unr）。",
      en: "Still no answer. Decide whether to list the vendor (case move … unr).",
    },
    startsWith: ["party.attempted"],
    onlyIf: (c, e) => software(c) && first(e),
    from: attemptedAt,
    perParty: true,
    endsWith: ["party.answered", "case.unreachable", ...ends],
    length: { days: "unreachable.days" },
    reminders: later(30, 45, 60),
    again: "nothing",
  },
  "UNR-2": {
    words: { ja: "製品情報の追加公表", en: "product named on the list" },
    task: {
      ja: "開発者名の公表から約3か月です。製品情報の追加を判断してください（unreachable stage）。",
      en: "About three months since the name was listed. Decide whether to add the product (unreachable stage).",
    },
    startsWith: ["case.unreachable"],
    endsWith: ["case.listed", "case.reached", "case.uncoordinatable", ...ends],
    length: { months: 3 },
    reminders: days(14, 0),
    again: "nothing",
  },
  "UNR-3": {
    words: { ja: "連絡期限", en: "last date for the vendor" },
    task: {
      ja: "一覧に示した連絡期限です。調整不能とするかを判断してください（case move … nco）。",
      en: "The last date on the list. Decide whether coordination is impossible (case move … nco).",
    },
    startsWith: ["case.listed"],
    onlyIf: (_, e) => e.type === "case.listed" && e.stage === 3,
    endsWith: ["case.reached", "case.uncoordinatable", ...ends],
    length: { days: "unreachable.last-days" },
    reminders: days(30, 7, 0),
    again: "nothing",
  },
  "6M": {
    words: { ja: "連絡不能の要件（6か月）", en: "six months without an answer" },
    task: {
      ja: "最初の連絡から6か月、応答がありません。調整不能とするかを判断できます（case move … nco）。",
      en: "Six months since the first attempt, no answer: coordination may be declared impossible (case move … nco).",
    },
    startsWith: ["party.attempted"],
    onlyIf: (c, e) => software(c) && first(e),
    from: attemptedAt,
    perParty: true,
    endsWith: ["party.answered", "case.uncoordinatable", ...ends],
    length: { months: 6 },
    moves: null,
    lasts: true,
    reminders: days(30, 0),
    again: "nothing",
  },
  OPINION: {
    words: { ja: "意見書の提出期限", en: "the vendor's opinion" },
    task: { ja: "意見書の期限です。なければ次へ進めます。", en: "The time for opinions ends; without one, go on." },
    startsWith: ["case.judging"],
    endsWith: ["case.resumed", ...ends],
    length: { days: "opinion.days" },
    reminders: days(14, 7, 1),
    again: "nothing",
  },
} as const satisfies Record<string, ClockRule>;
