import type { Place, Principal, Raw } from "../../commands/contract.ts";
import { typed } from "./markup.ts";
import { at, list, text } from "./payload.ts";

/** One request of a person, decoded. Nothing is decided here: who, where, and what was typed, chosen or pressed. */
export interface Asked {
  readonly principal: Principal;
  readonly place: Place;
  /** The same each time that Discord tells of the same request. */
  readonly key: string;
  /** Discord's tag of the person's language. */
  readonly language: string | undefined;
}

/** An interaction, with what it takes to answer it. */
export interface Interaction extends Asked {
  readonly id: string;
  readonly token: string;
}

/** In a button's token: whose it is. */
export const owner = ({ principal: { tenant, user } }: Asked): string => `${tenant}/${user}`;

const threads: readonly unknown[] = [10, 11, 12];

/** A thread is read by those who read its channel, and named by the message that it hangs on. */
function placeOf(guild: string, channel: unknown, id: string): Place {
  const parent = text(channel, "parent_id");
  const isThread = threads.includes(at(channel, "type")) && parent !== undefined;
  const base = { kind: "room", platform: "discord", tenant: guild } as const;
  return isThread ? { ...base, channel: parent, thread: `${parent}/${id}` } : { ...base, channel: id };
}

/** Why an interaction is not for us; `undefined` when it is. */
export function foreign(body: unknown, guild: string, application: string): string | undefined {
  if (text(body, "application_id") !== application) return "another application";
  // "0": installed in this guild ("0" in our direct messages); "1" alone: somebody's own installation, which runs anywhere.
  const installed = text(body, "authorizing_integration_owners", "0");
  if (installed === undefined) return "installed by a user";
  if (isDirectMessage(body)) return at(body, "context") === 1 ? undefined : "no guild";
  return at(body, "guild_id") === guild && installed === guild ? undefined : "another guild";
}

/** Discord leaves the guild out in direct messages. A guild that is there, but is none, is no direct message. */
const isDirectMessage = (body: unknown): boolean => (at(body, "guild_id") ?? undefined) === undefined;

export function fromInteraction(body: unknown, guild: string): Interaction | undefined {
  const isDirect = isDirectMessage(body);
  const user = isDirect ? text(body, "user", "id") : text(body, "member", "user", "id");
  const [id, token, channel] = [text(body, "id"), text(body, "token"), text(body, "channel_id")];
  if (user === undefined || id === undefined || token === undefined || channel === undefined) return undefined;
  return {
    principal: { platform: "discord", tenant: guild, user },
    place: isDirect ? { kind: "private" } : placeOf(guild, at(body, "channel"), channel),
    key: `discord/${guild}/${id}`,
    language: text(body, "locale"),
    id,
    token,
  };
}

interface Command {
  /** "case show". */
  readonly name: string;
  readonly options: Raw;
  /** The option in which somebody is typing, for suggestions. */
  readonly focused: string | undefined;
}

/** A command with its typed options; a member becomes `discord:<id>`. */
export function commandOf(data: unknown): Command {
  const [sub] = list(data, "options").filter((o) => at(o, "type") === 1);
  const options = list(sub ?? data, "options");
  const value = (o: unknown): string => {
    const v = at(o, "value");
    const given = typeof v === "string" || typeof v === "number" ? String(v) : "";
    return at(o, "type") === 6 ? `discord:${given}` : typed(given);
  };
  return {
    name: [text(data, "name"), text(sub, "name")].filter((n) => n !== undefined).join(" "),
    options: Object.fromEntries(options.flatMap((o) => (text(o, "name") ? [[text(o, "name") ?? "", value(o)]] : []))),
    focused: options.map((o) => (at(o, "focused") === true ? text(o, "name") : undefined)).find((n) => n !== undefined),
  };
}

/** A line with its arguments by name. The core reads it as it was given. */
export const lineOf = (name: string, options: Raw): string =>
  [name, ...Object.entries(options).map(([k, v]) => `${k}="${v.replace(/["“”„«»＂\\]/g, "\\$&")}"`)].join(" ");

/** Words that somebody wrote to us, in a direct message or beside our name; `undefined` for anything else. */
export function fromMessage(
  body: unknown,
  guild: string,
  me: string | undefined,
  channelOf: (id: string) => unknown,
): (Asked & { readonly line: string }) | undefined {
  const [id, user, channel] = [text(body, "id"), text(body, "author", "id"), text(body, "channel_id")];
  const where = text(body, "guild_id");
  const content = text(body, "content") ?? "";
  const isPersons = at(body, "author", "bot") !== true && text(body, "webhook_id") === undefined;
  const isNew = at(body, "type") === 0 || at(body, "type") === 19;
  if (!id || !user || !channel || !isPersons || !isNew || me === undefined || user === me) return undefined;
  // In a guild a message has its member, unless an application or a hook wrote it.
  const isHere = isDirectMessage(body) || (where === guild && at(body, "member") instanceof Object);
  if (!isHere) return undefined;
  const name = new RegExp(`<@!?${me}>`);
  const found = name.exec(content);
  if (where !== undefined && found === null) return undefined;
  const words = found === null ? content : content.slice(found.index + found[0].length);
  return {
    principal: { platform: "discord", tenant: guild, user },
    place: where === undefined ? { kind: "private" } : placeOf(guild, channelOf(channel), channel),
    key: `discord/${guild}/${id}`,
    language: undefined,
    line: typed(words).trim(),
  };
}
