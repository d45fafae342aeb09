import { escalateNow } from "../../db/queries/deadlines.ts";
import { buryWaiting } from "../../db/queries/notices.ts";
import type { RoomKey } from "../../db/queries/rooms.ts";
import type { Act } from "../desk.ts";
import { roomDestination } from "../destinations.ts";

/** What was meant for the desk and waits for this room is not sent there any more. Nobody can acknowledge those pings. */
export async function bury({ tx, now }: Act, room: RoomKey, why: string): Promise<void> {
  for (const { kind, params } of await buryWaiting(tx, roomDestination(room), why, now)) {
    if (kind === "ping") await escalateNow(tx, Number(params["ping"]), now);
  }
}
