/** A fingerprint as people type it, with whatever stands between its digits: hexadecimal, capitals. */
export const readFingerprint = (typed: string): string =>
  typed
    .replace(/^\s*0x/i, "")
    .replace(/[\s:-]/g, "")
    .toUpperCase();

/** In groups of four, as it is read aloud. */
export const groupFingerprint = (fingerprint: string): string => fingerprint.replace(/(.{4})(?=.)/g, "$1 ");

interface Key {
  readonly expiresAt: Date | null;
  readonly verifiedAt: Date | null;
  readonly revokedAt: Date | null;
}

export type KeyState = "revoked" | "expired" | "unverified" | "usable";

/** Whether one may encrypt to a key: to one that nobody compared by another way one may not (domain rules §7.3, capabilities 55). */
export function keyState(key: Key, now: Date): KeyState {
  if (key.revokedAt !== null) return "revoked";
  if (key.expiresAt !== null && key.expiresAt <= now) return "expired";
  return key.verifiedAt === null ? "unverified" : "usable";
}
