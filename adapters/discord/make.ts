import { type REST, Routes } from "discord.js";
import type { Made, RoomWish } from "../../src/surface.ts";
import type { Door } from "./egress.ts";
import type { Identity } from "./identity.ts";
import { whyOf } from "./log.ts";
import { at, list, text } from "./payload.ts";
import { permission, readersOf } from "./readers.ts";

/** The category under which our channels stand together. It opens nothing: each channel says by itself who reads there. */
const categoryName = "todoke";

const { viewChannel, sendMessages, readHistory, createThreads } = permission;
/** What a reader of a room may do there. Discord lets a bot give only what it has. */
const reading = viewChannel | sendMessages | readHistory;
const ours = reading | createThreads;

/** How many persons and roles Discord lets a channel name. */
const most = 100;

/** 0 a role, 1 a person. Permissions go out as numbers (discord-api-spec) and come back as texts. */
const allow = (id: string, type: 0 | 1, bits: bigint) => ({ id, type, allow: Number(bits), deny: 0 });

/** Everybody is shut out; we and those who are named are let in. */
const overwrites = (guild: string, bot: string, { people, roles }: RoomWish) => [
  { id: guild, type: 0, allow: 0, deny: Number(viewChannel) },
  allow(bot, 1, ours),
  ...roles.map((id) => allow(id, 0, reading)),
  ...people.filter((id) => id !== bot).map((id) => allow(id, 1, reading)),
];

export interface MakeDeps {
  readonly rest: REST;
  readonly door: Door;
  readonly guild: string;
  readonly identity: Identity;
}

/** Makes closed channels under a category of ours, which is made when it is not there. */
export function createMake({ rest, door, guild, identity }: MakeDeps): (wish: RoomWish) => Promise<Made> {
  const post = (body: object): Promise<unknown> =>
    door.silently(() => rest.post(Routes.guildChannels(guild), { body }));

  /** Somebody else's category of that name may be open to all: ours is closed. */
  async function category(bot: string): Promise<string | undefined> {
    const [all, roles]: [unknown, unknown] = await Promise.all([
      rest.get(Routes.guildChannels(guild)),
      rest.get(Routes.guildRoles(guild)),
    ]);
    const own = { guild, bot };
    const there = list({ all }, "all").find(
      (c) =>
        at(c, "type") === 4 &&
        text(c, "name") === categoryName &&
        !readersOf(c, list({ roles }, "roles"), own).has(guild),
    );
    if (there !== undefined) return text(there, "id");
    const closed = overwrites(guild, bot, { name: categoryName, people: [], roles: [] });
    return text(await post({ name: categoryName, type: 4, permission_overwrites: closed }), "id");
  }

  return async (wish) => {
    try {
      const bot = await identity();
      const named = bot === undefined ? [] : overwrites(guild, bot, wish);
      if (bot === undefined || named.length > most)
        return { ok: false, why: bot === undefined ? "no answer" : "30060" };
      const parent_id = await category(bot);
      const made = await post({ name: wish.name, type: 0, permission_overwrites: named, parent_id });
      const channel = text(made, "id");
      return channel === undefined ? { ok: false, why: "no answer" } : { ok: true, tenant: guild, channel };
    } catch (error) {
      return { ok: false, why: whyOf(error) };
    }
  };
}
