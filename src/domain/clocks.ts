import type { Case } from "./case.ts";
import type { ClockRule, DeadlineKind, Reminder } from "./clock-rule.ts";
import type { CaseEvent } from "./events.ts";

/** Whatever ends a case ends its clocks, but for those that a finder's right hangs on. */
const ends = ["report.declined", "case.published", "case.refuted", "case.fixed", "case.ended"] as const;

const software = (c: Case): boolean => c.kind === "software";
const website = (c: Case): boolean => c.kind === "website";
const first = (e: CaseEvent): boolean => e.type === "party.attempted" && e.first;
const attemptedAt = (_: Case, e: CaseEvent): Date | null => (e.type === "party.attempted" ? new Date(e.at) : null);
const base = (c: Case): Date | null => c.baseOn;
const open = (c: Case): boolean => c.closedAt === null;
/** It is somebody's now, or coordination's, and nobody has been contacted. Given on to another, the clock runs on. */
const awaitsContact = (c: Case, e: CaseEvent): boolean => {
  if (c.kind === "own-product" || !["ACC", "HND"].includes(c.state)) return false;
  if (e.type === "case.handed-over") return true;
  return c.state === "ACC" && c.assigneeId !== null && (e.type !== "case.assigned" || e.from === null);
};
const unjudged = (c: Case): boolean => ["RCV", "CHK", "ASK"].includes(c.state);

const days = (...n: readonly number[]): Reminder[] => n.map((before) => ({ before }));
const workdays = (...n: readonly number[]): Reminder[] => n.map((businessDay) => ({ businessDay }));
const later = (...n: readonly number[]): Reminder[] => n.map((after) => ({ after }));

/**
 * The clocks (domain rules §5), a row each. 45D, 1Y, 6M and 3M come from the guideline and never pause; lengths that are the
 * desk's own choice are settings. ACK ends when a person first opens the report: the finder's receipt note (M01) is there
 * at once without one. The quarterly statistics (STAT) belong to no case and are not here.
 */
