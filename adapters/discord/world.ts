import { at, list, text } from "./payload.ts";
import { type Own, readersOf } from "./readers.ts";

/** What a dispatch changed about who reads where. */
interface Change {
  /** Channels about which something was told; "all" when it concerns the guild. */
  readonly touched: readonly string[] | "all";
  /** Channels in which somebody may read who could not before. */
  readonly widened: readonly string[];
}

/** The guild's channels, threads and roles as the gateway tells them. */
export interface World {
  /** A channel or thread by its id. */
  channel(id: string): unknown;
  /** Takes a dispatch. */
  take(type: string, data: unknown): Change;
}

const nothing: Change = { touched: [], widened: [] };

/** @param guild others are passed over. */
export function createWorld(guild: string, bot: () => string | undefined): World {
  let channels = new Map<string, unknown>();
  let roles = new Map<string, unknown>();

  const own = (): Own => ({ guild, bot: bot() });
  const readers = (id: string): ReadonlySet<string> => readersOf(channels.get(id), [...roles.values()], own());
  const byId = (all: readonly unknown[]): [string, unknown][] =>
    all.flatMap((one) => (text(one, "id") === undefined ? [] : [[text(one, "id") ?? "", one]]));

  function change(touched: Change["touched"], make: () => void): Change {
    const ids = touched === "all" ? [...channels.keys()] : touched;
    const before = new Map(ids.filter((id) => channels.has(id)).map((id) => [id, readers(id)]));
    make();
    const widened = [...before].flatMap(([id, old]) =>
      channels.has(id) && [...readers(id)].some((r) => !old.has(r)) ? [id] : [],
    );
    return { touched, widened };
  }
  /** A thread is read by those who read its channel. */
  const base = (d: unknown): string[] => [text(d, "parent_id") ?? text(d, "id") ?? ""].filter((id) => id !== "");

  const setChannel = (d: unknown): Change =>
    change([text(d, "id") ?? ""], () => void channels.set(text(d, "id") ?? "", d));
  const setThread = (d: unknown): Change => {
    channels.set(text(d, "id") ?? "", d);
    return { touched: base(d), widened: [] };
  };
  const setRole = (d: unknown): Change => {
    const role = at(d, "role");
    return change("all", () => void roles.set(text(role, "id") ?? "", role));
  };

  /** Name of a dispatch → what it does to what we know. */
  const takers: Readonly<Record<string, (d: unknown) => Change>> = {
    // Also after an absence that could not be made up for: what we knew before still tells what grew.
    GUILD_CREATE: (d) => {
      if (text(d, "id") !== guild) return nothing;
      const next = new Map(byId([...list(d, "channels"), ...list(d, "threads")]));
      return change("all", () => {
        channels = next;
        roles = new Map(byId(list(d, "roles")));
      });
    },
    CHANNEL_CREATE: setChannel,
    CHANNEL_UPDATE: setChannel,
    CHANNEL_DELETE: (d) => change([text(d, "id") ?? ""], () => void channels.delete(text(d, "id") ?? "")),
    THREAD_CREATE: setThread,
    THREAD_UPDATE: setThread,
    THREAD_DELETE: (d) => {
      channels.delete(text(d, "id") ?? "");
      return { touched: base(d), widened: [] };
    },
    THREAD_MEMBERS_UPDATE: (d) => ({ touched: base(channels.get(text(d, "id") ?? "")), widened: [] }),
    GUILD_ROLE_CREATE: setRole,
    GUILD_ROLE_UPDATE: setRole,
    GUILD_ROLE_DELETE: (d) => change("all", () => void roles.delete(text(d, "role_id") ?? "")),
  };

  return {
    channel: (id) => channels.get(id),
    take(type, data) {
      const isElsewhere = type !== "GUILD_CREATE" && text(data, "guild_id") !== guild;
      return isElsewhere ? nothing : (takers[type]?.(data) ?? nothing);
    },
  };
}
