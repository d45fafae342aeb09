import type { FakeDiscord } from "./discord.ts";
import { application, bot, channels, guild, memberOf, people, snowflake, userOf } from "./discord-world.ts";

/** Interactions and messages with the shapes of Discord's documents, from somebody with a phone. */
type Json = Readonly<Record<string, unknown>>;

export interface From {
  readonly user?: string;
  readonly channel?: string;
  readonly locale?: string;
  /** In a direct message with us: no guild, no member. */
  readonly dm?: boolean;
  readonly over?: Json;
}

function base(fake: FakeDiscord, type: number, data: Json, from: From): Json & { readonly token: string } {
  const { user = people.hana, channel = channels.desk, locale = "en-US", dm = false, over = {} } = from;
  const id = snowflake();
  const at = dm ? fake.dm(user) : channel;
  return {
    id,
    application_id: application,
    type,
    token: `token-${id}`,
    version: 1,
    channel_id: at,
    channel: fake.channels.get(at) ?? { id: at, type: 0, name: "somewhere" },
    locale,
    app_permissions: "274878221376",
    entitlements: [],
    attachment_size_limit: 10_485_760,
    authorizing_integration_owners: dm ? { "0": "0" } : { "0": guild },
    context: dm ? 1 : 0,
    ...(dm
      ? { user: userOf(user) }
      : { guild_id: guild, guild_locale: "ja", member: { ...memberOf(user), permissions: "2048" } }),
    data,
    ...over,
  };
}

/** Option values as Discord sends them: 3 string, 4 integer, 6 user. */
export interface Given {
  readonly name: string;
  readonly type: number;
  readonly value: string | number;
  readonly focused?: boolean;
}

const nested = (line: string, options: readonly Given[]): Json => {
  const [noun = "", verb] = line.split(" ");
  const users = options.filter((o) => o.type === 6).map((o) => String(o.value));
  return {
    id: snowflake(),
    name: noun,
    type: 1,
    guild_id: guild,
    options: verb === undefined ? options : [{ name: verb, type: 1, options }],
    ...(users.length > 0 && {
      resolved: {
        users: Object.fromEntries(users.map((u) => [u, userOf(u)])),
        members: Object.fromEntries(users.map((u) => [u, memberOf(u)])),
      },
    }),
  };
};

export const interactions = {
  /** "/case show", with its options. */
  slash: (fake: FakeDiscord, line: string, options: readonly Given[] = [], from: From = {}) =>
    base(fake, 2, nested(line, options), from),
  autocomplete: (fake: FakeDiscord, line: string, options: readonly Given[], from: From = {}) =>
    base(fake, 4, nested(line, options), from),
  /** "Add to case" on a message. */
  message: (fake: FakeDiscord, name: string, message: Json, from: From = {}) => {
    const id = String(message["id"] ?? snowflake());
    const data = {
      id: snowflake(),
      name,
      type: 3,
      target_id: id,
      resolved: { messages: { [id]: { ...message, id } } },
    };
    return base(fake, 2, data, from);
  },
  button: (fake: FakeDiscord, custom_id: string, from: From = {}) =>
    base(
      fake,
      3,
      { component_type: 2, custom_id, id: 1 },
      {
        ...from,
        over: {
          message: {
            id: snowflake(),
            channel_id: from.channel ?? channels.desk,
            flags: 32_832,
            author: userOf(bot),
            content: "",
            components: [],
            timestamp: new Date().toISOString(),
          },
          ...from.over,
        },
      },
    ),
  /** `components`: as Discord sends back a modal's labels with what was filled in. */
  modal: (fake: FakeDiscord, custom_id: string, components: readonly Json[], from: From = {}) =>
    base(fake, 5, { custom_id, components }, from),
};

/** A message that somebody wrote, for MESSAGE_CREATE. */
export const messageFrom = (fake: FakeDiscord, content: string, from: From = {}): Json => {
  const { user = people.hana, channel = channels.desk, dm = false, over = {} } = from;
  return {
    id: snowflake(),
    channel_id: dm ? fake.dm(user) : channel,
    ...(!dm && { guild_id: guild, member: memberOf(user) }),
    author: userOf(user),
    content,
    timestamp: new Date().toISOString(),
    edited_timestamp: null,
    tts: false,
    mention_everyone: false,
    mentions: content.includes(`<@${bot}>`) ? [userOf(bot)] : [],
    mention_roles: [],
    attachments: [],
    embeds: [],
    pinned: false,
    type: 0,
    flags: 0,
    ...over,
  };
};
