import { DiscordAPIError, HTTPError, RateLimitError } from "discord.js";
import type { DeadScope } from "../../src/delivery.ts";
import type { Delivery } from "../contract.ts";
import { networkCode } from "./log.ts";

type Failure = Exclude<Delivery, { readonly outcome: "sent" }>;

/** Seconds when Discord names none. */
const defaultWait = 30;

/** Discord's codes that end more than one notice (developer documents, "JSON error codes"). Others end this one. */
const scopes: Readonly<Record<number, DeadScope>> = {
  0: "platform", // 401: Unauthorized, and 403 without a code
  40001: "platform",
  10003: "destination", // Unknown Channel
  10013: "destination", // Unknown User
  50001: "destination", // Missing Access
  50007: "destination", // Cannot send messages to this user
  50013: "destination", // Missing Permissions
  50278: "destination", // no mutual guilds
};

/** Failures before a byte of the request left us. */
const notSent: ReadonlySet<string> = new Set([
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "UND_ERR_CONNECT_TIMEOUT",
]);

const retry = (why: string, after = defaultWait): Failure => ({ outcome: "retry", after, why });
const unclear = (why: string): Failure => ({ outcome: "unclear", why });

/** What a failed call means for the notice. Words in `why` are codes of Discord or of the system, never content. */
export function outcome(error: unknown): Failure {
  if (error instanceof RateLimitError) {
    return retry("rate_limited", Math.max(1, Math.ceil((error.retryAfter || defaultWait * 1000) / 1000)));
  }
  if (error instanceof DiscordAPIError) {
    const code = Number(error.code);
    const isAuth = error.status === 401 || error.status === 403 || error.status === 404;
    const scope = isAuth || scopes[code] !== undefined ? (scopes[code] ?? "destination") : "notice";
    return { outcome: "dead", scope, why: `discord ${code} (${error.status})` };
  }
  if (error instanceof HTTPError) {
    const why = `http ${error.status}`;
    return error.status === 408 || error.status === 504 ? unclear(why) : retry(why);
  }
  const code = networkCode(error);
  return code !== undefined && notSent.has(code) ? retry(code) : unclear(code ?? "connection lost");
}
