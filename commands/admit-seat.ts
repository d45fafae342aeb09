import type { Tx } from "../db/client.ts";
import { findSeat } from "../db/queries/seats.ts";
import { belongsIn } from "../src/domain/rooms.ts";
import { vendorName } from "../src/domain/vendors.ts";
import { type Audience, everyone, theParty } from "../src/label.ts";
import { arrive } from "./admit.ts";
import type { Invocation, Seat, SeatCommand, SeatCtx } from "./contract.ts";
import type { Desk } from "./desk.ts";
import * as refuse from "./refusals.ts";
import { unknown } from "./unknown.ts";

/** Somebody at a vendor who may run this verb here. */
interface Seated {
  readonly ctx: SeatCtx;
  readonly audience: Audience;
  readonly repeated: boolean;
  readonly implied: string | undefined;
}

const day = 86_400_000;

/**
 * The seat of an account. A personal link to the page ends by itself (setting `vendor.page-days`, calendar days): unlike an account in
 * chat it is with whoever has it.
 */
async function seatOf(
  desk: Desk,
  tx: Tx,
  { principal }: Invocation,
  now: Date,
  pageDays: number,
): Promise<Seat | undefined> {
  const row = await findSeat(tx, principal.platform, principal.tenant, principal.user);
  if (row === undefined) return undefined;
  if (principal.platform === "web" && now.getTime() - row.linkedAt.getTime() >= pageDays * day) return undefined;
  const vendor = vendorName(row.vendorId);
  return { contactId: row.contactId, vendorId: row.vendorId, vendor, key: desk.keys.unwrap(row.key, vendor) };
}

/**
 * Names who asks for a vendor, and whether they may here: in a room of their own vendor, or alone with us. Everybody else gets one
 * and the same answer, so that nobody learns whose room it is.
 * @throws Refusal `stranger`, or `not-allowed` for a member of the desk.
 */
export async function admitSeat(
  desk: Desk,
  tx: Tx,
  inv: Invocation,
  command: SeatCommand,
  take: boolean,
): Promise<Seated> {
  const { now, settings, member, room, implied, repeated } = await arrive(desk, tx, inv, command, take);
  // A member who typed "show" meant no vendor's verb.
  if (member !== undefined) throw /^\s*reply\b/i.test(inv.line) ? refuse.forVendors(command.name) : unknown(inv.line);
  const seat = await seatOf(desk, tx, inv, now, settings["vendor.page-days"]);
  const isIn = seat !== undefined && (inv.place.kind === "private" || belongsIn(room, seat.vendorId));
  if (!isIn && command.by !== "anyone") throw refuse.noSeat();
  const { keys, zone, calendar } = desk;
  const { principal, place, locale } = inv;
  const actor = seat === undefined ? Object.values(principal).join("/") : `contact/${seat.contactId}`;
  return {
    ctx: {
      tx,
      now,
      settings,
      seat: isIn ? seat : undefined,
      desk,
      actor,
      principal,
      place,
      locale,
      keys,
      zone,
      calendar,
    },
    audience: isIn ? theParty(seat.vendor) : everyone,
    repeated,
    implied,
  };
}
