import { DiscordAPIError, HTTPError, RateLimitError } from "discord.js";
import type { DeadScope } from "../../src/delivery.ts";
import { secondsOf } from "../../src/pace.ts";
import type { Delivery } from "../contract.ts";
import { defaultWait } from "./limiter.ts";
import { networkCode } from "./log.ts";

type Failure = Exclude<Delivery, { readonly outcome: "sent" }>;
/** What becomes of a notice; a dead one by how much more is dead with it. */
type Fate = "retry" | "unclear" | DeadScope;

/** Discord's "no" by its code (developer documents, "JSON error codes"). Of those not listed, a 403 ends the destination, any other the one notice. */
const byCode: Readonly<Record<number, Fate>> = {
  10002: "platform", // Unknown Application
  10004: "platform", // Unknown Guild
  40001: "platform", // Unauthorized
  40002: "platform", // the account must be verified
  10003: "destination", // Unknown Channel
  10013: "destination", // Unknown User
  50001: "destination", // Missing Access
  50007: "destination", // Cannot send messages to this user
  50008: "destination", // Cannot send messages in a non-text channel
  50013: "destination", // Missing Permissions
  50024: "destination", // not in a channel of this kind
  50083: "destination", // the thread is archived
  50278: "destination", // no guild in common with this user
  160005: "destination", // the thread is locked
  40003: "retry", // direct messages are opened too fast
  40006: "retry", // switched off for the moment
  110001: "retry", // not available yet
  130000: "retry", // overloaded
  1: "notice", // our own door (egress.ts)
  200000: "notice", // stopped by the guild's AutoMod
  240000: "notice", // a link that Discord blocks
};

/** Statuses whose answer had no code of Discord's own: something before Discord, or a call that it does not know. */
const byStatus = (status: number): Fate => {
  if (status === 408 || status === 504) return "unclear";
  if (status >= 500) return "retry";
  return [401, 403, 404, 407].includes(status) ? "platform" : "notice";
};

/** Failures before a byte of the request left us. All other breaks are unclear. */
const notSent: ReadonlySet<string> = new Set([
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UND_ERR_CONNECT_TIMEOUT",
]);

function delivery(fate: Fate, why: string): Failure {
  if (fate === "unclear") return { outcome: fate, why };
  return fate === "retry" ? { outcome: fate, after: defaultWait, why } : { outcome: "dead", scope: fate, why };
}

/** What a failed call means for the notice. Words in `why` are codes of Discord or of the system, never content. */
export function outcome(error: unknown): Failure {
  if (error instanceof RateLimitError)
    return { outcome: "retry", after: secondsOf(String(error.retryAfter / 1000), defaultWait), why: "rate_limited" };
  if (error instanceof DiscordAPIError) {
    const code = Number(error.code);
    // A general error (0) says no more than its status. Nobody unauthorized is heard about anything else.
    if (error.status === 401 || !Number.isInteger(code) || code === 0)
      return delivery(byStatus(error.status), `http ${error.status}`);
    return delivery(
      byCode[code] ?? (error.status === 403 ? "destination" : "notice"),
      `discord ${code} (${error.status})`,
    );
  }
  if (error instanceof HTTPError) return delivery(byStatus(error.status), `http ${error.status}`);
  const code = networkCode(error);
  return delivery(code !== undefined && notSent.has(code) ? "retry" : "unclear", code ?? "connection lost");
}
