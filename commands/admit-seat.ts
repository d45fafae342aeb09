import type { Tx } from "../db/client.ts";
import { databaseNow, readSettings, takeRequest } from "../db/queries/desk.ts";
import { findMemberByAccount } from "../db/queries/members.ts";
import { findRoom } from "../db/queries/rooms.ts";
import { findContact, findSeat } from "../db/queries/seats.ts";
import { unseal } from "../src/crypto/keyring.ts";
import { audienceOfRoom } from "../src/domain/rooms.ts";
import { vendorName } from "../src/domain/vendors.ts";
import { type Audience, everyone, theParty } from "../src/label.ts";
import { impliedCase } from "./admit.ts";
import type { Invocation, Seat, SeatCommand, SeatCtx } from "./contract.ts";
import type { Desk } from "./desk.ts";
import * as refuse from "./refusals.ts";

/** Somebody at a vendor who may run this verb here. */
interface Seated {
  readonly ctx: SeatCtx;
  readonly audience: Audience;
  readonly repeated: boolean;
  readonly implied: string | undefined;
}

/** The page of a contact names them by their number and by which of their addresses it is: an older one opens nothing. */
const pageTenant = "vendor-page";

async function seatOf(desk: Desk, tx: Tx, { principal }: Invocation): Promise<Seat | undefined> {
  const { platform, tenant, user } = principal;
  const [id = "", page = ""] = user.split("/");
  const isPage = platform === "web" && tenant === pageTenant;
  const row = isPage ? await findContact(tx, Number(id)) : await findSeat(tx, platform, tenant, user);
  if (row === undefined || (isPage && (row.page === null || String(row.page) !== page))) return undefined;
  const vendor = vendorName(row.vendorId);
  const key = desk.keys.unwrap(row.key, vendor);
  // We sealed what our own code had made, so the shape is known.
  const { name } = JSON.parse(unseal(key, "vendor_contacts.person", row.person)) as { readonly name: string };
  return { contactId: row.contactId, vendorId: row.vendorId, vendor, key, name };
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
  const { platform, tenant, user } = inv.principal;
  const [now, settings, member, room, implied, isNew] = await Promise.all([
    databaseNow(tx),
    readSettings(tx),
    findMemberByAccount(tx, platform, tenant, user),
    inv.place.kind === "private" ? undefined : findRoom(tx, inv.place),
    impliedCase(tx, inv),
    !take || command.effects === "read" || inv.key === undefined || takeRequest(tx, desk.keys.request(inv.key)),
  ]);
  if (member !== undefined) throw refuse.forVendors(command.name);
  const seat = await seatOf(desk, tx, inv);
  const audience = audienceOfRoom(room);
  const isIn = seat !== undefined && (inv.place.kind === "private" || audience.parties.has(seat.vendor));
  if (!isIn && command.by !== "anyone") throw refuse.noSeat();
  const { keys, zone, calendar } = desk;
  const { principal, place, locale } = inv;
  const actor = seat === undefined ? `${platform}/${tenant}/${user}` : `contact/${seat.contactId}`;
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
    repeated: !isNew,
    implied,
  };
}
