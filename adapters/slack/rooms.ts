import { webApi } from "@slack/bolt";
import type { Logger } from "pino";
import type { Clock } from "../../src/pace.ts";
import type { RoomFacts } from "../../src/surface.ts";
import type { Identity } from "./identity.ts";

import { describe } from "./log.ts";

/** Milliseconds for which a quick answer may be old (guarantees.md T2). */
const quickMs = 60_000;
/** How long a look that Slack cut short, for speed say, may be taken up where it ended. */
const personMs = 10 * 60_000;
/** Far more rooms and people than a desk has; the caches start anew beyond it. */
const most = 10_000;
/** Milliseconds for which a look waits when it is too fast, all in all. */
const patience = 60_000;
/** Readers asked about at once, and at most: a room of more is not one team's. */
const batch = 10;
const readersLimit = 1_000;

type Channel = NonNullable<webApi.ConversationsInfoResponse["channel"]>;
type User = NonNullable<webApi.UsersInfoResponse["user"]>;

/** Workspaces other than ours that are in a room, are invited to it, or own it. */
const otherTeams = (c: Channel, team: string): string[] =>
  [c.conversation_host_id, c.shared_team_ids, c.connected_team_ids, c.pending_shared, c.pending_connected_team_ids]
    .concat([c.internal_team_ids])
    .flatMap((ids) => ids ?? [])
    .filter((id) => id !== team);

/** Another workspace is in it, is invited to it, or owns it. On an Enterprise Grid, other workspaces of the same company count. */
export const isShared = (c: Channel, team: string): boolean =>
  [c.is_ext_shared, c.is_pending_ext_shared, c.is_org_shared, c.is_shared, c.is_global_shared].includes(true) ||
  otherTeams(c, team).length > 0;

/** Whoever is in the workspace may look into it. What Slack does not call private counts as public. */
export const isPublic = (c: Channel): boolean => ![c.is_private, c.is_im, c.is_mpim].includes(true);

/** Not a full member of our workspace. Who has left reads nothing. */
export const isGuest = (u: User, team: string): boolean =>
  u.deleted !== true &&
  ([u.is_restricted, u.is_ultra_restricted, u.is_stranger].includes(true) ||
    (u.team_id !== team && u.enterprise_user?.teams?.includes(team) !== true));

/** Which outsider somebody is: another workspace's, as a whole, or a guest of ours, alone. */
const outsiderOf = (u: User | undefined, user: string, team: string): string | undefined => {
  // Without a word about the person nobody can say that they are one of us.
  if (u !== undefined && !isGuest(u, team)) return undefined;
  return u?.team_id !== undefined && u.team_id !== team ? `team:${u.team_id}` : `guest:${user}`;
};

/** Slack says that a room is shared, but not with whom. */
const someTeam = "team:?";

/** Slack's words for a room that we are not in. */
const closed: ReadonlySet<string> = new Set(["channel_not_found", "not_in_channel", "channel_is_limited_access"]);

export interface Rooms {
  /** `Surface.room` for our workspace. */
  read(team: string, channel: string, how: "quick" | "whole"): Promise<RoomFacts | undefined>;
  /** Something happened there: what we knew of the room, and of that person, no longer counts. */
  forget(channel: string, user?: string): void;
}

export interface RoomsDeps {
  readonly client: webApi.WebClient;
  readonly identity: Identity;
  readonly now: () => Date;
  readonly clock: Clock;
  readonly log: Logger;
}

export function createRooms({ client, identity, now, clock, log }: RoomsDeps): Rooms {
  const rooms = new Map<string, { readonly facts: RoomFacts; readonly until: number }>();
  const people = new Map<string, { readonly outsider: string | undefined; readonly until: number }>();
  /** Grows with each `forget`, so that an answer from before it is not remembered. */
  let epoch = 0;

  const remember = <T extends object>(
    map: Map<string, T & { until: number }>,
    key: string,
    value: T,
    ms: number,
  ): void => {
    if (map.size >= most) map.clear();
    map.set(key, { ...value, until: now().getTime() + ms });
  };
  const known = <T extends { readonly until: number }>(map: Map<string, T>, key: string): T | undefined => {
    const entry = map.get(key);
    return entry !== undefined && entry.until > now().getTime() ? entry : undefined;
  };

  /** Calls, and where that is too fast, waits as told: a look at thirty people is no reason to give up. */
  async function patiently<T>(until: number, call: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await call();
      } catch (error) {
        const wait =
          error instanceof webApi.WebAPIRateLimitedError ? error.retryAfter * 1000 : Number.POSITIVE_INFINITY;
        if (clock.now() + wait > until) throw error;
        await clock.pause(wait, new AbortController().signal);
      }
    }
  }

  async function outsider(user: string, team: string): Promise<string | undefined> {
    const before = known(people, user);
    if (before !== undefined) return before.outsider;
    const began = epoch;
    const is = outsiderOf((await client.users.info({ user })).user, user, team);
    if (began === epoch) remember(people, user, { outsider: is }, personMs);
    return is;
  }

  async function readers(channel: string): Promise<string[]> {
    const all: string[] = [];
    for (let cursor = ""; ; ) {
      const page = await client.conversations.members({ channel, limit: 200, ...(cursor !== "" && { cursor }) });
      all.push(...(page.members ?? []));
      cursor = page.response_metadata?.next_cursor ?? "";
      if (cursor === "") return all;
      if (all.length > readersLimit) throw new Error("too many readers to ask about each");
    }
  }

  /** One entry for each reader who is none of us. */
  async function guests(channel: string, team: string): Promise<string[]> {
    const all = (await readers(channel)).filter((user) => user !== identity.me().user);
    const until = clock.now() + patience;
    const found: string[] = [];
    for (let i = 0; i < all.length; i += batch) {
      const some = all.slice(i, i + batch).map((user) => patiently(until, () => outsider(user, team)));
      found.push(...(await Promise.all(some)).filter((o) => o !== undefined));
    }
    // The next look asks about each of them anew.
    for (const user of all) people.delete(user);
    return found;
  }

  async function ask(team: string, channel: string, how: "quick" | "whole"): Promise<RoomFacts> {
    const c = (await client.conversations.info({ channel })).channel;
    if (c === undefined) throw new Error("conversations.info gave no channel");
    const open = c.is_member === true && c.is_archived !== true;
    const counted = how === "whole" && open ? await guests(channel, team) : [];
    const shared = isShared(c, team);
    const teams = otherTeams(c, team).map((id) => `team:${id}`);
    const outsiders = new Set([...teams, ...counted, ...(shared && teams.length === 0 ? [someTeam] : [])]);
    return { shared, everybody: isPublic(c), open, guests: counted.length, outsiders: [...outsiders].sort() };
  }

  return {
    async read(team, channel, how) {
      // Another workspace's rooms are not ours to ask about: the token belongs to one.
      if ((identity.me().team ?? team) !== team) return undefined;
      const before = known(rooms, channel);
      if (how === "quick" && before !== undefined) return before.facts;
      const began = epoch;
      try {
        const facts = await ask(team, channel, how);
        if (began === epoch) remember(rooms, channel, { facts }, quickMs);
        return facts;
      } catch (error) {
        if (error instanceof webApi.WebAPIPlatformError && closed.has(error.data.error)) {
          return { shared: false, everybody: false, guests: 0, outsiders: [], open: false };
        }
        log.warn(describe(error), "Slack did not say who reads in a room");
        return undefined;
      }
    },
    forget(channel, user) {
      epoch += 1;
      rooms.delete(channel);
      if (user !== undefined) people.delete(user);
    },
  };
}
