import type { AlgorithmInfo, Key } from "openpgp";

/** Why a text is no key to write to somebody with. */
export type KeyFault =
  | "private"
  | "not-a-key"
  | "several"
  | "too-long"
  | "no-user"
  | "revoked"
  | "expired"
  | "weak"
  | "no-encryption";

/** A public key that can be written to now. */
export interface PublicKey {
  /** Hexadecimal, capitals, 40 or 64 of them. */
  readonly fingerprint: string;
  readonly armoured: string;
  /** Whose it says that it is. */
  readonly users: readonly string[];
  /** "rsa 4096", "ed25519". */
  readonly algorithm: string;
  /** From then on nothing can be encrypted to it; null: it does not end by itself. */
  readonly expiresAt: Date | null;
}

/** UTF-16 units: room for a large key with many signatures. */
export const longestKey = 64 * 1024;
/** The least that RFC 9580 (12.4) lets one encrypt to. */
const leastRsaBits = 2048;

/** A block whose line breaks became spaces, as in an option of Discord's: from the first full line on, each line by itself. */
const inLines = (block: string): string => {
  const parts = block.trim().split(/\s+/);
  return parts
    .slice(
      Math.max(
        0,
        parts.findIndex((p) => /^[A-Za-z0-9+/]{60,}$/.test(p)),
      ),
    )
    .join("\n");
};

/** Chat clients make long dashes of two hyphens, and people paste the fence of a code block with it. */
const asTyped = (text: string): string =>
  text
    .replace(/[-—–]+(BEGIN|END) PGP PUBLIC KEY BLOCK[-—–]+/g, "-----$1 PGP PUBLIC KEY BLOCK-----")
    .replaceAll("```", "\n")
    .trim()
    .replace(/^(-----BEGIN[A-Z ]+-----)([^\n]+)(-----END[A-Z ]+-----)$/, (_, begin, block, end) =>
      [begin, "", inLines(block), end].join("\n"),
    );

const isWeak = ({ algorithm, bits = 0 }: AlgorithmInfo): boolean =>
  algorithm.startsWith("rsa") ? bits < leastRsaBits : algorithm === "dsa" || algorithm === "elgamal";

const nameOf = ({ algorithm, bits, curve }: AlgorithmInfo): string =>
  algorithm.startsWith("rsa") ? `rsa ${bits}` : (curve ?? algorithm).replace(/Legacy$/, "");

const earlier = (a: Date | number | null, b: Date | number | null): Date | null => {
  const dates = [a, b].filter((x) => x instanceof Date);
  return dates.length === 0 ? null : new Date(Math.min(...dates.map((d) => d.getTime())));
};

/** The library throws for whatever cannot be done; here that is an answer. */
const orNothing = <T>(doing: Promise<T>): Promise<T | undefined> => doing.catch(() => undefined);

/** Looks at a pasted key as of a moment. The library is loaded only here: it is large, and a desk needs it a few times a year. */
export async function readPublicKey(text: string, now: Date): Promise<PublicKey | KeyFault> {
  // Before anything else reads it: what is private must go no further.
  if (/PRIVATE\s+KEY/i.test(text)) return "private";
  if (text.length > longestKey) return "too-long";
  const { config, readKeys } = await import("openpgp");
  const keys = await orNothing(readKeys({ armoredKeys: asTyped(text) }));
  const [key] = keys ?? [];
  if (keys === undefined || key === undefined) return "not-a-key";
  if (keys.some((k) => k.isPrivate())) return "private";
  if (keys.length > 1) return "several";
  return await check(key, now, config);
}

async function check(key: Key, now: Date, config: typeof import("openpgp").config): Promise<PublicKey | KeyFault> {
  if (isWeak(key.getAlgorithmInfo())) return "weak";
  if (await key.isRevoked(undefined, undefined, now)) return "revoked";
  const user = await orNothing(key.getPrimaryUser(now));
  const ends = await key.getExpirationTime();
  if (user === undefined || ends === null || key.getUserIDs().length === 0) return "no-user";
  if (ends instanceof Date && ends <= now) return "expired";
  const strict = { ...config, minRSABits: leastRsaBits };
  const part = await orNothing(key.getEncryptionKey(undefined, now, undefined, strict));
  if (part === undefined) {
    const lax = { ...config, minRSABits: 0, rejectPublicKeyAlgorithms: new Set<never>() };
    return (await orNothing(key.getEncryptionKey(undefined, now, undefined, lax))) === undefined
      ? "no-encryption"
      : "weak";
  }
  return {
    fingerprint: key.getFingerprint().toUpperCase(),
    armoured: key.armor(),
    users: key.getUserIDs(),
    algorithm: nameOf(key.getAlgorithmInfo()),
    expiresAt: earlier(ends, await part.getExpirationTime()),
  };
}
