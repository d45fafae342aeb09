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

const join = (...parts: readonly string[]): string => parts.join(separator);

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
    return this.#seal(join(action.only, action.more ?? "", action.run), "", now);
  }

  /** `undefined` for anything that we did not make, that was changed, or that has expired. */
  read(token: string, now: Date): Action | undefined {
    const text = this.#open(token, "", now);
    if (text === undefined) return undefined;
    const [only = "", more = "", ...run] = text.split(separator);
    return { only, run: run.join(separator), ...(more !== "" && { more }) };
  }

  /**
   * The same in fewer characters, for places that hold a hundred: whose it is is not stored but part of the seal, so that it
   * opens for nobody else. 43 characters and four for three bytes of `run` and `more`.
   */
  makeShort({ only, run, more = "" }: Action, now: Date): string {
    return this.#seal(join(more, run), `for ${only}`, now);
  }

  /** @param reader who presses. What was made for nobody in particular opens for everybody. */
  readShort(token: string, reader: string, now: Date): Action | undefined {
    for (const only of [reader, ""]) {
      const text = this.#open(token, `for ${only}`, now);
      if (text === undefined) continue;
      const [more = "", ...run] = text.split(separator);
      return { only, run: run.join(separator), ...(more !== "" && { more }) };
    }
    return undefined;
  }

  /** @param bound what must be the same when it is opened, and is not in it. */
  #seal(text: string, bound: string, now: Date): string {
    const nonce = randomBytes(12);
    const expires = Buffer.alloc(4);
    expires.writeUInt32BE(Math.floor(now.getTime() / 1000) + this.#days * 86_400);
    const cipher = createCipheriv("aes-256-gcm", this.#key, nonce).setAAD(Buffer.from(bound));
    const body = Buffer.concat([expires, Buffer.from(text)]);
    return Buffer.concat([nonce, cipher.update(body), cipher.final(), cipher.getAuthTag()]).toString("base64url");
  }

  #open(token: string, bound: string, now: Date): string | undefined {
    const bytes = Buffer.from(token, "base64url");
    // One token has one spelling: the decoder would pass over what is appended.
    if (bytes.length < 12 + 4 + 16 || bytes.toString("base64url") !== token) return undefined;
    try {
      const decipher = createDecipheriv("aes-256-gcm", this.#key, bytes.subarray(0, 12))
        .setAAD(Buffer.from(bound))
        .setAuthTag(bytes.subarray(-16));
      const body = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
      return body.readUInt32BE(0) * 1000 < now.getTime() ? undefined : body.subarray(4).toString();
    } catch {
      return undefined; // a changed token fails its tag: the same answer as a token that never was
    }
  }
}
