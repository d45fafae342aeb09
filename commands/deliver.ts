import type { Tx } from "../db/client.ts";
import { escalateNow, markPingSent } from "../db/queries/deadlines.ts";
import { databaseNow, readSettings } from "../db/queries/desk.ts";
import { findMemberByAccount } from "../db/queries/members.ts";
import { beginAttempt, endAttempt, type Notice, nextUnsent, wake } from "../db/queries/notices.ts";
import { findRoom } from "../db/queries/rooms.ts";
import type { Address, Delivery, Outlet } from "../src/delivery.ts";
import { audienceOfRoom } from "../src/domain/rooms.ts";
import { type Audience, everyone, theDesk } from "../src/label.ts";
import type { Locale } from "../src/locale.ts";
import { type Rendered, render } from "../src/render.ts";
import type { View } from "../src/view.ts";
import type { Act, Desk } from "./desk.ts";
import { parseDestination } from "./destinations.ts";
import { noticeView } from "./notices/index.ts";

/** After so many attempts of unknown end a notice goes to the dead letters instead of being repeated again. */
const unclearLimit = 3;

/** Who reads there now, by our own registry, looked up at the moment of sending. A person who left reads nothing. */
async function readerOf(
  tx: Tx,
  to: Address,
  fallback: Locale,
): Promise<{ audience: Audience; locale: Locale; held: boolean }> {
  if (to.kind === "person") {
    const member = await findMemberByAccount(tx, to.platform, to.tenant, to.id);
    return member === undefined
      ? { audience: everyone, locale: fallback, held: false }
      : { audience: theDesk, locale: member.locale, held: false };
  }
  const room = await findRoom(tx, { platform: to.platform, tenant: to.tenant, channel: to.id });
  return { audience: audienceOfRoom(room), locale: fallback, held: (room?.heldAt ?? null) !== null };
}

type Prepared =
  | { readonly kind: "none" }
  | { readonly kind: "over"; readonly notice: Notice; readonly why: string }
  | { readonly kind: "send"; readonly notice: Notice; readonly rendered: Rendered };

async function prepare(desk: Desk, tx: Tx, to: Address, destination: string, locale: Locale): Promise<Prepared> {
  const notice = await nextUnsent(tx, destination);
  if (notice === undefined) return { kind: "none" };
  const [now, settings, reader] = await Promise.all([databaseNow(tx), readSettings(tx), readerOf(tx, to, locale)]);
  // What waits for a held room goes out when somebody binds it anew.
  if (reader.held) return { kind: "none" };
  const { keys, calendar, zone } = desk;
  const act: Act = { tx, now, settings, keys, calendar, zone, actor: "clock" };
  await beginAttempt(tx, notice.id);
  try {
    const made = await noticeView(act, notice, to.kind);
    if (made === undefined) return { kind: "over", notice, why: "nothing left to say" };
    // `render` checks every part against the audience at run time; a view from the table has lost its static rank.
    return {
      kind: "send",
      notice,
      rendered: render(made as View<"public">, reader.audience as Audience<"public">, reader.locale),
    };
  } catch (error) {
    // One notice that cannot be made must not hold the others up.
    desk.log.error({ notice: notice.id, kind: notice.kind, err: error }, "a notice could not be made");
    return { kind: "over", notice, why: "could not be made" };
  }
}

/** Retry-After of the platform, or a pause that grows with the attempts, at most five minutes. */
const pause = (delivery: Delivery, attempts: number): number =>
  delivery.outcome === "retry" ? delivery.after : Math.min(300, 2 ** Math.min(attempts, 8));

async function conclude(desk: Desk, notice: Notice, destination: string, delivery: Delivery): Promise<boolean> {
  return await desk.db.transaction(async (tx) => {
    const now = await databaseNow(tx);
    const attempts = notice.attempts + 1;
    const given: Delivery =
      delivery.outcome === "unclear" && notice.unclear && attempts >= unclearLimit
        ? { outcome: "dead", scope: "notice", why: `unclear ${attempts} times: ${delivery.why}` }
        : delivery;
    await endAttempt(tx, notice, given, now);
    const pingId = notice.kind === "ping" ? Number(notice.params["ping"]) : undefined;
    if (given.outcome === "sent" && pingId !== undefined) await markPingSent(tx, pingId, now);
    if (given.outcome === "dead") {
      desk.log.error({ notice: notice.id, kind: notice.kind, why: given.why }, "a notice could not be delivered");
      // Nobody can acknowledge what did not arrive: the next rung is asked at once.
      if (pingId !== undefined) await escalateNow(tx, pingId, now);
    }
    if (given.outcome === "sent" || given.outcome === "dead") return true;
    await wake(tx, [destination], new Date(now.getTime() + pause(given, attempts) * 1000));
    return false;
  });
}

/**
 * Sends a destination's notices in order and stops at the first that must wait. The job queue runs one drain per
 * destination at a time. No transaction is held while a platform is called: the attempt is written before, its end after, and
 * an attempt without an end is repeated once more, saying so (ADR 0004).
 */
export async function drain(
  desk: Desk,
  outlets: ReadonlyMap<string, Outlet>,
  destination: string,
  roomLocale: Locale,
): Promise<number> {
  const to = parseDestination(destination);
  const deliver = outlets.get(to.platform);
  if (deliver === undefined) return 0; // kept unsent until a process that has this platform drains it
  for (let sent = 0; ; ) {
    const next = await desk.db.transaction((tx) => prepare(desk, tx, to, destination, roomLocale));
    if (next.kind === "none") return sent;
    const delivery: Delivery =
      next.kind === "over"
        ? { outcome: "dead", scope: "notice", why: next.why }
        : await deliver(to, {
            key: String(next.notice.id),
            possibleRepeat: next.notice.unclear,
            rendered: next.rendered,
          });
    if (next.kind === "over" && next.why === "nothing left to say") {
      await desk.db.transaction(async (tx) =>
        endAttempt(tx, next.notice, { outcome: "sent", why: next.why }, await databaseNow(tx)),
      );
      continue;
    }
    if (!(await conclude(desk, next.notice, destination, delivery))) return sent;
    if (delivery.outcome === "sent") sent += 1;
  }
}
