import type { Both } from "../../locale.ts";
import type { Calendar } from "../calendar.ts";
import type { Case } from "../case.ts";
import { hasAnswered, longSilent, notified, type Party, triedEnough, workRow } from "../parties.ts";
import type { Role } from "../roles.ts";

/** What whoever moves a case gives with it. */
export interface Given {
  /** The date and hour of publication. */
  readonly at?: Date | undefined;
  /** Where the advisory stands: its number or address. */
  readonly advisory?: string | undefined;
  /** Those of J-1 to J-4 that the committee found to hold (§6.5). */
  readonly criteria?: readonly string[] | undefined;
  readonly reason?: string | undefined;
  /** Whether the request to the finder not to disclose stays after an end without publication (§10.8). */
  readonly request?: "lift" | "keep" | undefined;
}

/** Everything that the rules look at. */
export interface Facts extends Given {
  readonly c: Case;
  readonly parties: readonly Party[];
  readonly now: Date;
  readonly calendar: Calendar;
}

interface NeedRow {
  /** What is missing when it does not hold, as a sentence. */
  readonly missing: Both;
  readonly who: readonly Role[];
  /** What they type; REF stands for the case. */
  readonly how: string;
  readonly holds: (f: Facts) => boolean;
}

const coordinators: readonly Role[] = ["coordinator", "approver"];
const handlers: readonly Role[] = ["web_handler", "approver"];
const all: readonly Role[] = ["coordinator", "web_handler", "approver"];

const found = (f: Facts, what: "yes" | "no"): readonly Party[] =>
  f.parties.filter((p) => workRow(p.work).found === what);
export const criteria = ["J-1", "J-2", "J-3", "J-4"] as const;

/** Six months after the first attempt nobody has answered: the ground ア of §6.3. Calendar months, never paused. */
export const sixMonths = (f: Facts): boolean =>
  f.c.baseOn !== null && f.calendar.addMonths(f.c.baseOn, 6) <= f.now && !f.parties.some(hasAnswered);

/** The preconditions of domain rules §3. `conditions` is asked for by `report accept` itself, with one line each. */
const needs = {
  conditions: {
    missing: { ja: "5つの条件の確認", en: "the five conditions confirmed" },
    who: ["intake_officer", "coordinator", "approver"],
    how: "report accept REF all",
    holds: () => true,
  },
  answered: {
    missing: {
      ja: "連絡窓口が確認できた相手がいません。詳細を送るのは窓口を確認してからです",
      en: "nobody's contact is confirmed; details go only to a confirmed contact",
    },
    who: all,
    how: "party status REF 1 work=contact_confirmed",
    holds: (f) => f.parties.some(hasAnswered),
  },
  details: {
    missing: { ja: "詳細を連絡した相手がいません", en: "nobody was sent the details" },
    who: all,
    how: "party status REF 1 work=details_sent",
    holds: (f) => f.parties.some(notified),
  },
  exists: {
    missing: {
      ja: "脆弱性を確認したという報告がありません",
      en: "no vendor has reported that the vulnerability exists",
    },
    who: coordinators,
    how: "party status REF 1 work=confirmed",
    holds: (f) => found(f, "yes").length > 0,
  },
  // "By all" is the desk's own reading: one vendor that confirms it keeps the case alive.
  denied: {
    missing: {
      ja: "詳細を連絡した全員から「脆弱性ではない」という報告がそろっていません",
      en: "not everybody who got the details has reported that it is no vulnerability",
    },
    who: all,
    how: "party status REF 1 work=not_reproduced",
    holds: (f) => {
      const asked = f.parties.filter(notified);
      return asked.length > 0 && asked.every((p) => workRow(p.work).found === "no");
    },
  },
  date: {
    missing: { ja: "これからの公表日時がありません", en: "a date and hour of publication in the future is missing" },
    who: coordinators,
    how: "case move REF dat at=2026-12-24T12:00",
    holds: (f) => f.at !== undefined && f.at > f.now,
  },
  advisory: {
    missing: {
      ja: "公表した文書の番号またはアドレスがありません",
      en: "the number or address of the advisory is missing",
    },
    who: ["approver"],
    how: "case move REF pub advisory=JVN#00000000",
    holds: (f) => f.advisory !== undefined,
  },
  statuses: {
    missing: {
      ja: "対応状況（ステータス）が未定の相手がいます。届いていなければ notified にします",
      en: "somebody who was notified has no status yet; without word from them it is notified",
    },
    who: coordinators,
    how: "party status REF 1 status=affected",
    holds: (f) => f.parties.filter(notified).every((p) => p.status !== "unknown"),
  },
  // The guideline is silent on it, so a person says which (§13 row 18).
  request: {
    missing: {
      ja: "公表せずに終えます。情報非開示依頼を取り下げる（lift）か続ける（keep）かを選んでください",
      en: "it ends without publication: say whether the non-disclosure request is lifted (lift) or kept (keep)",
    },
    who: all,
    how: "case move REF nov request=lift",
    holds: (f) => f.c.request !== "in-force" || f.request !== undefined,
  },
  simple: {
    missing: { ja: "影響度が「簡易」ではありません", en: "its impact is not simple" },
    who: all,
    how: "score impact REF",
    holds: (f) => f.c.impact === "simple",
  },
  silent: {
    missing: {
      ja: "応答なしと言えるほど試みていません（2種類以上の手段で3回以上、30日以上。または最後の応答から180日）",
      en: "not tried enough to call it silence: 3 attempts by 2 means over 30 days, or 180 days since the last answer",
    },
    who: handlers,
    how: "party attempt REF 1 phone none",
    holds: (f) => f.parties.length > 0 && f.parties.every((p) => triedEnough(p, f.now) || longSilent(p, f.now)),
  },
  fixed: {
    missing: {
      ja: "運営者がどう直したか（修正・ページ削除・運用で回避）の記録がありません",
      en: "how the operator mended it (application, page removed, operation) is not recorded",
    },
    who: handlers,
    how: "party status REF 1 work=fixed_app",
    holds: (f) => f.parties.some((p) => p.work.startsWith("fixed_")),
  },
  tried: {
    missing: {
      ja: "連絡の試みが足りません（2種類以上の手段で3回以上、初回から30日以上、応答なし）",
      en: "too few attempts: 3 by 2 different means, 30 days since the first, none of them answered",
    },
    who: coordinators,
    how: "party attempt REF 1 phone none",
    holds: (f) => f.parties.length > 0 && f.parties.every((p) => triedEnough(p, f.now)),
  },
  ground: {
    missing: {
      ja: "起算日から6か月たっていないか応答があります。合意できないことが理由なら、それを書いてください",
      en: "six months without any answer have not passed since 起算日; if it is that no agreement can be expected, say so",
    },
    who: coordinators,
    how: "case move REF nco reason=…",
    holds: (f) => sixMonths(f) || f.reason !== undefined,
  },
  judged: {
    missing: {
      ja: "公表には J-1 から J-4 のすべてが必要です",
      en: "publication needs all of J-1 to J-4",
    },
    who: ["approver"],
    how: "case move REF pub criteria=J-1,J-2,J-3,J-4 advisory=JVN#00000000",
    holds: (f) => criteria.every((j) => f.criteria?.includes(j) ?? false),
  },
} as const satisfies Record<string, NeedRow>;

export type Need = keyof typeof needs;
export const needKeys = Object.keys(needs) as Need[];
export const need = (key: Need): NeedRow => needs[key];
