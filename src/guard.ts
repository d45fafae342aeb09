import type { Editor, Outlet } from "./delivery.ts";
import { hasOthers } from "./domain/rooms.ts";
import type { Surface } from "./surface.ts";

/** Seconds until the queue comes back: by then the room is held, or the look has shown that nothing is wrong. */
const soon = 5;
/** Seconds when the platform does not say who reads there. */
const later = 30;

/** Who reads in a room, and what to do when it is more than it should be. */
export interface Watch {
  readonly read: Surface["room"];
  readonly distrust: (room: { readonly tenant: string; readonly channel: string }) => Promise<unknown>;
}

/**
 * Before anything above public goes to a room, its platform is asked once more who reads there (guarantees.md T2). Where
 * others do, the room is held and the notice waits.
 */
export const guard =
  (deliver: Outlet, { read, distrust }: Watch): Outlet =>
  async (to, parcel) => {
    if (to.kind === "person" || parcel.rendered.rank === "public") return await deliver(to, parcel);
    const facts = await read(to.tenant, to.id, "quick");
    if (facts === undefined) return { outcome: "retry", after: later, why: "readers_unknown" };
    if (!hasOthers(facts, to.outsiders)) return await deliver(to, parcel);
    // Not held for want of a database: the next attempt comes here again.
    await distrust({ tenant: to.tenant, channel: to.id }).catch(() => {});
    return { outcome: "retry", after: soon, why: "others_read_here" };
  };

/** The same before a card is edited. */
export const guardEdit =
  (edit: Editor, watch: Watch): Editor =>
  (to, ref, rendered) =>
    guard((_, parcel) => edit(to, ref, parcel.rendered), watch)(to, { key: ref, possibleRepeat: false, rendered });