export const deadlineRules = {
  ACK: {
    words: { ja: "受信確認", en: "first look" },
    task: { ja: "届出を開いて内容を確認してください。", en: "Somebody has to open the report and look at it." },
    startsWith: ["report.received"],
    endsWith: ["report.opened", "report.asked", "report.accepted", ...ends],
    length: { businessDays: "ack.business-days" },
    reminders: [{ share: 0.5 }, { share: 1 }],
    again: "business-days",
  },
  TRIAGE: {
    words: { ja: "受理・不受理の判断", en: "accept or decline" },
    task: { ja: "受理または不受理を決めてください。", en: "Accept the report or decline it with a reason." },
    startsWith: ["report.received", "case.reopened"],
    onlyIf: unjudged,
    endsWith: ["report.accepted", ...ends],
    length: { businessDays: "triage.business-days" },
    pauses: { by: "report.asked", until: "report.answered" },
    // Of the usual ten business days: the mornings of the 5th, the 8th and the last.
    reminders: [{ businessShare: 0.5 }, { businessShare: 0.8 }, { businessShare: 1 }],
    again: "business-days",
  },
  ASK: {
    words: { ja: "発見者の回答待ち", en: "answer of the finder" },
    task: {
      ja: "回答がありません。もう一度問い合わせてください。30日たっても回答がなければ R-01 での不受理を検討できます。",
      en: "No answer has come. Ask again, or decide without it; after 30 days R-01 is possible.",
    },
    startsWith: ["report.asked"],
    endsWith: ["report.answered", "report.accepted", ...ends],
    length: { days: "ask.days" },
    reminders: [{ day: 7 }, { day: 14 }, { day: 30 }],
    again: "nothing",
  },
  HANDOVER: {
    words: { ja: "調整への引き継ぎ", en: "hand-over to coordination" },
    task: {
      ja: "担当を決め、調整を始めてください。",
      en: "Give the case to a coordinator so that the work can start.",
    },
    startsWith: ["report.accepted", "case.begun"],
    endsWith: ["case.assigned", "case.handed-over", "case.contacting", ...ends],
    onlyIf: (c) => c.assigneeId === null,
    length: { businessDays: 1 },
    reminders: [{ share: 1 }],
    again: "business-days",
  },
  CONTACT: {
    words: { ja: "関係者への初回連絡", en: "first contact with the vendor or operator" },
    task: {
      ja: "製品開発者または運営者を特定して連絡し、party attempt で記録してください。",
      en: "Find out who the vendor or operator is, contact them, and record it with party attempt.",
    },
    // One desk that is reception and coordination at once hands over by giving the case to somebody.
    startsWith: ["case.handed-over", "case.assigned", "report.accepted", "case.begun"],
    onlyIf: awaitsContact,
    endsWith: ["case.contacting", ...ends],
    length: { businessDays: "contact.business-days" },
    reminders: [{ share: 1 }],
    again: "business-days",
  },
  FIRSTRESP: {
    words: { ja: "製品開発者の初回応答", en: "first answer of the vendor" },
    task: { ja: "応答がありません。別の手段で連絡してください。", en: "No answer. Try another means of contact." },
    startsWith: ["party.attempted"],
    onlyIf: (c, e) => software(c) && first(e),
    from: attemptedAt,
    perParty: true,
    endsWith: ["party.answered", ...ends],
    length: { businessDays: 5 },
    reminders: workdays(5, 10, 15),
    again: "nothing",
  },
  VERIFY: {
    words: { ja: "脆弱性検証結果の報告", en: "report of the vendor's verification" },
    task: {
      ja: "検証結果の報告がまだです。進み具合を尋ねてください。",
      en: "No result yet. Ask the vendor how it goes.",
    },
    startsWith: ["party.notified"],
    onlyIf: software,
    perParty: true,
    endsWith: ["party.reported", ...ends],
    length: { days: 14 },
    reminders: later(7, 14, 21, 28),
    again: "nothing",
  },
  "45D": {
    words: { ja: "公表日の目安（起算日から45日）", en: "publication, 45 days from first contact" },
    task: {
      ja: "公表の目安の日です。間に合わなければ deadline extend で理由と新しい日を残してください。",
      en: "The guide for publication. When it cannot be met, keep the reason and a new day with deadline extend.",
    },
    startsWith: ["case.based"],
    onlyIf: (c) => software(c) && open(c) && c.baseOn !== null,
    from: base,
    endsWith: ends,
    length: { days: 45 },
    lasts: true,
    reminders: days(30, 14, 7, 3, 1, 0),
    again: "weeks",
  },
  "1Y": {
    words: {
      ja: "情報非開示依頼の取下げ可能（起算日から1年）",
      en: "the finder may ask to disclose, a year from first contact",
    },
    task: {
      ja: "起算日から1年です。発見者は情報非開示依頼の取下げを求めることができます。",
      en: "A year has passed since the first contact: the finder may ask to withdraw the non-disclosure request.",
    },
    startsWith: ["case.based"],
    onlyIf: (c) => software(c) && c.request === "in-force" && c.baseOn !== null,
    from: base,
    endsWith: ["case.published", "request.ended", "request.withdrawn"],
    length: { months: 12 },
    moves: null,
    lasts: true,
    reminders: days(90, 30, 7, 0),
    again: "nothing",
  },
  VSTAT: {
    words: { ja: "公表前の対応状況報告", en: "vendors' status before publication" },
    task: {
      ja: "公表日までに対応状況を受け取ってください。なければ「脆弱性情報提供済み」で公表します。",
      en: "Collect the vendors' statuses; whoever gives none is printed as notified.",
    },
    startsWith: ["case.dated", "case.redated"],
    onlyIf: software,
    endsWith: ends,
    length: { publication: "then" },
    moves: "case move REF dat at=…",
    reminders: days(14, 7, 3, 1),
    again: "nothing",
  },
  PUBPREP: {
    words: { ja: "公表文案の確定", en: "text of the advisory" },
    task: { ja: "公表文案を確定してください。", en: "Settle the text of the advisory." },
    startsWith: ["case.dated", "case.redated"],
    endsWith: ends,
    length: { publication: { businessDaysBefore: 5 } },
    // The mornings of D-5, D-4, D-3 …, in business days.
    moves: "case move REF dat at=…",
    reminders: days(0),
    again: "business-days",
  },
  PUBTIME: {
    words: { ja: "公表時刻", en: "hour of publication" },
    task: { ja: "公表の時刻です。", en: "The hour of publication has come." },
    startsWith: ["case.dated", "case.redated"],
    endsWith: ends,
    length: { publication: "then" },
    moves: "case move REF dat at=…",
    lasts: true,
    reminders: [{ hoursBefore: 24 }, { hoursBefore: 1 }, { hoursBefore: 0 }],
    again: "business-days",
  },
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
  OPREPLY: {
    words: { ja: "運営者の窓口回答", en: "the operator's contact" },
    task: { ja: "応答がありません。別の手段で連絡してください。", en: "No answer. Try another means of contact." },
    startsWith: ["party.attempted"],
    onlyIf: (c, e) => website(c) && first(e),
    from: attemptedAt,
    perParty: true,
    endsWith: ["party.answered", ...ends],
    length: { businessDays: 5 },
    reminders: workdays(5, 10, 20),
    again: "nothing",
  },
  "3M": {
    words: { ja: "運営者の検証・修正の報告（3か月）", en: "the operator's report, three months" },
    task: {
      ja: "運営者からの報告を確かめてください。適切な応答がなければ T-07 を検討します。",
      en: "Ask the operator how it goes; without any proper answer weigh T-07.",
    },
    startsWith: ["party.notified"],
    onlyIf: website,
    endsWith: ends,
    length: { months: 3 },
    lasts: true,
    reminders: later(30, 60, 75, 85, 90),
    again: "months",
  },
  WEBEND: {
    words: { ja: "応答なし終了の検討", en: "whether to end for want of an answer" },
    task: {
      ja: "最後の応答から長い時間がたちました。T-07 での終了を検討してください。",
      en: "It is long since the operator's last proper answer. Weigh ending the case with T-07.",
    },
    startsWith: ["party.notified", "party.answered"],
    onlyIf: website,
    endsWith: ends,
    length: { days: "website.silence-days" },
    reminders: days(0),
    again: "nothing",
  },
  CUSTOM: {
    words: { ja: "個別の期限", en: "deadline" },
    task: { ja: "設定した期限です。", en: "The time that was set for this has come." },
    startsWith: [],
    endsWith: ["report.declined", "case.refuted", "case.fixed", "case.ended"],
    length: "given",
    reminders: [{ share: 1 }],
    again: "business-days",
  },
} as const satisfies Record<DeadlineKind, ClockRule>;

export const ruleOf = (kind: DeadlineKind): ClockRule => deadlineRules[kind];
