import type { Both } from "../locale.ts";
import type { ReportKind } from "./intake/kinds.ts";

/** Who takes part in a case beside finder and desk: the maker of a product, or whoever runs a site. */
export const partyRoles = ["vendor", "operator"] as const;
export type PartyRole = (typeof partyRoles)[number];

export const partyRoleWords: Readonly<Record<PartyRole, Both>> = {
  vendor: { ja: "製品開発者", en: "vendor" },
  operator: { ja: "ウェブサイト運営者", en: "site operator" },
};

/** The party that a case of this kind is coordinated with. */
export const partyOf = (kind: ReportKind): PartyRole => (kind === "website" ? "operator" : "vendor");

interface WorkRow {
  readonly words: Both;
  readonly roles: readonly PartyRole[];
  /** They answered: a reply clock has nothing to wait for. */
  readonly answered?: true;
  /** Their answer about the vulnerability: it exists, or they say that it does not. */
  readonly found?: "yes" | "no";
}

const both = ["vendor", "operator"] as const;

/** 対応状況: where a party stands, as only the desk sees it (domain rules §7.2 for vendors, §7.4 for operators). */
export const works = {
  not_contacted: { words: { ja: "未連絡", en: "not contacted" }, roles: both },
  contacting: { words: { ja: "連絡中", en: "being contacted" }, roles: ["vendor"] },
  contact_confirmed: { words: { ja: "窓口確認済み", en: "contact confirmed" }, roles: ["vendor"], answered: true },
  contact_search: { words: { ja: "連絡先調査中", en: "looking for a contact" }, roles: ["operator"] },
  stage1_sent: { words: { ja: "窓口確認連絡済み", en: "asked for a contact" }, roles: ["operator"] },
  stage1_answered: { words: { ja: "窓口回答あり", en: "contact named" }, roles: ["operator"], answered: true },
  details_sent: { words: { ja: "詳細連絡済み", en: "details sent" }, roles: both, answered: true },
  verifying: { words: { ja: "検証中", en: "verifying" }, roles: both, answered: true },
  confirmed: { words: { ja: "脆弱性確認", en: "vulnerability confirmed" }, roles: both, answered: true, found: "yes" },
  not_reproduced: { words: { ja: "再現せず", en: "not reproduced" }, roles: ["vendor"], answered: true, found: "no" },
  disputed: { words: { ja: "見解相違", en: "disputed" }, roles: ["vendor"], answered: true, found: "no" },
  denies: {
    words: { ja: "脆弱性ではないと主張", en: "says it is none" },
    roles: ["operator"],
    answered: true,
    found: "no",
  },
  planned: { words: { ja: "修正予定", en: "fix planned" }, roles: ["operator"], answered: true, found: "yes" },
  fix_in_progress: { words: { ja: "対策作成中", en: "fix in work" }, roles: ["vendor"], answered: true, found: "yes" },
  fix_ready: { words: { ja: "対策準備完了", en: "fix ready" }, roles: ["vendor"], answered: true, found: "yes" },
  advisory_ready: {
    words: { ja: "告知準備完了", en: "advisory ready" },
    roles: ["vendor"],
    answered: true,
    found: "yes",
  },
  no_fix: { words: { ja: "対策予定なし", en: "no fix planned" }, roles: ["vendor"], answered: true, found: "yes" },
  fixed_app: {
    words: { ja: "ウェブアプリケーション修正", en: "application fixed" },
    roles: ["operator"],
    answered: true,
    found: "yes",
  },
  fixed_removed: {
    words: { ja: "当該ページ削除", en: "page removed" },
    roles: ["operator"],
    answered: true,
    found: "yes",
  },
  fixed_operation: {
    words: { ja: "運用で回避", en: "avoided in operation" },
    roles: ["operator"],
    answered: true,
    found: "yes",
  },
  will_not_fix: { words: { ja: "対応しない", en: "will not act" }, roles: ["operator"], answered: true },
  no_answer: { words: { ja: "応答なし", en: "no answer" }, roles: ["operator"] },
  unreachable: { words: { ja: "連絡不能", en: "cannot be reached" }, roles: ["vendor"] },
  closed: { words: { ja: "終了", en: "closed" }, roles: ["vendor"], answered: true },
} as const satisfies Record<string, WorkRow>;
export type Work = keyof typeof works;
export const workKeys = Object.keys(works) as Work[];
export const workRow = (work: Work): WorkRow => works[work];

