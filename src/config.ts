import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import type { Both, Locale } from "./locale.ts";
import { isLocale } from "./locale.ts";
import { type LogLevel, logLevels } from "./log.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** Reads one variable's text. Throws an Error whose message says what is allowed; the value is never repeated. */
type Read<T> = (text: string) => T;

interface Variable {
  readonly summary: Both;
  readonly read: Read<unknown>;
  /** What holds when it is not set, in words. */
  readonly unset: string;
  readonly secret?: true;
}

const fail = (allowed: string): never => {
  throw new Error(allowed);
};

const placeholder = /^(changeme|change-me|xxx+|todo|example|secret|password|xox[bp]-\.\.\.|your[-_].*|<.*>|\.\.\.)$/i;

const text =
  (shape: RegExp, allowed: string): Read<string> =>
  (s) => {
    if (placeholder.test(s)) fail("still holds a placeholder; put the real value in");
    return shape.test(s) ? s : fail(allowed);
  };

const url =
  (protocols: readonly string[]): Read<string> =>
  (s) => {
    if (!URL.canParse(s) || !protocols.includes(new URL(s).protocol)) {
      fail(`must be an address that begins with ${protocols.map((p) => `${p}//`).join(" or ")}`);
    }
    return s;
  };

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;

const publicUrl: Read<string> = (s) => {
  url(["http:", "https:"])(s);
  const { protocol, hostname } = new URL(s);
  if (protocol === "http:" && !loopback.test(hostname))
    fail("must be https:// unless it is on this machine: reports would cross the network in clear text");
  return s.replace(/\/+$/, "");
};

const port: Read<number> = (s) => {
  const n = Number(s);
  return /^\d+$/.test(s) && n >= 1 && n <= 65_535 ? n : fail("must be a port number from 1 to 65535");
};

const zone: Read<string> = (s) => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: s }).resolvedOptions().timeZone === "" ? fail("") : s;
  } catch {
    return fail("must be an IANA time zone, such as Asia/Tokyo");
  }
};

const oneOf =
  <T extends string>(values: readonly T[]): Read<T> =>
  (s) => {
    const found = values.find((v) => v === s);
    return found ?? fail(`must be one of: ${values.join(", ")}`);
  };

const locale: Read<Locale> = (s) => (isLocale(s) ? s : fail("must be ja or en"));

/** A file that only its owner may read. */
const privateFile: Read<string> = (s) => {
  if (!existsSync(s)) fail("names a file that does not exist");
  if ((statSync(s).mode & 0o077) !== 0) fail("names a file that others may read; run: chmod 600 FILE");
  return s;
};

const keyFile: Read<string> = (s) => {
  privateFile(s);
  if (readKey(s) === undefined) fail("names a file that must hold one line of 64 hexadecimal digits (32 bytes)");
  return s;
};

