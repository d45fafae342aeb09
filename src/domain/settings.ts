import type { Both } from "../locale.ts";

interface Setting {
  readonly value: number | string;
  readonly summary: Both;
  readonly min?: number;
  readonly max?: number;
}

/** What a desk may change while it runs, kept in the database; `desk settings` shows and sets these. */
export const defaultSettings = {
  "ping.escalate-minutes": {
    value: 15,
    min: 1,
    max: 1440,
    summary: {
      ja: "通知の確認を待つ時間（分）。過ぎると次の人へ",
      en: "minutes to wait for an ack before the next person",
    },
  },
  "intake.per-hour": {
    value: 120,
    min: 1,
    max: 1_000_000,
    summary: {
      ja: "1時間に同じ発信元からこの数を超えた届出は確認レーンへ",
      en: "reports an hour from one network; more go into the review lane",
    },
  },
  "intake.most-per-hour": {
    value: 1200,
    min: 1,
    max: 1_000_000,
    summary: {
      ja: "1時間に同じ発信元からこの数を超えた届出は受け付けず、いつ送り直せるかを知らせる",
      en: "reports an hour from one network; more are refused and told when to come again",
    },
  },
  "intake.sender-per-hour": {
    value: 30,
    min: 1,
    max: 1_000_000,
    summary: {
      ja: "1時間に同じ届出者（メールアドレス）からこの数を超えた届出は確認レーンへ",
      en: "reports an hour from one sender (mail address); more go into the review lane",
    },
  },
  "intake.alike-per-hour": {
    value: 30,
    min: 1,
    max: 1_000_000,
    summary: {
      ja: "1時間に同じ製品・サイトについてこの数を超えた届出は確認レーンへ",
      en: "reports an hour about one product or site; more go into the review lane",
    },
  },
  "ack.business-days": {
    value: 1,
    min: 1,
    max: 30,
    summary: { ja: "受信連絡までの営業日数", en: "business days to the acknowledgement" },
  },
  "triage.business-days": {
    value: 10,
    min: 1,
    max: 60,
    summary: { ja: "受理・不受理の判断までの営業日数", en: "business days to accept or decline" },
  },
  "second.publish": {
    value: 1,
    min: 0,
    max: 1,
    summary: { ja: "公表に2人目の確認を求める（1: はい）", en: "publication needs a second person (1: yes)" },
  },
  "second.judge": {
    value: 0,
    min: 0,
    max: 1,
    summary: {
      ja: "受理・不受理に2人目の確認を求める（1: はい）",
      en: "accept and decline need a second person (1: yes)",
    },
  },
  "second.close": {
    value: 0,
    min: 0,
    max: 1,
    summary: {
      ja: "ウェブサイトを応答なし・注意喚起などで終えるとき2人目の確認を求める（1: はい）",
      en: "ending a website's case without a fix needs a second person (1: yes)",
    },
  },
  "government.notice": {
    value: 0,
    min: 0,
    max: 1,
    summary: {
      ja: "政府への通知を扱う（ガイドライン2026年版。1: はい）",
      en: "handle notices to the government, of the guideline's 2026 edition (1: yes)",
    },
  },
  "vendor.code-days": {
    value: 7,
    min: 1,
    max: 60,
    summary: {
      ja: "開発者の担当者を登録するコードの有効日数",
      en: "days for which a code for a vendor's person is good",
    },
  },
  "vendor.verified-days": {
    value: 365,
    min: 1,
    max: 3650,
    summary: {
      ja: "開発者や担当者の確認を古いとみなすまでの日数",
      en: "days after which the check of a vendor or of its people counts as long ago",
    },
  },
  "vendor.page-days": {
    value: 180,
    min: 1,
    max: 1000,
    summary: {
      ja: "開発者の担当者専用のリンクの有効日数",
      en: "days for which the personal link of a vendor's person opens their page",
    },
  },
  "impact.narrow-below": {
    value: 1000,
    min: 1,
    max: 10_000_000,
    summary: {
      ja: "影響範囲が「狭」になる利用者数（これ未満）",
      en: "users below which the spread is narrow",
    },
  },
  "impact.medium-below": {
    value: 100_000,
    min: 1,
    max: 10_000_000,
    summary: {
      ja: "影響範囲が「中」になる利用者数（これ未満）",
      en: "users below which the spread is medium",
    },
  },
  "ask.days": {
    value: 14,
    min: 1,
    max: 90,
    summary: { ja: "発見者の回答を待つ日数", en: "days to wait for the finder's answer" },
  },
  "contact.business-days": {
    value: 3,
    min: 1,
    max: 30,
    summary: { ja: "製品開発者への初回連絡までの営業日数", en: "business days to the first contact with a vendor" },
  },
  "unreachable.days": {
    value: 60,
    min: 30,
    max: 365,
    summary: {
      ja: "応答がないとき一覧掲載を判断するまでの日数",
      en: "days without an answer before a vendor may be listed",
    },
  },
  "unreachable.last-days": {
    value: 90,
    min: 7,
    max: 365,
    summary: { ja: "一覧に示す連絡期限までの日数", en: "days of the last date on the list" },
  },
  "opinion.days": {
    value: 30,
    min: 7,
    max: 180,
    summary: { ja: "公表判定の意見書を待つ日数", en: "days for a vendor's opinion to the committee" },
  },
  "website.silence-days": {
    value: 180,
    min: 30,
    max: 730,
    summary: {
      ja: "最後の応答から終了を検討するまでの日数（ウェブ）",
      en: "days of an operator's silence before T-07 is weighed",
    },
  },
  "embargo.min-days": {
    value: 7,
    min: 1,
    max: 90,
    summary: { ja: "エンバーゴの最短日数", en: "days that an embargo runs at least" },
  },
  "embargo.default-days": {
    value: 45,
    min: 1,
    max: 365,
    summary: { ja: "終わりを指定しないときのエンバーゴの日数", en: "days of an embargo whose end is left out" },
  },
  "embargo.max-days": {
    value: 180,
    min: 7,
    max: 730,
    summary: { ja: "エンバーゴの最長日数", en: "days that an embargo runs at most" },
  },
  "embargo.brief-days": {
    value: 14,
    min: 1,
    max: 90,
    summary: { ja: "対策ができたあとのエンバーゴの最長日数", en: "days at most once a fix is ready" },
  },
  "embargo.answer-days": {
    value: 7,
    min: 1,
    max: 60,
    summary: {
      ja: "エンバーゴへの回答を待つ日数（過ぎると「応じない」）",
      en: "days to answer an embargo; silence is no",
    },
  },
} as const satisfies Record<string, Setting>;

export type SettingKey = keyof typeof defaultSettings;
export type Settings = Readonly<Record<SettingKey, number>>;
export const isSettingKey = (s: string): s is SettingKey => Object.hasOwn(defaultSettings, s);
