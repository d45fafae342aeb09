import { DiscordAPIError, type REST, Routes } from "discord.js";
import type { Logger } from "pino";
import type { RoomFacts } from "../../src/surface.ts";
import type { Identity } from "./identity.ts";
import { describe } from "./log.ts";
import { list, text } from "./payload.ts";
import { type Own, readersOf } from "./readers.ts";

/** Milliseconds for which a quick answer may be old (guarantees.md T2). */
const quickMs = 60_000;
/** Far more rooms than a desk has; what is known starts anew beyond it. */
const most = 10_000;

/** Discord's words for a channel that is not there, or that we may not see. */
const closed: ReadonlySet<unknown> = new Set([10003, 50001]);

/**
 * A channel is everybody's when @everyone may view it. Whom the other roles hold is not told without a privileged intent: they are
 * the desk's by being there when the room is bound (ADR 0015).
 */
export function factsOf(channel: unknown, roles: readonly unknown[], own: Own): RoomFacts {
  const readers = readersOf(channel, roles, own);
  const isRole = new Set(roles.map((r) => text(r, "id")));
  const outsiders = [...readers]
    .filter((id) => id !== own.guild)
    .map((id) => `${isRole.has(id) ? "role" : "user"}:${id}`);
  return { shared: false, everybody: readers.has(own.guild), guests: 0, outsiders: outsiders.sort(), open: true };
}

export interface Rooms {
  /** `Surface.room` for our guild. */
  read(tenant: string, channel: string, how: "quick" | "whole"): Promise<RoomFacts | undefined>;
  /** Something happened: what we knew of the rooms no longer counts. */
  forget(): void;
}

export interface RoomsDeps {
  readonly rest: REST;
  readonly guild: string;
  readonly identity: Identity;
  readonly now: () => Date;
  readonly log: Logger;
}

export function createRooms({ rest, guild, identity, now, log }: RoomsDeps): Rooms {
  const known = new Map<string, { readonly facts: RoomFacts; readonly until: number }>();
  /** Grows with each `forget`, so that an answer from before it is not remembered. */
  let epoch = 0;

  async function ask(id: string): Promise<RoomFacts> {
    const [channel, all, bot]: [unknown, unknown, string | undefined] = await Promise.all([
      rest.get(Routes.channel(id)),
      rest.get(Routes.guildRoles(guild)),
      identity(),
    ]);
    // What is not of our guild is read by others.
    if (text(channel, "guild_id") !== guild)
      return { shared: true, everybody: false, guests: 0, outsiders: ["guild:?"], open: true };
    return factsOf(channel, list({ all }, "all"), { guild, bot });
  }

  return {
    async read(tenant, channel, how) {
      if (tenant !== guild) return undefined;
      const before = known.get(channel);
      if (how === "quick" && before !== undefined && before.until > now().getTime()) return before.facts;
      const began = epoch;
      try {
        const facts = await ask(channel);
        if (known.size >= most) known.clear();
        if (began === epoch) known.set(channel, { facts, until: now().getTime() + quickMs });
        return facts;
      } catch (error) {
        if (error instanceof DiscordAPIError && closed.has(error.code))
          return { shared: false, everybody: false, guests: 0, outsiders: [], open: false };
        log.warn(describe(error), "Discord did not say who reads in a channel");
        return undefined;
      }
    },
    forget() {
      epoch += 1;
      known.clear();
    },
  };
}
