import { at, list, text } from "./payload.ts";

/** Permissions that matter to us, as Discord numbers their bits (developer documents, "Permissions"). */
export const permission = {
  administrator: 1n << 3n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  readHistory: 1n << 16n,
  createThreads: 1n << 35n,
} as const;

/** Permissions that the bot needs in a room, by the names that Discord shows. */
export const needed = [
  ["View Channel", permission.viewChannel],
  ["Send Messages", permission.sendMessages],
  ["Read Message History", permission.readHistory],
  ["Create Public Threads", permission.createThreads],
] as const;

/** Permission bits as Discord writes them; anything else is none. */
const bits = (value: unknown): bigint => (typeof value === "string" && /^\d{1,20}$/.test(value) ? BigInt(value) : 0n);

/** Who looks: the guild (its id is also @everyone's), and our own bot, who is no reader. */
export interface Own {
  readonly guild: string;
  readonly bot: string | undefined;
}

const isOurs = (role: unknown, { bot }: Own): boolean => bot !== undefined && text(role, "tags", "bot_id") === bot;

/**
 * What somebody with these roles may do in a channel, in the order of Discord's documents: the roles' own permissions, then
 * what the channel denies and allows @everyone, the roles, and the person.
 */
export function allowed(
  channel: unknown,
  roles: readonly unknown[],
  guild: string,
  held: readonly string[],
  user?: string,
): bigint {
  const mine = roles.filter((r) => [guild, ...held].includes(text(r, "id") ?? ""));
  const base = mine.reduce<bigint>((sum, r) => sum | bits(at(r, "permissions")), 0n);
  if ((base & permission.administrator) !== 0n) return (1n << 60n) - 1n;
  const overwrites = list(channel, "permission_overwrites");
  const step = (before: bigint, ids: readonly string[]): bigint => {
    const these = overwrites.filter((o) => ids.includes(text(o, "id") ?? ""));
    const denied = these.reduce<bigint>((sum, o) => sum | bits(at(o, "deny")), 0n);
    const given = these.reduce<bigint>((sum, o) => sum | bits(at(o, "allow")), 0n);
    return (before & ~denied) | given;
  };
  return [[guild], held, user === undefined ? [] : [user]].reduce(step, base);
}

/**
 * Who may read in a channel, as far as it can be told without a privileged intent: the roles that may view it, @everyone by the
 * guild's id, and the persons whom the channel lets in by name. Who holds a role is not seen. A person of several roles reads
 * only where one of them alone may.
 */
export function readersOf(channel: unknown, roles: readonly unknown[], own: Own): ReadonlySet<string> {
  const may = (held: readonly string[], user?: string): boolean =>
    (allowed(channel, roles, own.guild, held, user) & permission.viewChannel) !== 0n;
  const byRole = roles.flatMap((r) => {
    const id = text(r, "id");
    return id !== undefined && !isOurs(r, own) && may([id]) ? [id] : [];
  });
  const byName = list(channel, "permission_overwrites").flatMap((o) => {
    const id = text(o, "id");
    const isPerson = at(o, "type") === 1 && id !== own.bot;
    return id !== undefined && isPerson && (bits(at(o, "allow")) & permission.viewChannel) !== 0n ? [id] : [];
  });
  return new Set([...byRole, ...byName]);
}
