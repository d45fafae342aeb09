import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  randomInt,
} from "node:crypto";

const nonceBytes = 12;
const tagBytes = 16;
/** First byte of everything that we seal, so that a later format can be told apart. */
const format = 1;
/** Text is padded to a multiple of this, so that a sealed column's length says little. */
const bucket = 64;

/** Node 24 takes a key object several times as fast as the bytes themselves, even when it is made for one use. */
const objectOf = (key: Buffer | KeyObject): KeyObject => (Buffer.isBuffer(key) ? createSecretKey(key) : key);

const encrypt = (key: Buffer | KeyObject, about: string, plain: Buffer): Buffer => {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", objectOf(key), nonce).setAAD(Buffer.from(about));
  return Buffer.concat([Buffer.from([format]), nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
};

const decrypt = (key: Buffer | KeyObject, about: string, sealed: Buffer): Buffer => {
  if (sealed[0] !== format) throw new Error(`sealed with format ${sealed[0]}, which this version does not know`);
  const decipher = createDecipheriv("aes-256-gcm", objectOf(key), sealed.subarray(1, 1 + nonceBytes))
    .setAAD(Buffer.from(about))
    .setAuthTag(sealed.subarray(-tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(1 + nonceBytes, -tagBytes)), decipher.final()]);
};

/**
 * Seals text with the key of one case or one finder. @param about which place it is sealed for ("cases.title", …): the
 * same bytes in another place do not open.
 */
export function seal(key: Buffer, about: string, text: string): Buffer {
  const body = Buffer.from(text);
  const padded = Buffer.alloc(Math.ceil((body.length + 4) / bucket) * bucket);
  padded.writeUInt32BE(body.length);
  body.copy(padded, 4);
  return encrypt(key, about, padded);
}

/** @throws when it was changed, or was sealed for another place or with another key. */
export function unseal(key: Buffer, about: string, sealed: Buffer): string {
  const padded = decrypt(key, about, sealed);
  return padded.subarray(4, 4 + padded.readUInt32BE()).toString();
}

/** Crockford's base32: no I, L, O, U, so that a code can be read aloud and typed from paper. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const receiptLength = 28;

const grouped = (code: string): string => code.match(/.{4}/g)?.join("-") ?? code;

const purposes = ["wrap", "blind index", "audit", "buttons", "receipt", "network", "request", "calendar"] as const;
type Purpose = (typeof purposes)[number];

/**
 * All keys of the desk, from one 32-byte key-encryption key that lives outside the database (ADR 0011). Each purpose has
 * a key of its own (HKDF-SHA256), so that none can be used for another.
 */
export class Keyring {
  readonly #keys: Readonly<Record<Purpose, KeyObject>>;

  constructor(keyEncryptionKey: Buffer) {
    if (keyEncryptionKey.length !== 32)
      throw new Error(`the key has ${keyEncryptionKey.length} bytes; it must have 32`);
    const derive = (purpose: Purpose): KeyObject =>
      createSecretKey(Buffer.from(hkdfSync("sha256", keyEncryptionKey, "", `todoke 1 ${purpose}`, 32)));
    // Object.fromEntries cannot know that the keys are all the purposes.
    this.#keys = Object.fromEntries(purposes.map((p) => [p, derive(p)])) as Record<Purpose, KeyObject>;
  }

  /** A new key for one case, finder or file, bare for use now and wrapped for the database. */
  newKey(owner: string): { readonly key: Buffer; readonly wrapped: Buffer } {
    const key = randomBytes(32);
    return { key, wrapped: this.wrap(key, owner) };
  }

  wrap(key: Buffer, owner: string): Buffer {
    return encrypt(this.#keys.wrap, owner, key);
  }

  unwrap(wrapped: Buffer, owner: string): Buffer {
    return decrypt(this.#keys.wrap, owner, wrapped);
  }

  /** A keyed hash of a search word, as PostgreSQL's bigint. */
  blind(word: string): bigint {
    return createHmac("sha256", this.#keys["blind index"]).update(word).digest().readBigInt64BE();
  }

  /** The link of an audit chain: depends on all that came before it. */
  link(previous: Buffer, row: string): Buffer {
    return createHmac("sha256", this.#keys.audit).update(previous).update(row).digest();
  }

  /** A network's name for rate limits; changes each UTC day, so that yesterday's cannot be joined with today's. */
  network(prefix: string, now: Date): Buffer {
    return createHmac("sha256", this.#keys.network)
      .update(`${now.toISOString().slice(0, 10)} ${prefix}`)
      .digest()
      .subarray(0, 16);
  }

  /** The key for button tokens (src/crypto/action-token.ts). */
  get buttons(): Buffer {
    return this.#keys.buttons.export();
  }

  /**
   * The receipt code of one sending. The same sending's key gives the same code, so that a finder whose connection broke
   * sees it after all; without the key nobody can compute it. 28 characters of 5 bits = 140 bits.
   */
  receipt(submissionKey: string): string {
    const bits = createHmac("sha256", this.#keys.receipt).update(submissionKey).digest();
    let code = "";
    for (let i = 0; i < receiptLength; i++) code += alphabet[(bits[i] ?? 0) % 32];
    return grouped(code);
  }

  /**
   * The secret part of a member's calendar address: 128 bits that nobody can compute without the key. @param n which of their
   * addresses it is: a new number is a new secret.
   */
  calendar(memberId: number, n: number): string {
    const mac = createHmac("sha256", this.#keys.calendar).update(`${memberId}/${n}`).digest();
    return mac.subarray(0, 16).toString("base64url");
  }

  /** Name of a request in the table of requests that took effect: nothing of the platform's own ids is kept. */
  request(key: string): string {
    return createHmac("sha256", this.#keys.request).update(key).digest("base64url");
  }
}

/** What is stored of a receipt code: plain SHA-256 is enough for 140 random bits (ASVS 5.0, 6.5.2). */
export const receiptHash = (code: string): Buffer => createHash("sha256").update(code).digest();

/** Undoes what people do to a code: spaces, hyphens, small letters, O for 0, I and L for 1. `undefined` if it cannot be one. */
export function normalReceipt(typed: string): string | undefined {
  const code = typed.toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
  const valid = code.length === receiptLength && [...code].every((c) => alphabet.includes(c));
  return valid ? grouped(code) : undefined;
}

/** 8 random digits; whether they are free is the table's to say. */
export const newReference = (): number => randomInt(10_000_000, 100_000_000);
