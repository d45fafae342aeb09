import { createHmac, timingSafeEqual } from "node:crypto";

/** Seconds that a request's stamp may be off, to either side. Slack's own advice is 5 minutes; Bolt checks one side (K1). */
const skew = 300;

/**
 * Whether Slack made this request, now. HMAC-SHA256 over the bytes as they came, compared in constant time.
 * A request that is sent twice is genuine twice; that it counts once is seen to by its own id (answer.ts).
 * @see https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function verify(headers: Headers, body: Uint8Array, secret: string, now: Date): boolean {
  const stamp = headers.get("x-slack-request-timestamp") ?? "";
  const given = headers.get("x-slack-signature") ?? "";
  if (!/^\d{1,12}$/.test(stamp) || !/^v0=[0-9a-f]{64}$/.test(given)) return false;
  if (Math.abs(Math.floor(now.getTime() / 1000) - Number(stamp)) > skew) return false;
  const right = createHmac("sha256", secret).update(`v0:${stamp}:`).update(body).digest();
  return timingSafeEqual(right, Buffer.from(given.slice(3), "hex"));
}
