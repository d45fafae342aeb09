import { escalateNow } from "../db/queries/deadlines.ts";
import { listMembers } from "../db/queries/members.ts";
import { addNotices, buryWaiting, type Notice } from "../db/queries/notices.ts";
import type { RoomKey } from "../db/queries/rooms.ts";
import { allStops, freeTry, lift, stop } from "../db/queries/stops.ts";
import type { Address, Delivery } from "../src/delivery.ts";
import type { Both } from "../src/locale.ts";
import { type Text, words } from "../src/text.ts";
import type { Act } from "./desk.ts";
import { deskDestinations, destination, parseDestination, personalDestinations } from "./destinations.ts";
import { peopleOnDuty } from "./on-duty.ts";

const platforms: Readonly<Record<string, Both>> = {
  slack: { ja: "Slack", en: "Slack" },
  discord: { ja: "Discord", en: "Discord" },
  mail: { ja: "メール", en: "Mail" },
  console: { ja: "端末", en: "The terminal" },
};

export const platformName = (platform: string): Text<"public"> =>
  words(platforms[platform] ?? { ja: platform, en: platform });

export type StopKind = "platform" | "room" | "person";

export const stopPlaces: Readonly<Record<StopKind, Both>> = {
  platform: { ja: "すべての部屋と個人", en: "every room and person" },
  room: { ja: "部屋1つ", en: "one room" },
  person: { ja: "1人への個別メッセージ", en: "one person's direct messages" },
};

/** What a stop's name says: "slack", or "slack/T1/room/C1". A room may be named, a person may not. */
export function stoppedAt(name: string): { kind: StopKind; platform: string; room?: RoomKey } {
  const { platform, tenant, kind, id } = parseDestination(name);
  if (!name.includes("/")) return { kind: "platform", platform };
  return { kind, platform, ...(kind === "room" && { room: { platform, tenant, channel: id } }) };
}

/** A queue, or the platform that it is on. */
const nameFor = (to: Address, scope: "destination" | "platform"): string =>
  scope === "platform" ? to.platform : destination(to.platform, to.tenant, to.kind, to.id);

/** Those on duty; with nobody on duty the administrators. */
async function whoMends({ tx, now }: Act): Promise<readonly number[]> {
  const onDuty = await peopleOnDuty(tx, now);
  if (onDuty.length > 0) return onDuty;
  return (await listMembers(tx)).filter((m) => m.roles.includes("admin")).map((m) => m.id);
}

/** Tells of a stop once, through what is not stopped: the people who can mend it, the desk's rooms, the terminal. */
async function tell(act: Act, name: string, since: Date): Promise<void> {
  const stopped = new Set((await allStops(act.tx)).map((s) => s.destination));
  const open = (d: string): boolean => !stopped.has(d) && !stopped.has(parseDestination(d).platform);
  const people = await personalDestinations(act.tx, await whoMends(act), open);
  const hearers = [...new Set([...people.values(), ...(await deskDestinations(act.tx))])].filter(open);
  const drafts = hearers.map((to) => ({
    destination: to,
    kind: "stopped",
    params: { stop: name, since: since.toISOString() },
    dedupe: `stopped ${name} ${since.toISOString()} ${to}`,
  }));
  await addNotices(act.tx, drafts, act.now);
}

/**
 * What one delivery says about its queue and its platform: stops them, or lifts what was tried.
 * @param trying names of the stops whose one try this was.
 */
export async function learn(act: Act, to: Address, delivery: Delivery, trying: readonly string[]): Promise<void> {
  const { tx, now } = act;
  if (delivery.outcome === "sent") return void (await lift(tx, trying));
  const scope = delivery.outcome === "dead" ? delivery.scope : "notice";
  if (delivery.outcome !== "dead" || scope === "notice") return await freeTry(tx, trying, now);
  const name = nameFor(to, scope);
  const { since, began } = await stop(tx, name, delivery.why, now);
  const others = trying.filter((t) => t !== name);
  // A room's refusal shows that the platform listens again; a platform's says nothing about the room.
  if (scope === "destination") await lift(tx, others);
  else await freeTry(tx, others, now);
  if (began) await tell(act, name, since);
}

/** The reminder that a notice carries. */
export function pingOf({ kind, params }: Pick<Notice, "kind" | "params">): number | undefined {
  const id = kind === "ping" ? Number(params["ping"]) : Number.NaN;
  return Number.isSafeInteger(id) ? id : undefined;
}

/**
 * Gives up all that waits in a queue, calling nobody: a storm of refused calls gets the caller banned. Nobody can acknowledge
 * those reminders, so the next rung of each is asked at once. @returns how many.
 */
export async function giveUp({ tx, now }: Act, queue: string, why: string): Promise<number> {
  const buried = await buryWaiting(tx, queue, why, now);
  for (const ping of buried.flatMap((n) => pingOf(n) ?? [])) await escalateNow(tx, ping, now);
  return buried.length;
}
