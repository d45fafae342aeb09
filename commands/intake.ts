import type { ReportKind, ReportValues } from "../src/domain/intake/kinds.ts";
import type { Both, Locale } from "../src/locale.ts";

/** A file that came with a report: sealed while it streamed in, never opened. `path` holds the sealed frames. */
export interface ReceivedFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  /** Bytes of the original. */
  readonly size: number;
  readonly path: string;
  /** The key of this file alone; stored only wrapped by the case's key. */
  readonly key: Buffer;
}

export interface Submission {
  readonly kind: ReportKind;
  readonly values: ReportValues;
  readonly locale: Locale;
  /**
   * Secret of this one sending, 16 bytes or more as base64url, made by the page or taken from `Idempotency-Key`. The same
   * key again gives the same answer, so a double click or a retry after a lost connection makes one case.
   */
  readonly key: string;
  readonly files: readonly ReceivedFile[];
  /** Sendings of its network in this hour, this one included; left out when it came another way than by the network. */
  readonly sendings?: number;
}

export interface Receipt {
  /** Such as `TDK#48213377`. */
  readonly reference: string;
  /** 28 letters and digits in groups of four; shown once, kept only as a hash. */
  readonly receipt: string;
  readonly receivedAt: Date;
  /** When the desk means to have decided whether it accepts the report. */
  readonly decideBy: Date;
  /** The acknowledgement (M01), in the finder's language. */
  readonly acknowledgement: string;
}

export interface CaseStatus {
  readonly reference: string;
  readonly kind: ReportKind;
  readonly state: Both;
  /** What has happened, as far as the finder may be told, oldest first. */
  readonly timeline: readonly { readonly at: Date; readonly what: Both }[];
  readonly messages: readonly { readonly at: Date; readonly from: "desk" | "finder"; readonly body: string }[];
  /** The desk has asked something and waits for an answer. */
  readonly waitsForFinder: boolean;
}

/** How many sendings of its network there were in this hour, or how many seconds to wait when those were too many. */
type Admission = { readonly ok: true; readonly sendings: number } | { readonly ok: false; readonly retryAfter: number };

/** What the web form may do with the desk. It gets nothing else: no list, no case. */
export interface Intake {
  /** Counts one sending from a network (an address prefix), which is kept under a name that only this day knows. */
  admit(network: string): Promise<Admission>;
  /** Stores the report, its files and all that follows in one transaction. When it returns, the report exists. */
  submit(submission: Submission): Promise<Receipt>;
  /** What a receipt code opens; `undefined` for a code that opens nothing, whatever the reason. */
  status(receipt: string): Promise<CaseStatus | undefined>;
  /** The finder's answer to a question. False when the code opens nothing or nothing was asked. */
  answer(receipt: string, text: string): Promise<boolean>;
  /** True when the database answers: what `/ready` tells. */
  ready(): Promise<boolean>;
}
