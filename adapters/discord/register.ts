import { createHash } from "node:crypto";
import { type REST, Routes } from "discord.js";
import type { AnyCommand } from "../../commands/contract.ts";
import { open } from "../../src/label.ts";
import type { Both } from "../../src/locale.ts";
import type { Finding } from "../../src/surface.ts";
import { say, t, words } from "../../src/text.ts";
import { guildCommands } from "./commands.ts";
import type { Door } from "./egress.ts";
import { whyOf } from "./log.ts";
import { at } from "./payload.ts";

/** What counts of a command, whatever Discord adds to it or leaves out. */
function essence(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(essence);
  if (typeof value !== "object" || value === null) return value;
  const dropped = new Set(["id", "application_id", "guild_id", "version", "nsfw", "dm_permission", "handler"]);
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([k, v]) =>
          !dropped.has(k) && v !== undefined && v !== null && v !== false && !(Array.isArray(v) && v.length === 0),
      )
      .sort(([a], [b]) => (a < b ? -1 : 1))
      // Permissions go out as a number and come back as a text.
      .map(([k, v]) => [k, k === "default_member_permissions" ? String(v) : essence(v)]),
  );
}

const byName = (a: unknown, b: unknown): number => (String(at(a, "name")) < String(at(b, "name")) ? -1 : 1);

/** The same for the same commands, whoever tells of them. */
export const commandsHash = (commands: readonly unknown[]): string =>
  createHash("sha256")
    .update(JSON.stringify(commands.toSorted(byName).map(essence)))
    .digest("hex")
    .slice(0, 16);

/** Whether the guild's commands are these. */
export async function isRegistered(
  rest: REST,
  application: string,
  guild: string,
  commands: readonly AnyCommand[],
): Promise<boolean> {
  const there: unknown = await rest.get(
    `${Routes.applicationGuildCommands(application, guild)}?with_localizations=true`,
  );
  return Array.isArray(there) && commandsHash(there) === commandsHash(guildCommands(commands));
}

/** What a registration came to. */
export interface Registered {
  /** Whether anything was sent. */
  readonly changed: boolean;
  readonly hash: string;
  readonly count: number;
}

/**
 * Registers the commands of the guild, unless what is registered is the same. Discord itself is asked what it has: a hash kept by
 * us would not notice that somebody else changed it.
 */
export async function register(
  rest: REST,
  door: Door,
  application: string,
  guild: string,
  commands: readonly AnyCommand[],
): Promise<Registered> {
  const route = Routes.applicationGuildCommands(application, guild);
  const wanted = guildCommands(commands);
  const came = { hash: commandsHash(wanted), count: wanted.length };
  if (await isRegistered(rest, application, guild, commands)) return { changed: false, ...came };
  await door.silently(() => rest.put(route, { body: wanted }));
  return { changed: true, ...came };
}

/** Codes with which Discord refuses a registration, and the way to mend it. */
const fixes: Readonly<Record<string, Both>> = {
  "401": {
    ja: "DISCORD_TOKEN を Developer Portal の Bot にある Token にしてください。",
    en: "Copy the Token under Bot in the Developer Portal into DISCORD_TOKEN.",
  },
  "50001": {
    ja: "applications.commands を付けてボットを入れ直してください。アドレスは desk doctor に出ます。",
    en: "Install the bot again with applications.commands; desk doctor shows the address.",
  },
  "30034": {
    ja: "1日に登録できる数を超えました。明日もう一度実行してください。",
    en: "Discord takes no more registrations today. Try again tomorrow.",
  },
};
const elseFix: Both = {
  ja: "desk doctor で接続を確かめ、もう一度実行してください。",
  en: "Look at desk doctor, and try again.",
};

/** The registration as one line for whoever asked for it. */
export async function tellOf(work: () => Promise<Registered>): Promise<Finding> {
  try {
    const { changed, hash, count } = await work();
    return {
      ok: true,
      text: changed
        ? say({
            ja: t`Discord: コマンド ${open(count)}件を登録しました（${open(hash)}）`,
            en: t`Discord: ${open(count)} commands registered (${open(hash)})`,
          })
        : say({
            ja: t`Discord: コマンド ${open(count)}件はこの版のとおりです（${open(hash)}）。何も送っていません`,
            en: t`Discord: the ${open(count)} commands are this version's (${open(hash)}); nothing was sent`,
          }),
    };
  } catch (error) {
    const why = whyOf(error);
    return {
      ok: false,
      text: say({
        ja: t`Discord: 登録できませんでした（${open(why)}）。${words(fixes[why] ?? elseFix)}`,
        en: t`Discord: not registered (${open(why)}). ${words(fixes[why] ?? elseFix)}`,
      }),
    };
  }
}
