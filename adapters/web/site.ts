import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import type { Intake } from "../../commands/intake.ts";
import type { Locale } from "../../src/locale.ts";
import type { Table } from "./table.ts";

/** What one sending may weigh. */
export interface Limits {
  readonly files: number;
  /** Bytes of one file. */
  readonly fileBytes: number;
  /** Bytes of everything that is not a file. */
  readonly textBytes: number;
  /** Named parts of one body, files and texts together. */
  readonly parts: number;
  /** Seconds for a whole request, and for its head alone, before the connection is answered 408 and closed. */
  readonly requestSeconds: number;
  readonly headerSeconds: number;
}

const usualLimits: Limits = {
  files: 5,
  fileBytes: 10 * 1024 * 1024,
  textBytes: 2 * 1024 * 1024,
  parts: 400,
  requestSeconds: 300,
  headerSeconds: 15,
};

/** The bytes of the largest body that can be right: every file, every text, and what lies between the parts. */
export const mostBytes = (limits: Limits): number => limits.files * limits.fileBytes + limits.textBytes + 64 * 1024;

interface Log {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Another handler on the same port, under a path of its own, such as Slack's endpoint. */
interface Mount {
  readonly prefix: string;
  handle(request: Request): Promise<Response>;
}

export interface WebOptions {
  readonly intake: Intake;
  /** The address that people use; its origin is the only one that may post. */
  readonly publicUrl: string;
  readonly log: Log;
  /** A folder of our own for files on their way in, sealed. Emptied at start. */
  readonly spoolDir: string;
  readonly limits?: Partial<Limits>;
  readonly mounts?: readonly Mount[];
  /** The file of a member's calendar, by the last part of its address. Undefined when that opens nothing. */
  readonly calendar?: (name: string) => Promise<string | undefined>;
  /** The vendors' page; without it there is none. */
  readonly table?: Table;
  /** For readers whose browser wishes neither language. */
  readonly locale?: Locale;
  /** IANA name; every date on a page is in this zone and says so. */
  readonly timeZone?: string;
  readonly now?: () => Date;
}

/** The options with nothing left open. */
export interface Site {
  readonly intake: Intake;
  readonly publicUrl: URL;
  readonly log: Log;
  readonly spoolDir: string;
  readonly limits: Limits;
  readonly mounts: readonly Mount[];
  readonly calendar: (name: string) => Promise<string | undefined>;
  readonly table: Table | undefined;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly now: () => Date;
}

export const siteOf = (o: WebOptions): Site => ({
  intake: o.intake,
  publicUrl: new URL(o.publicUrl),
  log: o.log,
  spoolDir: o.spoolDir,
  limits: { ...usualLimits, ...o.limits },
  mounts: o.mounts ?? [],
  calendar: o.calendar ?? (async () => undefined),
  table: o.table,
  locale: o.locale ?? "ja",
  timeZone: o.timeZone ?? "Asia/Tokyo",
  now: o.now ?? (() => new Date()),
});

export type Env = { Bindings: HttpBindings; Variables: { locale: Locale } };
export type Call = Context<Env>;
