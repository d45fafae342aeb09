import type { Tx } from "../db/client.ts";
import { accountsOf } from "../db/queries/members.ts";
import { deskRooms } from "../db/queries/rooms.ts";
import type { Case } from "../src/domain/case.ts";
import type { Recipient } from "../src/domain/notices.ts";
import type { Act } from "./desk.ts";

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

/** Where each of these members is reached: their first account by `order`. Members without any are absent. */
export async function personalDestinations(tx: Tx, memberIds: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const accounts = await accountsOf(tx, memberIds);
  accounts.sort((a, b) => order.indexOf(b.platform) - order.indexOf(a.platform));
  return new Map(accounts.map((a) => [a.memberId, destination(a.platform, a.tenant, "person", a.account)]));
}

/** Rooms bound to the desk and not held, and the server's terminal. */
export async function deskDestinations(tx: Tx): Promise<string[]> {
  const open = (await deskRooms(tx)).filter((r) => r.heldAt === null);
  return [deskTerminal, ...open.map((r) => destination(r.platform, r.tenant, "room", r.channel))];
}

/** Who hears of something that happened to a case. Nobody is told of what they did themselves. */
export async function destinationsFor(act: Act, to: Recipient, c: Case, finderId: number): Promise<string[]> {
  if (to === "finder") return [destination("mail", "finder", "person", String(finderId))];
  if (to === "desk-rooms") return await deskDestinations(act.tx);
  if (c.assigneeId === null) return await deskDestinations(act.tx);
  if (act.actor === `member/${c.assigneeId}`) return [];
  const found = (await personalDestinations(act.tx, [c.assigneeId])).get(c.assigneeId);
  return found === undefined ? await deskDestinations(act.tx) : [found];
}
