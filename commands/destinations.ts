import type { Tx } from "../db/client.ts";
import { databaseNow } from "../db/queries/desk.ts";
import { accountsOf } from "../db/queries/members.ts";
import { notifiedParties } from "../db/queries/parties.ts";
import { deskRooms, type RoomKey } from "../db/queries/rooms.ts";
import { roomsOfParty } from "../db/queries/seats.ts";
import type { Case } from "../src/domain/case.ts";
import type { Recipient } from "../src/domain/notices.ts";
import type { Act } from "./desk.ts";
import { peopleOnDuty } from "./on-duty.ts";

/** Which surface is asked first when a member has several. The terminal is last: nobody carries it in a pocket. */
const order = ["slack", "discord", "console"];

/** The queue of one room or of one person's direct messages, as text: platform/tenant/kind/id. */
export const destination = (platform: string, tenant: string, kind: "room" | "person", id: string): string =>
  [platform, tenant, kind, id].map(encodeURIComponent).join("/");

/** The inverse of `destination`. */
export function parseDestination(text: string): {
  platform: string;
  tenant: string;
  kind: "room" | "person";
  id: string;
} {
  const [platform = "", tenant = "", kind = "", id = ""] = text.split("/").map(decodeURIComponent);
  return { platform, tenant, kind: kind === "room" ? "room" : "person", id };
}

/** The terminal of the server always hears what the desk room hears. */
const deskTerminal = destination("console", "local", "room", "desk");

/** Where each of these members is reached: their first account by `order` that is `open`. Members without any are absent. */
export async function personalDestinations(
  tx: Tx,
  memberIds: readonly number[],
  open: (destination: string) => boolean = () => true,
): Promise<ReadonlyMap<number, string>> {
  const accounts = await accountsOf(tx, memberIds);
  accounts.sort((a, b) => order.indexOf(b.platform) - order.indexOf(a.platform));
  const reached = accounts.map((a) => [a.memberId, destination(a.platform, a.tenant, "person", a.account)] as const);
  return new Map(reached.filter(([, d]) => open(d)));
}

export const roomDestination = (r: RoomKey): string => destination(r.platform, r.tenant, "room", r.channel);

/** Where those on duty are reached. */
export async function dutyDestinations(tx: Tx): Promise<string[]> {
  const members = await peopleOnDuty(tx, await databaseNow(tx));
  return [...(await personalDestinations(tx, members)).values()];
}

/**
 * Rooms bound to the desk, and the server's terminal. A room that is held hears nothing; when no other is left, those on duty
 * hear it in its place.
 */
export async function deskDestinations(tx: Tx): Promise<string[]> {
  const bound = await deskRooms(tx);
  const open = bound.filter((r) => r.heldAt === null);
  const instead = open.length === 0 && bound.length > 0 ? await dutyDestinations(tx) : [];
  return [...new Set([deskTerminal, ...open.map(roomDestination), ...instead])];
}

/** Where the formal messages of a case go, one destination for each who is written to. They wait there for mail. */
export async function mailDestinations(
  act: Act,
  to: "finder" | "parties",
  c: Case,
  finderId: number,
): Promise<string[]> {
  if (to === "finder") return [destination("mail", "finder", "person", String(finderId))];
  const parties = await notifiedParties(act.tx, c.id);
  return parties.map((p) => destination("mail", "party", "person", String(p.id)));
}

/** Who hears of something that happened to a case. Nobody is told of what they did themselves. */
export async function destinationsFor(
  act: Act,
  to: Recipient,
  c: Case,
  finderId: number,
  party: number | null,
): Promise<string[]> {
  if (to === "vendor") return party === null ? [] : (await roomsOfParty(act.tx, party)).map(roomDestination);
  if (to === "finder") return [destination("mail", "finder", "person", String(finderId))];
  if (to === "desk-rooms") return await deskDestinations(act.tx);
  if (c.assigneeId === null) return await deskDestinations(act.tx);
  if (act.actor === `member/${c.assigneeId}`) return [];
  const found = (await personalDestinations(act.tx, [c.assigneeId])).get(c.assigneeId);
  return found === undefined ? await deskDestinations(act.tx) : [found];
}
