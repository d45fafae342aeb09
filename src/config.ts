import path from "node:path";
import { type Variable, variables } from "./config/variables.ts";
import type { Locale } from "./locale.ts";
import type { LogLevel } from "./log.ts";

type Env = Readonly<Record<string, string | undefined>>;

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
  /** The slash command without its slash. */
  readonly slackCommand: string;
  /** A user group that holds whoever is on duty. Known without Slack, too: the manifest asks for its right. */
  readonly slackDutyGroup: string | undefined;
  readonly slack:
    | {
        readonly botToken: string;
        readonly signingSecret: string;
        readonly appToken?: string | undefined;
        readonly apiUrl?: string | undefined;
      }
    | undefined;
  readonly discord:
    | {
        readonly token: string;
        readonly application: string;
        readonly guild: string;
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
  const discord = ["DISCORD_TOKEN", "DISCORD_APPLICATION_ID", "DISCORD_GUILD_ID"] as const;
  const missing = discord.filter((name) => !set(name));
  if (missing.length > 0 && missing.length < discord.length) {
    for (const variable of missing) faults.push({ variable, what: "is needed beside the other DISCORD_ variables" });
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
    slackCommand: v.SLACK_COMMAND ?? "todoke",
    slackDutyGroup: v.SLACK_DUTY_GROUP,
    slack:
      v.SLACK_BOT_TOKEN === undefined
        ? undefined
        : {
            botToken: v.SLACK_BOT_TOKEN,
            signingSecret: v.SLACK_SIGNING_SECRET ?? "",
            appToken: v.SLACK_APP_TOKEN,
            apiUrl: v.SLACK_API_URL,
          },
    discord:
      v.DISCORD_TOKEN === undefined
        ? undefined
        : {
            token: v.DISCORD_TOKEN,
            application: v.DISCORD_APPLICATION_ID ?? "",
            guild: v.DISCORD_GUILD_ID ?? "",
            apiUrl: v.DISCORD_API_URL,
          },
  };
}

/** The data folder alone: for the terminal's client, which must work even when the rest of the environment is faulty. */
export const homeOf = (env: Env, cwd: string): string => path.resolve(cwd, env["TODOKE_HOME"] || ".todoke");
