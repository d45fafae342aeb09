import { type REST, Routes } from "discord.js";
import type { Logger } from "pino";
import type { RoomFacts } from "../../src/surface.ts";
import { describe } from "./log.ts";
import { at, list, text } from "./payload.ts";

const viewChannel = 1n << 10n;

/** Permission bits as Discord writes them; anything else is none. */
const bits = (value: unknown): bigint => (typeof value === "string" && /^\d+$/.test(value) ? BigInt(value) : 0n);

/**
 * Who reads in a channel, as far as it can be told without a privileged intent: the channel is shared when @everyone may view
 * it, by its own overwrites or, where those say nothing, by the role's own permissions. Whom the other roles hold is the
 * guild's affair.
 */
export function factsOf(channel: unknown, everyone: unknown, guild: string): RoomFacts {
  const own = list(channel, "permission_overwrites").find((o) => text(o, "id") === guild);
  const denied = (bits(at(own, "deny")) & viewChannel) !== 0n;
  const allowed = (bits(at(own, "allow")) & viewChannel) !== 0n;
  const byRole = (bits(at(everyone, "permissions")) & viewChannel) !== 0n;
  return { shared: allowed || (!denied && byRole), guests: 0, open: true };
}

/** @returns undefined when Discord does not answer, or the channel is not of our guild. */
export const createRoomReader =
  (rest: REST, guild: string, log: Logger) =>
  async (tenant: string, id: string): Promise<RoomFacts | undefined> => {
    if (tenant !== guild) return undefined;
    try {
      const [channel, roles]: [unknown, unknown] = await Promise.all([
        rest.get(Routes.channel(id)),
        rest.get(Routes.guildRoles(guild)),
      ]);
      if (text(channel, "guild_id") !== guild) return undefined;
      const everyone = (Array.isArray(roles) ? roles : []).find((r: unknown) => text(r, "id") === guild);
      return factsOf(channel, everyone, guild);
    } catch (error) {
      log.warn(describe(error), "Discord did not say who reads in a channel");
      return undefined;
    }
  };
