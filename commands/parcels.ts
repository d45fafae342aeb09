import type { Tx } from "../db/client.ts";
import { databaseNow, readSettings } from "../db/queries/desk.ts";
import { findMemberByAccount } from "../db/queries/members.ts";
import { beginAttempt, endedAttempts, type Notice, nextUnsent } from "../db/queries/notices.ts";
import { findRoom } from "../db/queries/rooms.ts";
import { claimTry, type Stop, stopsOf } from "../db/queries/stops.ts";
import type { Address } from "../src/delivery.ts";
import { audienceOfRoom } from "../src/domain/rooms.ts";
import { whatNow } from "../src/domain/stops.ts";
import { type Audience, everyone, theDesk } from "../src/label.ts";
import type { Locale } from "../src/locale.ts";
import { type Rendered, render } from "../src/render.ts";
import type { View } from "../src/view.ts";
import type { Act, Desk } from "./desk.ts";
import { destination } from "./destinations.ts";
import { noticeView } from "./notices/index.ts";
import { knownOutsiders } from "./room/hold.ts";

/** A notice that was begun so often and never ended: each process that took it up died over it. */
const beginLimit = 6;

/** Who reads there now, by our own registry, looked up at the moment of sending. A person who left reads nothing. */
export async function readerOf(
  tx: Tx,
  to: Address,
  fallback: Locale,
): Promise<{
  audience: Audience;
  locale: Locale;
  held: boolean;
  gone?: boolean;
  /** Of a vendor's room: who of outside belongs there. */
  outsiders?: ReadonlySet<string>;
}> {
  if (to.kind === "person") {
    const member = await findMemberByAccount(tx, to.platform, to.tenant, to.id);
    return member === undefined
      ? { audience: everyone, locale: fallback, held: false, gone: true }
      : { audience: theDesk, locale: member.locale, held: false };
  }
  const room = await findRoom(tx, { platform: to.platform, tenant: to.tenant, channel: to.id });
  const outsiders = room && (await knownOutsiders(tx, room));
  return {
    audience: audienceOfRoom(room),
    locale: fallback,
    held: (room?.heldAt ?? null) !== null,
    ...(outsiders !== undefined && { outsiders }),
  };
}

/** What a queue does next. */
type Next =
  /** Nothing waits, or it waits for somebody to bind a held room anew. */
  | { readonly kind: "none" }
  /** Everything that waits is to be given up: nothing is taken there. */
  | { readonly kind: "bury"; readonly why: string }
  /** A stop is about to end; look again then. */
  | { readonly kind: "wait"; readonly until: Date }
  | { readonly kind: "outdated"; readonly notice: Notice }
  | { readonly kind: "unmakeable"; readonly notice: Notice; readonly why: string }
  /** `trying`: names of the stops whose one try this is. */
  | {
      readonly kind: "send";
      readonly notice: Notice;
      readonly rendered: Rendered;
      readonly to: Address;
      readonly trying: readonly string[];
    };

export interface Queue {
  readonly to: Address;
  /** In rooms. People have a language of their own. */
  readonly locale: Locale;
}

export const nameOf = ({ to }: Queue): string => destination(to.platform, to.tenant, to.kind, to.id);

/** Lets one process through when a stop is over; the others wait for what comes of it. */
async function passStops(tx: Tx, stops: readonly Stop[], now: Date): Promise<Next | undefined> {
  const last = stops.toSorted((a, b) => b.until.getTime() - a.until.getTime())[0];
  if (last === undefined) return undefined;
  const what = whatNow(stops, now);
  if (what === "bury") return { kind: "bury", why: `stopped: ${last.why}` };
  const names = stops.map((s) => s.destination);
  if (what === "try" && (await claimTry(tx, names, now))) return undefined;
  return { kind: "wait", until: new Date(Math.max(last.until.getTime(), now.getTime() + 1_000)) };
}

/** Takes the next notice of a queue and makes its words from what holds now. */
export async function prepare(desk: Desk, tx: Tx, queue: Queue): Promise<Next> {
  const { to, locale } = queue;
  const notice = await nextUnsent(tx, nameOf(queue));
  if (notice === undefined) return { kind: "none" };
  const [now, settings, reader, stops] = await Promise.all([
    databaseNow(tx),
    readSettings(tx),
    readerOf(tx, to, locale),
    stopsOf(tx, [nameOf(queue), to.platform]),
  ]);
  // What waits for a held room goes out when somebody binds it anew.
  if (reader.held) return { kind: "none" };
  // Not even public words, and a reminder goes on to the next person at once.
  if (reader.gone === true) return { kind: "unmakeable", notice, why: "no longer of the desk" };
  const { keys, calendar, zone } = desk;
  const act: Act = { tx, now, settings, keys, calendar, zone, actor: "clock" };
  if (notice.unclear && notice.attempts >= beginLimit) {
    const lost = notice.attempts - (await endedAttempts(tx, notice.id));
    if (lost >= beginLimit) return { kind: "unmakeable", notice, why: `begun ${lost} times and never ended` };
  }
  const made = await noticeView(act, notice, to.kind);
  if (made === undefined) return { kind: "outdated", notice };
  // `render` checks every part against the audience at run time; a view from the table has lost its static rank.
  const rendered = render(made as View<"public">, reader.audience as Audience<"public">, reader.locale);
  const stopped = await passStops(tx, stops, now);
  if (stopped !== undefined) return stopped;
  await beginAttempt(tx, notice.id);
  const there: Address = reader.outsiders === undefined ? to : { ...to, outsiders: reader.outsiders };
  return { kind: "send", notice, rendered, to: there, trying: stops.map((s) => s.destination) };
}
