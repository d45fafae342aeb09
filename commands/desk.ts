import type { Logger } from "pino";
import type { Db, Tx } from "../db/client.ts";
import type { calendarIn } from "../src/calendar.ts";
import type { Keyring } from "../src/crypto/keyring.ts";
import type { Settings } from "../src/domain/settings.ts";
import type { Surface } from "../src/surface.ts";

/** What every verb of the desk stands on, built once in src/main.ts. */
export interface Desk {
  readonly db: Db;
  readonly keys: Keyring;
  /** IANA zone in which days are counted and times are shown. */
  readonly zone: string;
  readonly calendar: ReturnType<typeof calendarIn>;
  /** Address of the form, no slash at the end. */
  readonly publicUrl: string;
  readonly log: Logger;
  /** What the platforms can be asked, by name. Never inside a transaction: they are far away. */
  readonly surfaces: ReadonlyMap<string, Surface>;
  /** What Slack needs to know of our app, as JSON. Also when no Slack is configured: that is when one needs it. */
  readonly manifest: (how: "socket" | "http") => string;
}

/** An act that changes something: who does it, when, in which transaction. Members, the finder and the clock all act. */
export interface Act {
  readonly tx: Tx;
  readonly now: Date;
  /** As the audit names it: `member/3`, `finder`, `clock`. */
  readonly actor: string;
  readonly keys: Keyring;
  readonly settings: Settings;
  readonly calendar: Desk["calendar"];
  readonly zone: string;
}
