import type { HeldWhy } from "../../src/domain/rooms.ts";
import type { Tx } from "../client.ts";
import { and, eq, isNull, ne, sql } from "../orm.ts";
import { notices, rooms } from "../schema/index.ts";

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

interface Binding {
  /** desk, public, or a vendor: `vendor/12`. */
  readonly audience: string;
  /** Who of outside reads there, for a vendor's room. */
  readonly outsiders: readonly string[] | null;
  readonly by: number;
  readonly now: Date;
}

/** Binds a room, or binds it anew: what it was held for is over then. */
export async function bindRoom(tx: Tx, { platform, tenant, channel }: RoomKey, binding: Binding): Promise<void> {
  const { audience, by, now } = binding;
  const outsiders = binding.outsiders === null ? null : [...binding.outsiders];
  const set = { audience, outsiders, boundBy: by, boundAt: now, heldAt: null, heldWhy: null };
  await tx
    .insert(rooms)
    .values({ platform, tenant, channel, ...set })
    .onConflictDoUpdate({ target: [rooms.platform, rooms.tenant, rooms.channel], set });
}

const isWatched = ne(rooms.audience, "public");

/** Holds a room of the desk or of a vendor. @returns false when there is nothing to hold: it is none, or is held already. */
export async function holdRoom(tx: Tx, room: RoomKey, why: HeldWhy, now: Date): Promise<boolean> {
  const held = await tx
    .update(rooms)
    .set({ heldAt: now, heldWhy: why })
    .where(and(is(room), isWatched, isNull(rooms.heldAt)))
    .returning({ channel: rooms.channel });
  return held.length > 0;
}

/** @returns false when it was not bound. */
export async function unbindRoom(tx: Tx, room: RoomKey): Promise<boolean> {
  const gone = await tx.delete(rooms).where(is(room)).returning({ channel: rooms.channel });
  return gone.length > 0;
}

/** Rooms where more than public words may be said: whether that still holds is looked at now and then. */
export const watchedRooms = (tx: Tx) => tx.select().from(rooms).where(isWatched);

export const deskRooms = (tx: Tx) => tx.select().from(rooms).where(eq(rooms.audience, "desk"));

/** The reminders that wait for a destination: the ping's id and its case. */
export async function waitingPings(tx: Tx, destination: string): Promise<{ ping: number; caseId: number | null }[]> {
  const waiting = await tx
    .select({ params: notices.params, caseId: notices.caseId })
    .from(notices)
    .where(and(eq(notices.destination, destination), eq(notices.state, "unsent"), eq(notices.kind, "ping")));
  return waiting.map(({ params, caseId }) => ({ ping: Number(params["ping"]), caseId }));
}

export const countWaiting = (tx: Tx, destination: string): Promise<number> =>
  tx.$count(notices, and(eq(notices.destination, destination), eq(notices.state, "unsent")));

/** Has all desk rooms looked at in a moment, once for however many ask. */
export async function lookSoon(tx: Tx): Promise<void> {
  await tx.execute(sql`
    select graphile_worker.add_job('rooms', '{}'::json, job_key := 'rooms soon', run_at := now() + interval '5 seconds')`);
}
