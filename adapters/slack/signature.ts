import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** Seconds that a request's stamp may be off, to either side. Slack's own advice is 5 minutes; Bolt checks one side (K1). */
const skew = 300;

/**
 * Whether Slack made this request, now. HMAC-SHA256 over the bytes as they came, compared in constant time.
 * @returns a key that is the same for the same signed request only, to refuse replays; `undefined` when not genuine.
 * @see https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function verify(headers: Headers, body: Uint8Array, secret: string, now: Date): string | undefined {
  const stamp = headers.get("x-slack-request-timestamp") ?? "";
  const given = headers.get("x-slack-signature") ?? "";
  if (!/^\d{1,12}$/.test(stamp) || !/^v0=[0-9a-f]{64}$/.test(given)) return undefined;
  if (Math.abs(Math.floor(now.getTime() / 1000) - Number(stamp)) > skew) return undefined;
  const right = createHmac("sha256", secret).update(`v0:${stamp}:`).update(body).digest();
  if (!timingSafeEqual(right, Buffer.from(given.slice(3), "hex"))) return undefined;
  return `slack-request/${createHash("sha256").update(given).digest("base64url")}`;
}
