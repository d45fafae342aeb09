import { LogLevel, type Logger as SdkLogger, webApi } from "@slack/bolt";
import type { Logger } from "pino";

/** What of an error may be logged: never its message or data, since Slack's SDK puts bodies and addresses there. */
export function describe(error: unknown): Record<string, unknown> {
  if (error instanceof webApi.WebAPIPlatformError) return { error: error.name, code: slackCode(error.data.error) };
  if (error instanceof webApi.WebAPIHTTPError) return { error: error.name, status: error.statusCode };
  if (error instanceof webApi.WebAPIRequestError) return { error: error.name, code: networkCode(error) };
  if (!(error instanceof Error)) return { error: typeof error };
  const frames = (error.stack ?? "").split("\n").filter((line) => line.startsWith("    at "));
  return { error: error.name, code: networkCode(error), at: frames.slice(0, 5).map((line) => line.trim()) };
}

/** Slack's own error codes are words with underscores; anything else is a page or a cut answer and stays out of logs. */
export const slackCode = (error: unknown): string | undefined =>
  typeof error === "string" && /^[a-z0-9_]{1,80}$/.test(error) ? error : undefined;

/** The system's code of a failed connection, wherever the SDK and `fetch` wrapped it: ECONNRESET, UND_ERR_SOCKET. */
export function networkCode(error: unknown): string | undefined {
  let e = error instanceof webApi.WebAPIRequestError ? error.original : error;
  for (let depth = 0; e instanceof Error && depth < 5; e = e.cause, depth += 1) {
    if ("code" in e && typeof e.code === "string") return e.code;
  }
  return undefined;
}

const secret = /\b(?:xox[a-z]|xapp)[-.][\w-]+|\b(?:https?|wss?):\/\/\S+/gi;

/**
 * Bolt's log, into ours. Debug and info are off whatever our own level is: at debug the SDK prints whole messages. Only
 * strings pass, without tokens and addresses (a response_url is a right to speak).
 */
export function sdkLogger(log: Logger): SdkLogger {
  const say = (level: "warn" | "error", parts: readonly unknown[]): void => {
    const words = parts.filter((part) => typeof part === "string").join(" ");
    const others = parts.filter((part) => typeof part !== "string").map(describe);
    log[level]({ sdk: words.replace(secret, "[removed]").slice(0, 300), ...(others.length > 0 && { errors: others }) });
  };
  return {
    debug: () => {},
    info: () => {},
    warn: (...parts) => say("warn", parts),
    error: (...parts) => say("error", parts),
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  };
}
