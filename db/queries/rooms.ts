import type { Tx } from "../client.ts";
import { and, eq } from "../orm.ts";
import { rooms } from "../schema/index.ts";

export interface RoomKey {
  readonly platform: string;
  readonly tenant: string;
  readonly channel: string;
}

const is = (room: RoomKey) =>
  and(eq(rooms.platform, room.platform), eq(rooms.tenant, room.tenant), eq(rooms.channel, room.channel));

export async function findRoom(tx: Tx, room: RoomKey) {
  const [row] = await tx.select().from(rooms).where(is(room));
  return row;
}

export async function bindRoom(tx: Tx, room: RoomKey, audience: string, by: number, now: Date): Promise<void> {
  await tx
    .insert(rooms)
    .values({ ...room, audience, boundBy: by, boundAt: now })
    .onConflictDoUpdate({
      target: [rooms.platform, rooms.tenant, rooms.channel],
      set: { audience, boundBy: by, boundAt: now },
    });
}

/** @returns false when it was not bound. */
export async function unbindRoom(tx: Tx, room: RoomKey): Promise<boolean> {
  const gone = await tx.delete(rooms).where(is(room)).returning({ channel: rooms.channel });
  return gone.length > 0;
}

export const roomsFor = (tx: Tx, audience: string) => tx.select().from(rooms).where(eq(rooms.audience, audience));
