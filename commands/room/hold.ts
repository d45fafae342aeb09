import { appendDesk } from "../../db/queries/audit.ts";
import { escalateNow } from "../../db/queries/deadlines.ts";
import { databaseNow, readSettings } from "../../db/queries/desk.ts";
import { addNotices, type NoticeDraft } from "../../db/queries/notices.ts";
import { deskRooms, findRoom, holdRoom, type RoomKey, waitingPings } from "../../db/queries/rooms.ts";
import { type HeldWhy, type Told, whyHold } from "../../src/domain/rooms.ts";
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

/**
 * Asks a desk room's platform who reads there, and holds the room when it is more than the desk. Other rooms are left alone.
 * The platform is asked outside any transaction. A room that is held is told once.
 * @param told what the platform said of it; see `whyHold`.
 */
export async function lookAt(desk: Desk, room: RoomKey, told: Told): Promise<void> {
  const bound = await desk.db.transaction((tx) => findRoom(tx, room));
  if (bound?.audience !== "desk" || bound.heldAt !== null) return;
  const facts = await desk.surfaces.get(room.platform)?.room(room.tenant, room.channel, "whole");
  const why = whyHold(facts, told);
  if (why === undefined) return;
  const { keys, calendar, zone } = desk;
  const held = await desk.db.transaction(async (tx) => {
    const [now, settings] = await Promise.all([databaseNow(tx), readSettings(tx)]);
    return await hold({ tx, now, settings, keys, calendar, zone, actor: "clock" }, room, why);
  });
  if (held) desk.log.warn({ platform: room.platform, channel: room.channel, why }, "a room is held");
}

/** Looks at every desk room, so that a change that nobody told us of costs no more than the time between two looks. */
export async function lookAtAll(desk: Desk): Promise<void> {
  const all = await desk.db.transaction((tx) => deskRooms(tx));
  for (const room of all) await lookAt(desk, room, "nothing");
}
