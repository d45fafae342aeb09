import { type Audience, everyone, theDesk, theParty } from "../label.ts";
import { shortReference } from "./reference.ts";
import { vendorIn } from "./vendors.ts";

/** Why a room that was bound to the desk is not trusted any more. Also the words of `rooms.held_why`. */
export type HeldWhy = "shared" | "everybody" | "guest" | "widened" | "parted" | "unknown";

/** Why a room is looked at: in the course of things, or since its platform told of something. */
export type Told = "nothing" | "suspect" | "widened";

/** Who reads in a room, as its platform says now (`RoomFacts`). */
interface Readers {
  readonly shared: boolean;
  readonly everybody: boolean;
  readonly guests: number;
  readonly outsiders: readonly string[];
  readonly open: boolean;
}

/** Who reads there besides the desk, or undefined. */
const whoElse = (readers: Readers): "shared" | "everybody" | "guest" | undefined => {
  if (readers.shared) return "shared";
  if (readers.everybody) return "everybody";
  return readers.guests > 0 ? "guest" : undefined;
};

/**
 * Whether others read there than those who belong there. @param belong outsiders who may, of a vendor's room; undefined: of a desk
 * room, where none may.
 */
export const hasOthers = (readers: Readers, belong: ReadonlySet<string> | undefined): boolean =>
  belong === undefined
    ? whoElse(readers) !== undefined
    : readers.everybody || readers.outsiders.some((o) => !belong.has(o));

/**
 * Why a desk room must be held, or undefined when it may stay.
 * @param readers undefined when the platform did not answer.
 * @param told what was said of the room: that others may read there now, so that not knowing is reason enough; or that
 * somebody may who could not when it was bound.
 */
export function whyHold(readers: Readers | undefined, told: Told): HeldWhy | undefined {
  const others = readers && whoElse(readers);
  if (others !== undefined) return others;
  if (told === "widened") return "widened";
  return told === "suspect" && readers?.open !== true ? "unknown" : undefined;
}

/**
 * Why a vendor's room must be held. Outsiders belong there, but only those who did when the desk said whose room it is.
 * @param known outsiders of then, and accounts that were tied to the vendor's people since.
 */
export function whyHoldVendor(
  readers: Readers | undefined,
  known: ReadonlySet<string>,
  told: Told,
): HeldWhy | undefined {
  if (readers !== undefined && hasOthers(readers, known)) return readers.everybody ? "everybody" : "widened";
  return told !== "nothing" && readers?.open !== true ? "unknown" : undefined;
}

/**
 * What a room of several vendors of one case is called, who each agreed to share it: `group/48213377/12+15`. Said there are public
 * words alone; what is one vendor's own, its people read privately.
 */
export const groupName = (reference: number, vendorIds: readonly number[]): string =>
  `group/${shortReference(reference).slice(1)}/${vendorIds.toSorted((a, b) => a - b).join("+")}`;

/** The inverse; `undefined` for what names no group. */
export function groupIn(
  audience: string,
): { readonly reference: number; readonly vendors: readonly number[] } | undefined {
  const [, reference, ids] = /^group\/(\d{8})\/(\d{1,9}(?:\+\d{1,9})+)$/.exec(audience) ?? [];
  return reference === undefined || ids === undefined
    ? undefined
    : { reference: Number(reference), vendors: ids.split("+").map(Number) };
}

/** Whose people belong in a room; nobody's in one of the desk or of everybody. */
export function vendorsIn(audience: string): readonly number[] {
  const one = vendorIn(audience);
  return one === undefined ? (groupIn(audience)?.vendors ?? []) : [one];
}

/** Whether people of this vendor act in this room. Not in one that is held: somebody else may read there. */
export const belongsIn = (room: Room | undefined, vendorId: number): boolean =>
  room !== undefined && room.heldAt === null && vendorsIn(room.audience).includes(vendorId);

interface Room {
  readonly audience: string;
  readonly heldAt: Date | null;
}

/** Who reads in a room by our own registry. A room that nobody bound is public, and so is one that is held. */
export function audienceOfRoom(room: Room | undefined): Audience {
  if (room === undefined || room.heldAt !== null) return everyone;
  if (room.audience === "desk") return theDesk;
  return vendorIn(room.audience) === undefined ? everyone : theParty(room.audience);
}