/** What an advisory prints beside a vendor (JVN's words; domain rules §7.1). */
export const partyStatuses = {
  affected: { ja: "該当製品あり", en: "Vulnerable" },
  affected_investigating: { ja: "該当製品あり：調査中", en: "Vulnerable, investigating" },
  not_affected: { ja: "該当製品なし", en: "Not Vulnerable" },
  not_affected_investigating: { ja: "該当製品なし：調査中", en: "Not Vulnerable, investigating" },
  notified: { ja: "脆弱性情報提供済み", en: "Vulnerability Information Provided" },
  unknown: { ja: "不明", en: "Unknown" },
} as const satisfies Record<string, Both>;
export type PartyStatus = keyof typeof partyStatuses;
export const partyStatusKeys = Object.keys(partyStatuses) as PartyStatus[];

/** Why a product is not affected, in the words of VEX (CSAF 2.0 flags; OpenVEX 0.2.0 justifications). */
export const justifications = {
  component_not_present: { ja: "問題の部品を含まない", en: "the component is not present" },
  vulnerable_code_not_present: { ja: "問題のコードを含まない", en: "the vulnerable code is not present" },
  vulnerable_code_not_in_execute_path: {
    ja: "問題のコードは実行されない",
    en: "the vulnerable code is never executed",
  },
  vulnerable_code_cannot_be_controlled_by_adversary: {
    ja: "問題のコードを攻撃者が操作できない",
    en: "an attacker cannot control the vulnerable code",
  },
  inline_mitigations_already_exist: { ja: "すでに緩和策が組み込まれている", en: "mitigations are already built in" },
} as const satisfies Record<string, Both>;
export type Justification = keyof typeof justifications;
export const justificationKeys = Object.keys(justifications) as Justification[];

/** How somebody was contacted (§6.1). */
export const means = {
  mail: { ja: "電子メール", en: "e-mail" },
  form: { ja: "問い合わせフォーム", en: "contact form" },
  phone: { ja: "電話", en: "phone" },
  fax: { ja: "ファクス", en: "fax" },
  post: { ja: "郵便", en: "post" },
  chat: { ja: "チャット", en: "chat" },
} as const satisfies Record<string, Both>;
export type Means = keyof typeof means;
export const meansKeys = Object.keys(means) as Means[];

/** What came of it. An attempt counts whatever came of it: even a mail that bounced sets 起算日 (§13 row 16). */
export const outcomes = {
  sent: { ja: "送った", en: "sent" },
  bounced: { ja: "戻ってきた", en: "bounced" },
  none: { ja: "応答なし", en: "no answer" },
  answered: { ja: "応答あり", en: "answered" },
} as const satisfies Record<string, Both>;
export type Outcome = keyof typeof outcomes;
export const outcomeKeys = Object.keys(outcomes) as Outcome[];

export interface Attempt {
  readonly at: Date;
  readonly means: Means;
  readonly outcome: Outcome;
}

/** A party as rules look at it. `n` counts the parties of a case from 1. */
export interface Party {
  readonly id: number;
  readonly n: number;
  readonly role: PartyRole;
  readonly work: Work;
  readonly status: PartyStatus;
  readonly detailsOn: Date | null;
  readonly attempts: readonly Attempt[];
}

export const notified = (p: Party): boolean => p.detailsOn !== null;
export const hasAnswered = (p: Party): boolean =>
  workRow(p.work).answered === true || p.attempts.some((a) => a.outcome === "answered");

/** The day on which a party was first tried, whatever came of it. */
export const firstAttempt = (p: Party): Date | undefined =>
  p.attempts.reduce<Date | undefined>((first, { at }) => (first === undefined || at < first ? at : first), undefined);

/** 起算日 of the case: the earliest attempt over its parties (§5, disagreement c; guideline 2019, IV.4.3). */
export const baseOf = (parties: readonly Party[]): Date | undefined =>
  parties.flatMap((p) => firstAttempt(p) ?? []).sort((a, b) => a.getTime() - b.getTime())[0];

/** At least this before somebody counts as one who cannot be reached (§6.1; the desk's own rule of thumb). */
const enough = { attempts: 3, means: 2, days: 30 } as const;

/** Nobody answered, and it was tried often enough, in different ways, over long enough a time. */
export function triedEnough(p: Party, now: Date): boolean {
  const first = firstAttempt(p);
  if (first === undefined || hasAnswered(p)) return false;
  return (
    p.attempts.length >= enough.attempts &&
    new Set(p.attempts.map((a) => a.means)).size >= enough.means &&
    now.getTime() - first.getTime() >= enough.days * 86_400_000
  );
}

/** Days without a proper answer after which silence may be called the answer (domain rules §13 row 8). */
const silenceDays = 180;

/** They answered once, or were told, and nothing proper has come since. */
export function longSilent(p: Party, now: Date): boolean {
  const answers = p.attempts.filter((a) => a.outcome === "answered").map((a) => a.at.getTime());
  const last = Math.max(...answers, p.detailsOn?.getTime() ?? Number.NEGATIVE_INFINITY);
  return Number.isFinite(last) && now.getTime() - last >= silenceDays * 86_400_000;
}
