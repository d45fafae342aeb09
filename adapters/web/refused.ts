import type { Both } from "../../src/locale.ts";

export type RefusedStatus = 400 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 503;

/** A request that gets no further. Answered in one place, as a page or as JSON, in the reader's language. */
export class Refused extends Error {
  readonly status: RefusedStatus;
  readonly code: string;
  readonly says: Both;
  /** Seconds, for 429 and 503. */
  readonly retryAfter: number | undefined;

  constructor(status: RefusedStatus, code: string, says: Both, retryAfter?: number) {
    super(code);
    this.name = "Refused";
    this.status = status;
    this.code = code;
    this.says = says;
    this.retryAfter = retryAfter;
  }
}
