import type { Place, Principal } from "../../commands/contract.ts";
import type { Self } from "./identity.ts";
import { typed } from "./markup.ts";
import { at, text } from "./payload.ts";

/** One request of a person, decoded. Nothing is decided here: who it is, where, what was typed or pressed. */
export interface Asked {
  readonly principal: Principal;
  readonly place: Place;
  /** The same each time that Slack sends the same request. */
  readonly key: string;
  readonly channel: string;
  /** Timestamp of the thread's first message, for answers to messages. */
  readonly thread?: string;
  readonly said: { readonly line: string } | { readonly token: string };
}

/** A direct message has an id that begins with D. Names say nothing: a channel may be called what it likes. */
const isDirect = (channel: string): boolean => channel.startsWith("D");

interface Parts {
  readonly team: string | undefined;
  readonly user: string | undefined;
  readonly id: string | undefined;
  readonly channel: string | undefined;
  readonly thread?: string | undefined;
  readonly said: Asked["said"] | undefined;
}

/** Channels are ours, whoever asks in them: a member of another workspace brings that workspace's id. */
export function asked({ team, user, id, channel, thread, said }: Parts, me: Self): Asked | undefined {
  if (!team || !user || !id || !channel || !said) return undefined;
  // As our own messages are named when they are sent: a thread is known by its first message.
  const under = thread === undefined ? {} : { thread: `${channel}/${thread}` };
  return {
    principal: { platform: "slack", tenant: team, user },
    place: isDirect(channel)
      ? { kind: "private", ...under }
      : { kind: "room", platform: "slack", tenant: me.team ?? team, channel, ...under },
    key: `slack/${team}/${id}`,
    channel,
    ...(thread !== undefined && { thread }),
    said,
  };
}

/** A slash command. Only members of the workspace can type one, so `team_id` is their own. */
export const fromCommand = (body: unknown, me: Self): Asked | undefined =>
  asked(
    {
      team: text(body, "team_id"),
      user: text(body, "user_id"),
      id: text(body, "trigger_id"),
      channel: text(body, "channel_id"),
      said: { line: typed(text(body, "text") ?? "").trim() },
    },
    me,
  );

/** A press on a button of ours. `user.team_id` is the presser's own workspace; `team.id` may be another. */
export function fromAction(body: unknown, me: Self): Asked | undefined {
  const action = at(body, "actions", "0");
  const token = text(action, "value");
  const ours = text(action, "action_id")?.startsWith("todoke:") === true && token !== undefined;
  return asked(
    {
      team: text(body, "user", "team_id"),
      user: text(body, "user", "id"),
      id: text(body, "trigger_id"),
      channel: text(body, "channel", "id") ?? text(body, "container", "channel_id"),
      thread: text(body, "container", "thread_ts"),
      said: ours ? { token } : undefined,
    },
    me,
  );
}

/** The sender's own workspace. The envelope's ids are the place's, so they count only where no outsider can be. */
const teamOf = (body: unknown): string | undefined =>
  text(body, "event", "user_team") ??
  text(body, "event", "team") ??
  (at(body, "is_ext_shared_channel") === false ? text(body, "context_team_id") : undefined);

const anyName = /^\s*<@[A-Z0-9]+(?:\|[^>]*)?>/;

/**
 * What follows our name. In a channel it may stand anywhere; in a direct message, or while we do not know it, only a
 * beginning counts, because a later name is somebody to talk about.
 */
function afterMention(line: string, me: string | undefined, anywhere: boolean): string {
  const name = me === undefined ? anyName : new RegExp(`${anywhere ? "" : "^\\s*"}<@${me}(?:\\|[^>]*)?>`);
  const found = name.exec(line);
  return found === null ? line : line.slice(found.index + found[0].length);
}

/** A mention in a channel or thread, or a direct message. Anything that is not a person's new words is left alone. */
export function fromEvent(body: unknown, self: Self): Asked | undefined {
  const event = at(body, "event");
  const isMention = text(event, "type") === "app_mention";
  const isMessage = text(event, "type") === "message" && text(event, "channel_type") === "im";
  const user = text(event, "user");
  // Our own words come back as events, and those of other bots.
  if ((!isMention && !isMessage) || text(event, "bot_id") || text(event, "subtype") || user === self.user)
    return undefined;
  const bot = self.user ?? text(at(body, "authorizations", "0"), "user_id");
  const me = { ...self, team: self.team ?? text(body, "authorizations", "0", "team_id") };
  return asked(
    {
      team: teamOf(body),
      user,
      id: text(body, "event_id"),
      channel: text(event, "channel"),
      thread: text(event, "thread_ts"),
      said: { line: typed(afterMention(text(event, "text") ?? "", bot, isMention)).trim() },
    },
    me,
  );
}
