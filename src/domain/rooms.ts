import { type Audience, everyone, theDesk } from "../label.ts";

/** Why a room that was bound to the desk is not trusted any more. Also the words of `rooms.held_why`. */
export type HeldWhy = "shared" | "guest" | "unknown";

/** Who reads in a room, as its platform says now (`RoomFacts`). */
interface Readers {
  readonly shared: boolean;
  readonly guests: number;
  readonly open: boolean;
}

/**
 * Why a desk room must be held, or undefined when it may stay.
 * @param readers undefined when the platform did not answer.
 * @param suspect something said that others may read there now: then not knowing is reason enough.
 */
export function whyHold(readers: Readers | undefined, suspect: boolean): HeldWhy | undefined {
  if (readers?.shared === true) return "shared";
  if (readers !== undefined && readers.guests > 0) return "guest";
  return suspect && readers?.open !== true ? "unknown" : undefined;
}

/** Who reads in a room by our own registry. A room that nobody bound is public, and so is one that is held. */
export const audienceOfRoom = (
  room: { readonly audience: string; readonly heldAt: Date | null } | undefined,
): Audience => (room?.audience === "desk" && room.heldAt === null ? theDesk : everyone);
