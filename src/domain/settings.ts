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
    summary: { ja: "同じ発信元から1時間に受け付ける届出の数", en: "reports an hour from one network" },
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
} as const satisfies Record<string, Setting>;

export type SettingKey = keyof typeof defaultSettings;
export type Settings = Readonly<Record<SettingKey, number>>;
export const isSettingKey = (s: string): s is SettingKey => Object.hasOwn(defaultSettings, s);
