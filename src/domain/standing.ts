import type { Both } from "../locale.ts";
import type { Consent } from "./embargo/states.ts";
import type { Party } from "./parties.ts";

/**
 * How far a party has come, from nobody to write to up to a statement that may be printed: what silence means is told apart (models
 * §2.9). In this order; each party stands at the last one that holds.
 */
export const standings = {
  unreached: { ja: "窓口不明", en: "no working contact" },
  bounced: { ja: "不達", en: "bounced" },
  delivered: { ja: "送付済み・未開封", en: "delivered, not opened" },
  opened: { ja: "開封済み・回答なし", en: "opened, no answer" },
  declined: { ja: "エンバーゴに不同意", en: "declined the embargo" },
  embargo: { ja: "エンバーゴに同意", en: "embargo accepted" },
  received: { ja: "受領", en: "acknowledged" },
  status: { ja: "ステータスあり", en: "status given" },
  approved: { ja: "声明承認済み", en: "statement approved" },
} as const satisfies Record<string, Both>;
export type Standing = keyof typeof standings;
export const standingKeys = Object.keys(standings) as Standing[];

/** Who stands here has not agreed to the embargo: the desk's words would wait, so they are reminded by their card. */
export const beforeConsent: readonly Standing[] = ["unreached", "bounced", "delivered", "opened", "declined"];

/** What somebody of a standing can be given: words, their card because they could not read words, or nothing. */
export type Given = "words" | "card" | "nothing";

/**
 * What a chase gives to who stands there. Standings after consent outlive it: who must agree anew could not read words, and who has
 * said no since is not asked for more.
 */
export function givenTo(standing: Standing, consent: Consent): Given {
  if (beforeConsent.includes(standing)) return "card";
  if (consent === "declined") return "nothing";
  return consent === "invited" || consent === "lapsed" ? "card" : "words";
}

/** What is usually asked of vendors who stand somewhere. They read it themselves. */
export const chaseTexts: Readonly<Partial<Record<Standing, Both>>> = {
  embargo: {
    ja: "エンバーゴへの同意をありがとうございます。詳細を受け取ったことと、該当する製品があるかを知らせてください。",
    en: "Thank you for agreeing to the embargo. Please confirm that you have the details, and tell us whether your products are affected.",
  },
  received: {
    ja: "受領の連絡をありがとうございます。該当する製品があるか、わかり次第知らせてください。調査中なら「調査中」で構いません。",
    en: 'Thank you for confirming that you have the details. Please tell us whether your products are affected; "still investigating" is an answer, too.',
  },
  status: {
    ja: "ステータスをありがとうございます。公表に添える声明があれば送ってください。",
    en: "Thank you for your status. If you want a statement printed with the advisory, please send it.",
  },
};

/** What the standing of a party is decided from. Times are UTC; null and undefined: it has not happened. */
export interface Known extends Party {
  /** As it reads now: an invitation whose time has passed is declined. */
  readonly consent: Consent;
  /** Since when it reads so; for silence, when its time ran out. */
  readonly consentSince: Date | null;
  /** When they last told a status themselves; the desk's own record of one has no time. */
  readonly saidAt: Date | undefined;
  readonly openedAt: Date | null;
  readonly acknowledgedAt: Date | null;
  /** When something we sent was taken by a platform. */
  readonly deliveredAt: Date | undefined;
  /** When a statement was agreed to by both sides. */
  readonly approvedAt: Date | undefined;
}

const tried = (p: Known) => p.attempts.findLast((a) => a.outcome !== "none");

/** The last step that holds, and when it came about, where that is known. */
export function standingOf(p: Known): { readonly standing: Standing; readonly at: Date | null } {
  if (p.approvedAt !== undefined) return { standing: "approved", at: p.approvedAt };
  if (p.status !== "unknown" && p.status !== "notified") return { standing: "status", at: p.saidAt ?? null };
  if (p.acknowledgedAt !== null) return { standing: "received", at: p.acknowledgedAt };
  if (p.consent === "signatory") return { standing: "embargo", at: p.consentSince };
  if (p.consent === "declined") return { standing: "declined", at: p.consentSince };
  if (p.openedAt !== null) return { standing: "opened", at: p.openedAt };
  const last = tried(p);
  if (last?.outcome === "answered") return { standing: "opened", at: last.at };
  if (p.deliveredAt !== undefined) return { standing: "delivered", at: p.deliveredAt };
  if (last?.outcome === "bounced") return { standing: "bounced", at: last.at };
  if (last?.outcome === "sent") return { standing: "delivered", at: last.at };
  return { standing: "unreached", at: null };
}
