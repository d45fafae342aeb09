import type { Tx } from "../../db/client.ts";
import { appendDesk } from "../../db/queries/audit.ts";
import { escalateNow } from "../../db/queries/deadlines.ts";
import { databaseNow, readSettings } from "../../db/queries/desk.ts";
import { addNotices, type NoticeDraft } from "../../db/queries/notices.ts";
import { findRoom, holdRoom, type RoomKey, waitingPings, watchedRooms } from "../../db/queries/rooms.ts";
import { accountsOfVendor, sharingVendors } from "../../db/queries/seats.ts";
import { groupIn, type HeldWhy, type Told, vendorsIn, whyHold, whyHoldVendor } from "../../src/domain/rooms.ts";
import type { RoomFacts } from "../../src/surface.ts";
import type { Act, Desk } from "../desk.ts";
import { deskDestinations, dutyDestinations, personalDestinations, roomDestination } from "../destinations.ts";

/** Holds the room, and tells those on duty, who bound it, and the desk's other rooms. They get its waiting pings, too. */
async function hold(act: Act, room: RoomKey, why: HeldWhy): Promise<boolean> {
  const { tx, now } = act;
  if (!(await holdRoom(tx, room, why, now))) return false;
  const { platform, tenant, channel } = room;
  await appendDesk(tx, act.keys, act.actor, now, [{ action: "room.held", data: { platform, tenant, channel, why } }]);
  const own = roomDestination(room);
  const boundBy = (await findRoom(tx, room))?.boundBy;
  const people = await personalDestinations(tx, boundBy === undefined ? [] : [boundBy]);
  const hearers = new Set([...(await deskDestinations(tx)), ...(await dutyDestinations(tx)), ...people.values()]);
  const pings = await waitingPings(tx, own);
  const drafts = [...hearers].flatMap((destination): NoticeDraft[] => [
    {
      destination,
      kind: "room-held",
      params: { platform, tenant, channel },
      dedupe: `room-held ${own} ${now.toISOString()} ${destination}`,
    },
    ...pings.map(({ ping, caseId }) => ({
      destination,
      kind: "ping",
      caseId,
      params: { ping },
      dedupe: `ping ${ping} ${destination}`,
    })),
  ]);
  await addNotices(tx, drafts, now);
  for (const { ping } of pings) await escalateNow(tx, ping, now);
  return true;
}

type Bound = NonNullable<Awaited<ReturnType<typeof findRoom>>>;

/**
 * Who of outside may read in a room of one vendor or of several: those of when it was bound, and whoever was tied to these vendors
 * since. Undefined: a room of the desk, where nobody may.
 */
export async function knownOutsiders(tx: Tx, room: Bound): Promise<ReadonlySet<string> | undefined> {
  const vendors = vendorsIn(room.audience);
  if (vendors.length === 0) return undefined;
  // Ids are unique only within a workspace: the same one elsewhere is somebody else.
  const accounts = await Promise.all(vendors.map((id) => accountsOfVendor(tx, id)));
  const theirs = accounts.flat().filter((a) => a.platform === room.platform && a.tenant === room.tenant);
  return new Set([...(room.outsiders ?? []), ...theirs.flatMap((a) => [`guest:${a.account}`, `user:${a.account}`])]);
}

/** Why a room must be held, now that its platform says this of it. */
async function whyHeld(tx: Tx, room: Bound, facts: RoomFacts | undefined, told: Told): Promise<HeldWhy | undefined> {
  const known = await knownOutsiders(tx, room);
  if (known === undefined) return whyHold(facts, told);
  const group = groupIn(room.audience);
  if (group !== undefined) {
    const still = await sharingVendors(tx, group.reference);
    if (group.vendors.some((id) => !still.includes(id))) return "parted";
  }
  return whyHoldVendor(facts, known, told);
}

/**
 * Asks the platform of a desk's or a vendor's room who reads there, and holds the room when it is more than was said when it was
 * bound. Other rooms are left alone. The platform is asked outside any transaction. A room that is held is told once.
 * @param told what the platform said of it; see `whyHold`.
 */
export async function lookAt(desk: Desk, room: RoomKey, told: Told): Promise<void> {
  const bound = await desk.db.transaction((tx) => findRoom(tx, room));
  if (bound === undefined || bound.audience === "public" || bound.heldAt !== null) return;
  const facts = await desk.surfaces.get(room.platform)?.room(room.tenant, room.channel, "whole");
  const { keys, calendar, zone } = desk;
  const why = await desk.db.transaction(async (tx) => {
    const found = await whyHeld(tx, bound, facts, told);
    if (found === undefined) return undefined;
    const [now, settings] = await Promise.all([databaseNow(tx), readSettings(tx)]);
    const held = await hold({ tx, now, settings, keys, calendar, zone, actor: "clock" }, room, found);
    return held ? found : undefined;
  });
  if (why !== undefined) desk.log.warn({ platform: room.platform, channel: room.channel, why }, "a room is held");
}

/** Looks at every such room, so that a change that nobody told us of costs no more than the time between two looks. */
export async function lookAtAll(desk: Desk): Promise<void> {
  const all = await desk.db.transaction((tx) => watchedRooms(tx));
  for (const room of all) await lookAt(desk, room, "nothing");
}
