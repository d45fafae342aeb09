import type { Editor, Outlet } from "../../src/delivery.ts";
import type { Look } from "./changes.ts";
import { defaultWait } from "./egress.ts";
import type { Rooms } from "./rooms.ts";

/** Seconds until the queue comes back: by then the room is held, or the look has shown that nothing is wrong. */
const soon = 5;

/**
 * Before anything above public goes to a room, Slack is asked once more who reads there (guarantees.md T2). Where others do,
 * the room is held and the notice waits.
 */
export const guard =
  (deliver: Outlet, rooms: Rooms, look: Look): Outlet =>
  async (to, parcel) => {
    if (to.kind === "person" || parcel.rendered.rank === "public") return await deliver(to, parcel);
    const facts = await rooms.read(to.tenant, to.id, "quick");
    if (facts === undefined) return { outcome: "retry", after: defaultWait, why: "readers_unknown" };
    if (!facts.shared && facts.guests === 0) return await deliver(to, parcel);
    // Not held for want of a database: the next attempt comes here again.
    await look({ tenant: to.tenant, channel: to.id }, true).catch(() => {});
    return { outcome: "retry", after: soon, why: "others_read_here" };
  };

/** The same before a card is edited. */
export const guardEdit =
  (edit: Editor, rooms: Rooms, look: Look): Editor =>
  (to, ref, rendered) =>
    guard(
      (_, parcel) => edit(to, ref, parcel.rendered),
      rooms,
      look,
    )(to, { key: ref, possibleRepeat: false, rendered });
