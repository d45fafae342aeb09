import type { Told } from "../../src/domain/rooms.ts";
import type { Rooms } from "./rooms.ts";
import type { World } from "./world.ts";

/** Has the core look at a room again. Only rooms that are bound matter to it. */
export type Look = (room: { readonly tenant: string; readonly channel: string }, told: Told) => Promise<unknown>;

export interface ChangeDeps {
  readonly guild: string;
  readonly world: World;
  readonly rooms: Rooms;
  readonly look: Look;
  /** Looks at every room that is bound: what happened concerns more than one, or we were away and do not know what happened. */
  readonly lookAll: () => Promise<unknown>;
}

/** Has the core look again at rooms whose readers may have changed. @returns what to do with one dispatch. */
export function createChanges({ guild, world, rooms, look, lookAll }: ChangeDeps) {
  return async (type: string, data: unknown): Promise<void> => {
    const { touched, widened } = world.take(type, data);
    if (touched.length === 0) return;
    rooms.forget();
    for (const channel of widened) await look({ tenant: guild, channel }, "widened");
    if (touched === "all") await lookAll();
    else
      for (const channel of touched.filter((c) => !widened.includes(c)))
        await look({ tenant: guild, channel }, "nothing");
  };
}
