import type { RoomKey } from "../../db/queries/rooms.ts";
import type { Act } from "../desk.ts";
import { roomDestination } from "../destinations.ts";
import { giveUp } from "../stops.ts";

/** What was meant for the desk and waits for this room is not sent there any more. */
export async function bury(act: Act, room: RoomKey, why: string): Promise<void> {
  await giveUp(act, roomDestination(room), why);
}