/** The key-encryption key in a file, or undefined when the file holds something else. */
export function readKey(file: string): Buffer | undefined {
  const line = readFileSync(file, "utf8").trim();
  return /^[0-9a-f]{64}$/i.test(line) ? Buffer.from(line, "hex") : undefined;
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
  SLACK_API_URL: {
    summary: { ja: "Slack APIのアドレス（試験用）", en: "address of the Slack API, for tests" },
    read: url(["http:", "https:"]),
    unset: "https://slack.com/api/",
  },
  DISCORD_TOKEN: {
    summary: { ja: "Discordボットのトークン（未対応）", en: "Discord bot token (not used yet)" },
    read: text(/^[\w.-]{20,}$/, "must be a bot token"),
    unset: "no Discord",
    secret: true,
  },
  DISCORD_APPLICATION_ID: {
    summary: { ja: "DiscordのアプリID（未対応）", en: "Discord application id (not used yet)" },
    read: text(/^\d{15,21}$/, "must be a number of 15 to 21 digits"),
    unset: "no Discord",
  },
  DISCORD_GUILD_ID: {
    summary: { ja: "DiscordのサーバーID（未対応）", en: "Discord guild id (not used yet)" },
    read: text(/^\d{15,21}$/, "must be a number of 15 to 21 digits"),
    unset: "no Discord",
  },
  DISCORD_API_URL: {
    summary: {
      ja: "Discord APIのアドレス（試験用・未対応）",
      en: "address of the Discord API, for tests (not used yet)",
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

type Name = keyof typeof variables;
type Values = { readonly [K in Name]?: ReturnType<(typeof variables)[K]["read"]> };

export interface Config {
  readonly databaseUrl: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly metricsPort: number | undefined;
  readonly publicUrl: string;
  /** Absolute. */
  readonly home: string;
  readonly keyFile: string | undefined;
  readonly locale: Locale;
  readonly zone: string;
  readonly logLevel: LogLevel;
  readonly slack:
    | {
        readonly botToken: string;
        readonly signingSecret: string;
        readonly appToken?: string | undefined;
        readonly apiUrl?: string | undefined;
      }
    | undefined;
}

export interface Fault {
  readonly variable: string;
  readonly what: string;
}

/** All faults of the environment at once. Names what is allowed, never a value. */
export class ConfigError extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(faults.map((f) => `${f.variable} ${f.what}`).join("\n"));
    this.name = "ConfigError";
    this.faults = faults;
  }
}

const isName = (s: string): s is Name => Object.hasOwn(variables, s);

function readAll(env: Env): { values: Values; faults: Fault[] } {
  const faults: Fault[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, variable] of Object.entries(variables) as [Name, Variable][]) {
    const raw = env[name];
    if (raw === undefined) continue;
    const add = (what: string): void => void faults.push({ variable: name, what });
    if (raw === "") add("is empty; give it a value or remove it");
    else if (raw !== raw.trim()) add("begins or ends with a space or line break; remove it");
    else if (/^(["']).*\1$/.test(raw)) add("has quotes around its value; remove them");
    else {
      try {
        values[name] = variable.read(raw);
      } catch (error) {
        add(error instanceof Error ? error.message : "cannot be read");
      }
    }
  }
  const ours = Object.keys(env).filter((k) => k.startsWith("TODOKE_") && !isName(k));
  for (const name of ours)
    faults.push({ variable: name, what: "is not a variable that Todoke knows; check its spelling" });
  // Each value was made by the reader of its own name.
  return { values: values as Values, faults };
}

/** Rules between variables. */
function together(v: Values, env: Env): Fault[] {
  const faults: Fault[] = [];
  const set = (name: Name): boolean => (env[name] ?? "") !== "";
  if (set("DATABASE_URL") && !set("TODOKE_KEY_FILE")) {
    faults.push({
      variable: "TODOKE_KEY_FILE",
      what: "is required with DATABASE_URL: make one with  openssl rand -hex 32 > FILE && chmod 600 FILE",
    });
  }
  if (set("SLACK_BOT_TOKEN") && !set("SLACK_SIGNING_SECRET") && !set("SLACK_APP_TOKEN")) {
    faults.push({
      variable: "SLACK_BOT_TOKEN",
      what: "needs SLACK_SIGNING_SECRET (HTTP) or SLACK_APP_TOKEN (Socket Mode) beside it",
    });
  }
  for (const name of ["SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN"] as const) {
    if (set(name) && !set("SLACK_BOT_TOKEN")) faults.push({ variable: name, what: "needs SLACK_BOT_TOKEN beside it" });
  }
  if (v.METRICS_PORT !== undefined && v.METRICS_PORT === (v.PORT ?? 8080)) {
    faults.push({ variable: "METRICS_PORT", what: "must differ from PORT" });
  }
  return faults;
}

/**
 * The whole configuration, parsed once. @throws ConfigError that lists every fault; the program then ends with code 78
 * (EX_CONFIG of sysexits.h) before it opens anything.
 */
export function readConfig(env: Env, cwd: string): Config {
  const { values: v, faults } = readAll(env);
  const all = [...faults, ...together(v, env)];
  if (all.length > 0) throw new ConfigError(all);
  const listening = v.PORT ?? 8080;
  return {
    databaseUrl: v.DATABASE_URL,
    host: v.HOST ?? "127.0.0.1",
    port: listening,
    metricsPort: v.METRICS_PORT,
    publicUrl: v.PUBLIC_URL ?? `http://localhost:${listening}`,
    home: path.resolve(cwd, v.TODOKE_HOME ?? ".todoke"),
    keyFile: v.TODOKE_KEY_FILE === undefined ? undefined : path.resolve(cwd, v.TODOKE_KEY_FILE),
    locale: v.TODOKE_LOCALE ?? "ja",
    zone: v.TODOKE_TIME_ZONE ?? "Asia/Tokyo",
    logLevel: v.TODOKE_LOG_LEVEL ?? "info",
    slack:
      v.SLACK_BOT_TOKEN === undefined
        ? undefined
        : {
            botToken: v.SLACK_BOT_TOKEN,
            signingSecret: v.SLACK_SIGNING_SECRET ?? "",
            appToken: v.SLACK_APP_TOKEN,
            apiUrl: v.SLACK_API_URL,
          },
  };
}

/** The data folder alone: for the terminal's client, which must work even when the rest of the environment is faulty. */
export const homeOf = (env: Env, cwd: string): string => path.resolve(cwd, env["TODOKE_HOME"] || ".todoke");
