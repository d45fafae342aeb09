import { webApi } from "@slack/bolt";
import type { DeadScope } from "../../src/delivery.ts";
import type { Delivery } from "../contract.ts";
import { defaultWait } from "./egress.ts";
import { networkCode, slackCode } from "./log.ts";

/** A delivery that did not come to "sent". */
export type Failure = Exclude<Delivery, { readonly outcome: "sent" }>;
/** What becomes of a notice; a dead one by how much more is dead with it. */
type Fate = "retry" | "unclear" | DeadScope;

/**
 * Slack's "no" by its code. Those not listed concern the one notice: what it says, or where in the channel.
 * `internal_error` and `fatal_error`: "possible some aspect of the operation succeeded before the error was raised".
 */
export const byCode: Readonly<Record<string, Fate>> = {
  access_denied: "platform",
  account_inactive: "platform",
  ekm_access_denied: "platform",
  enterprise_is_restricted: "platform",
  invalid_auth: "platform",
  missing_scope: "platform",
  not_allowed_token_type: "platform",
  not_authed: "platform",
  org_login_required: "platform",
  team_access_not_granted: "platform",
  token_expired: "platform",
  token_revoked: "platform",
  cannot_dm_bot: "destination",
  channel_is_limited_access: "destination",
  channel_not_found: "destination",
  is_archived: "destination",
  messages_tab_disabled: "destination",
  not_in_channel: "destination",
  restricted_action: "destination",
  restricted_action_read_only_channel: "destination",
  restricted_action_thread_only_channel: "destination",
  user_disabled: "destination",
  user_not_found: "destination",
  user_not_visible: "destination",
  write_outside_the_door: "notice",
  message_limit_exceeded: "retry",
  rate_limited: "retry",
  ratelimited: "retry",
  request_timeout: "retry",
  service_unavailable: "retry",
  team_added_to_org: "retry",
  fatal_error: "unclear",
  internal_error: "unclear",
};

/**
 * HTTP statuses but 200 and 429. A gateway that gave up waiting (408, 504) does not know what happened behind it; one that
 * turns us away (401, 403, 407) or knows no such address (404) does so for every message.
 */
export const byStatus = (status: number): Fate => {
  if (status === 408 || status === 504) return "unclear";
  if (status >= 500) return "retry";
  return [401, 403, 404, 407].includes(status) ? "platform" : "notice";
};

/** Failures before a byte of the request left us. All other breaks are unclear. */
export const notSent: ReadonlySet<string> = new Set([
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

/** A 200 that was not JSON. A page comes from something before Slack; an answer cut off began as JSON and says nothing sure. */
function notJson(body: unknown): Failure {
  const text = typeof body === "string" ? body.trimStart() : "";
  if (text.startsWith("<")) return delivery("retry", "a page instead of an answer");
  if (/^\{\s*"ok"\s*:\s*false/.test(text)) return delivery("retry", "a refusal, cut off");
  return delivery("unclear", "the answer was cut off");
}

/** What a failed call means for the notice. Words in `why` are codes of Slack or of the system, never content. */
export function outcome(error: unknown): Failure {
  if (error instanceof webApi.WebAPIRateLimitedError) {
    return { outcome: "retry", after: Math.max(1, error.retryAfter), why: "rate_limited" };
  }
  if (error instanceof webApi.WebAPIHTTPError) return delivery(byStatus(error.statusCode), `http ${error.statusCode}`);
  if (error instanceof webApi.WebAPIPlatformError) {
    const code = slackCode(error.data.error);
    return code === undefined ? notJson(error.data.error) : delivery(byCode[code] ?? "notice", code);
  }
  const code = networkCode(error);
  return delivery(code !== undefined && notSent.has(code) ? "retry" : "unclear", code ?? "connection lost");
}
