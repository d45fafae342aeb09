import type { Text } from "./text.ts";

/** Who reads in a chat room, as its platform says now. What follows from it the core decides (commands/room). */
export interface RoomFacts {
  /** Another workspace or guild reads there, or was invited to. */
  readonly shared: boolean;
  /** Everybody in our own workspace or guild may read there without being invited. */
  readonly everybody: boolean;
  /** Readers who are not full members of our own workspace. */
  readonly guests: number;
  /** We are in it and may write. */
  readonly open: boolean;
}

/** One line of a check-up: what was looked at, and what to do when it is not well. */
export interface Finding {
  readonly ok: boolean;
  readonly text: Text<"public">;
}

/** What a platform answers when the core asks. All calls go over the network. */
export interface Surface {
  /** The set-up, looked over. `rooms`: channel ids that are bound there. Never throws: what fails is a finding. */
  examine(rooms: readonly string[]): Promise<readonly Finding[]>;
  /**
   * Who reads in a room. `quick` may be up to a minute old and may leave guests uncounted; `whole` asks for each reader.
   * `undefined` when the platform does not answer.
   */
  room(tenant: string, channel: string, how: "quick" | "whole"): Promise<RoomFacts | undefined>;
  /** Tells the platform our commands, unless it has them. Never throws. Absent where an app's own set-up holds them. */
  register?(): Promise<readonly Finding[]>;
}
