import type { Both } from "../locale.ts";
import { type LogLevel, logLevels } from "../log.ts";
import { keyFile, locale, oneOf, port, privateFile, publicUrl, type Read, text, url, zone } from "./readers.ts";

export interface Variable {
  readonly summary: Both;
  readonly read: Read<unknown>;
  /** What holds when it is not set, in words. */
  readonly unset: string;
  readonly secret?: true;
}

/** Every variable that Todoke knows, in the order of the documentation. The table there is compared with this one. */
export const variables = {
  DATABASE_URL: {
    summary: { ja: "PostgreSQL 15以降のアドレス", en: "address of a PostgreSQL server, 15 or newer" },
    read: url(["postgres:", "postgresql:"]),
    unset: "own PostgreSQL under TODOKE_HOME",
    secret: true,
  },
  HOST: {
    summary: { ja: "待ち受けるアドレス", en: "address to listen on" },
    read: text(/^[\w.:[\]-]+$/, "must be a host name or address"),
    unset: "127.0.0.1",
  },
  PORT: { summary: { ja: "フォームのポート", en: "port of the form" }, read: port, unset: "8080" },
  METRICS_PORT: {
    summary: { ja: "計測値のポート（127.0.0.1のみ）", en: "port of /metrics, on 127.0.0.1 only" },
    read: port,
    unset: "no metrics",
  },
  PUBLIC_URL: {
    summary: { ja: "外から見たフォームのアドレス", en: "the form's address as others see it" },
    read: publicUrl,
    unset: "http://localhost:PORT",
  },
  TODOKE_HOME: {
    summary: { ja: "データを置くフォルダ", en: "folder for data" },
    read: text(/^[^\0]+$/, "must be a folder"),
    unset: ".todoke",
  },
  TODOKE_KEY_FILE: {
    summary: {
      ja: "鍵を暗号化する鍵のファイル（64桁の16進数）",
      en: "file with the key-encryption key, 64 hexadecimal digits",
    },
    read: keyFile,
    unset: "made under TODOKE_HOME; required with DATABASE_URL",
  },
  TODOKE_LOCALE: {
    summary: { ja: "既定の言語", en: "language where the reader's is unknown" },
    read: locale,
    unset: "ja",
  },
  TODOKE_TIME_ZONE: {
    summary: { ja: "日数を数え、時刻を示す時間帯", en: "zone in which days are counted and times shown" },
    read: zone,
    unset: "Asia/Tokyo",
  },
  TODOKE_LOG_LEVEL: {
    summary: { ja: "ログの細かさ", en: "how much is logged" },
    read: oneOf<LogLevel>(logLevels),
    unset: "info",
  },
  SLACK_BOT_TOKEN: {
    summary: { ja: "Slackボットのトークン", en: "Slack bot token" },
    read: text(/^xoxb-[\w-]{8,}$/, "must begin with xoxb- (a bot token, not an app or user token)"),
    unset: "no Slack",
    secret: true,
  },
  SLACK_SIGNING_SECRET: {
    summary: { ja: "Slackの署名鍵（HTTPで受ける場合）", en: "Slack signing secret, for HTTP" },
    read: text(/^[0-9a-zA-Z]{16,}$/, "must be the signing secret of the Slack app, 16 characters or more"),
    unset: "Socket Mode only",
    secret: true,
  },
  SLACK_APP_TOKEN: {
    summary: { ja: "Slackのアプリトークン（Socket Mode）", en: "Slack app token, for Socket Mode" },
    read: text(/^xapp-[\w-]{8,}$/, "must begin with xapp- (an app-level token)"),
    unset: "HTTP",
    secret: true,
  },
  SLACK_COMMAND: {
    summary: {
      ja: "スラッシュコマンドの名前（ほかのアプリと重なるとき）",
      en: "name of the slash command, when another app has it",
    },
    read: text(/^[a-z][a-z0-9_-]{0,30}$/, "must be a name without its slash: small letters, digits, - and _"),
    unset: "todoke",
  },
  SLACK_DUTY_GROUP: {
    summary: {
      ja: "当番の人だけが入るSlackのユーザーグループのID（任意）",
      en: "id of a Slack user group that holds whoever is on duty; optional",
    },
    read: text(/^S[A-Z0-9]{5,20}$/, "must be a user group's id, which begins with S"),
    unset: "no group is kept",
  },
  SLACK_API_URL: {
    summary: { ja: "Slack APIのアドレス（試験用）", en: "address of the Slack API, for tests" },
    read: url(["http:", "https:"]),
    unset: "https://slack.com/api/",
  },
  DISCORD_TOKEN: {
    summary: { ja: "Discordボットのトークン", en: "Discord bot token" },
    read: text(/^[\w.-]{20,}$/, "must be a bot token"),
    unset: "no Discord",
    secret: true,
  },
  DISCORD_APPLICATION_ID: {
    summary: { ja: "DiscordのアプリID", en: "Discord application id" },
    read: text(/^\d{15,21}$/, "must be a number of 15 to 21 digits"),
    unset: "no Discord",
  },
  DISCORD_GUILD_ID: {
    summary: { ja: "DiscordのサーバーID", en: "Discord guild id" },
    read: text(/^\d{15,21}$/, "must be a number of 15 to 21 digits"),
    unset: "no Discord",
  },
  DISCORD_API_URL: {
    summary: {
      ja: "Discord APIのアドレス（試験用）",
      en: "address of the Discord API, for tests",
    },
    read: url(["http:", "https:"]),
    unset: "Discord's own",
  },
  SMTP_URL: {
    summary: { ja: "送信メールサーバー（未対応）", en: "mail server for sending (not used yet)" },
    read: url(["smtp:", "smtps:"]),
    unset: "no mail",
    secret: true,
  },
  MAIL_FROM: {
    summary: { ja: "差出人アドレス（未対応）", en: "sender address (not used yet)" },
    read: text(/^[^\s@]+@[^\s@]+$/, "must be an e-mail address"),
    unset: "no mail",
  },
  IMAP_URL: {
    summary: { ja: "受信メールサーバー（未対応）", en: "mail server for receiving (not used yet)" },
    read: url(["imap:", "imaps:"]),
    unset: "no mail",
    secret: true,
  },
  DESK_PGP_KEY_FILE: {
    summary: { ja: "デスクのPGP秘密鍵（未対応）", en: "the desk's PGP key (not used yet)" },
    read: privateFile,
    unset: "no PGP",
  },
  DESK_PGP_PASSPHRASE_FILE: {
    summary: { ja: "PGP秘密鍵のパスフレーズ（未対応）", en: "passphrase of the PGP key (not used yet)" },
    read: privateFile,
    unset: "no PGP",
  },
} as const satisfies Record<string, Variable>;
