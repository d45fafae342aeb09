import type { Delivery } from "./delivery.ts";
import type { Text } from "./text.ts";

/** Who reads in a chat room, as its platform says now. What follows from it the core decides (commands/room). */
export interface RoomFacts {
  /** Another workspace or guild reads there, or was invited to. */
  readonly shared: boolean;
  /** Everybody in our own workspace or guild may read there without being invited. */
  readonly everybody: boolean;
  /** Readers who are not full members of our own workspace. */
  readonly guests: number;
  /**
   * Those who are not of the desk's own workspace, as far as the platform tells: `team:T9` another workspace, `guest:U7` a guest of
   * ours, `role:1` and `user:2` whom a Discord channel lets in, `team:?` and
   * `guild:?` others that are not named.
   */
  readonly outsiders: readonly string[];
  /** We are in it and may write. */
  readonly open: boolean;
}

/** One line of a check-up: what was looked at, and what to do when it is not well. */
export interface Finding {
  readonly ok: boolean;
  readonly text: Text<"public">;
}

/** A room that is to be made: nobody reads in it but us and those who are named. */
export interface RoomWish {
  readonly name: string;
  /** Accounts, by their ids there. */
  readonly people: readonly string[];
  /** Roles, by their ids there. */
  readonly roles: readonly string[];
}

/** What came of it: the room, or the platform's code for why not. */
export type Made =
  | { readonly ok: true; readonly tenant: string; readonly channel: string }
  | { readonly ok: false; readonly why: string };

/** What a platform answers when the core asks. All calls go over the network. */
export interface Surface {
  /** The set-up, looked over. `rooms`: channel ids that are bound there. Never throws: what fails is a finding. */
  examine(rooms: readonly string[]): Promise<readonly Finding[]>;
  /**
   * Who reads in a room. `quick` may be up to a minute old and may leave guests uncounted; `whole` asks for each reader.
   * `undefined` when the platform does not answer.
   */
  room(tenant: string, channel: string, how: "quick" | "whole"): Promise<RoomFacts | undefined>;
  /**
   * Makes the platform's group of those on duty hold these accounts and no others; absent where none is kept. Never throws.
   * Doing it twice does no harm.
   */
  group?(accounts: readonly { readonly tenant: string; readonly account: string }[]): Promise<Delivery>;
  /** Tells the platform our commands, unless it has them. Never throws. Absent where an app's own set-up holds them. */
  register?(): Promise<readonly Finding[]>;
  /** Makes a closed room. Never throws. Absent where people make their rooms themselves. */
  make?(wish: RoomWish): Promise<Made>;
  /** Workspace or guild, where rooms are made. */
  readonly tenant?: string;
}
