import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** What a button stands for: a command line, until when, and for whom (empty = whoever may run it). */
export interface Action {
  readonly run: string;
  /** Platform user id that alone may press it, or "". */
  readonly only: string;
  /** What the adapter itself wants back, such as the fields of a form. */
  readonly more?: string;
}

/** Between the parts; in none but the last. */
const separator = "\0";

/**
 * Sealed tokens for buttons (ADR 0012): AES-256-GCM over expiry, reader and command line, so that a button shows nothing
 * readable, cannot be forged or changed by another app, survives restarts, and costs no row. It gives no right: the
 * command's own permission check runs when it is pressed.
 */
export class ActionTokens {
  readonly #key: Buffer;
  readonly #days: number;

  /** @param key 32 bytes, used for nothing else. @param days calendar days that a button stays alive. */
  constructor(key: Buffer, days = 30) {
    this.#key = key;
    this.#days = days;
  }

  make(action: Action, now: Date): string {
    const nonce = randomBytes(12);
    const expires = Buffer.alloc(4);
    expires.writeUInt32BE(Math.floor(now.getTime() / 1000) + this.#days * 86_400);
    const cipher = createCipheriv("aes-256-gcm", this.#key, nonce);
    const body = Buffer.concat([expires, Buffer.from([action.only, action.more ?? "", action.run].join(separator))]);
    return Buffer.concat([nonce, cipher.update(body), cipher.final(), cipher.getAuthTag()]).toString("base64url");
  }

  /** `undefined` for anything that we did not make, that was changed, or that has expired. */
  read(token: string, now: Date): Action | undefined {
    const bytes = Buffer.from(token, "base64url");
    if (bytes.length < 12 + 4 + 16) return undefined;
    try {
      const decipher = createDecipheriv("aes-256-gcm", this.#key, bytes.subarray(0, 12)).setAuthTag(
        bytes.subarray(-16),
      );
      const body = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
      if (body.readUInt32BE(0) * 1000 < now.getTime()) return undefined;
      const [only = "", more = "", ...run] = body.subarray(4).toString().split(separator);
      return { only, run: run.join(separator), ...(more !== "" && { more }) };
    } catch {
      return undefined; // a changed token fails its tag: the same answer as a token that never was
    }
  }
}
