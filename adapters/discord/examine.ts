import { type REST, Routes } from "discord.js";
import { cut, oneLine } from "../../src/characters.ts";
import type { Surface } from "../../src/surface.ts";
import { type Asked, judge, type SeenRoom } from "./doctor.ts";
import type { Connection } from "./gateway.ts";
import { whyOf } from "./log.ts";
import { at, list, text } from "./payload.ts";
import { allowed, needed, type Own, readersOf } from "./readers.ts";

export interface ExamineDeps {
  readonly rest: REST;
  readonly token: string;
  readonly application: string;
  readonly guild: string;
  readonly connection: () => Connection;
  /** Whether the guild knows our commands as they are now; undefined when Discord does not say. */
  readonly registered: () => Promise<boolean>;
  readonly now: () => Date;
}

/** A call whose failure is a finding. */
async function ask(call: () => Promise<unknown>): Promise<Asked> {
  try {
    return { ok: true, said: await call() };
  } catch (error) {
    return { ok: false, why: whyOf(error) };
  }
}

/** A role or person as people know them: a role's name, a person's id. */
const nameOf = (id: string, roles: readonly unknown[]): string => {
  const name = text(
    roles.find((r) => text(r, "id") === id),
    "name",
  );
  return name === undefined ? id : cut(oneLine(name), 40);
};

function roomOf(id: string, channel: Asked, roles: readonly unknown[], held: readonly string[], own: Own): SeenRoom {
  if (!channel.ok || text(channel.said, "guild_id") !== own.guild) return { id, facts: undefined };
  const may = allowed(channel.said, roles, own.guild, held, own.bot);
  const readers = readersOf(channel.said, roles, own);
  const missing = needed.filter(([, bit]) => (may & bit) === 0n).map(([name]) => name);
  const named = [...readers].filter((r) => r !== own.guild).map((r) => nameOf(r, roles));
  return { id, facts: { missing, isShared: readers.has(own.guild), readers: named } };
}

/** Looks at the set-up: asks Discord what it knows of us, and leaves the judgement to the doctor. */
export function createExamine(deps: ExamineDeps): Surface["examine"] {
  const { rest, token, application, guild, connection, registered, now } = deps;
  return async (channels) => {
    const user = await ask(() => rest.get(Routes.user()));
    const seen = { token, application, connection: connection(), user, now: now() };
    if (!user.ok) return judge({ ...seen, app: user, guild: user, commands: user, rooms: [] });
    const bot = text(user.said, "id");
    const [app, home, all, member, commands] = await Promise.all([
      ask(() => rest.get(Routes.currentApplication())),
      ask(() => rest.get(Routes.guild(guild))),
      ask(() => rest.get(Routes.guildRoles(guild))),
      ask(() => rest.get(Routes.guildMember(guild, bot ?? application))),
      ask(registered),
    ]);
    const roles = list(all, "said");
    const held = list(member, "said", "roles").filter((r) => typeof r === "string");
    const rooms = await Promise.all(
      channels.map(async (id) =>
        roomOf(id, await ask(() => rest.get(Routes.channel(id))), roles, held, { guild, bot }),
      ),
    );
    return judge({ ...seen, app, guild: home, commands, rooms: at(all, "ok") === true ? rooms : [] });
  };
}
