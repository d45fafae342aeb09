/** Who and what is in the fake guild: people, roles and channels, in the shapes of Discord's documents. */
export const discordToken = "MTE0.local-test.token";
export const application = "1140000000000000001";
export const guild = "1140000000000000002";
/** A bot's user has the id of its application. */
export const bot = `${application}`;

/** People, roles and channels of the guild. Ids are made to look like Discord's. */
export const people = {
  hana: "1140000000000000011",
  kenji: "1140000000000000012",
  mori: "1140000000000000013",
} as const;
const roles = { everyone: guild, desk: "1140000000000000021", bot: "1140000000000000022" } as const;
export const channels = {
  general: "1140000000000000031",
  desk: "1140000000000000032",
  vendor: "1140000000000000033",
} as const;

const viewChannel = String(1 << 10);
/** What the guide asks for: Manage Channels, View Channel, Send Messages, Read Message History, Create Public Threads. */
const botPermissions = [4n, 10n, 11n, 16n, 35n].reduce((sum, bit) => sum | (1n << bit), 0n).toString();

interface Overwrite {
  readonly id: string;
  /** 0 role, 1 member. */
  readonly type: 0 | 1;
  readonly allow: string;
  readonly deny: string;
}
export interface Channel {
  readonly id: string;
  readonly type: number;
  readonly name: string;
  readonly guild_id?: string;
  readonly parent_id?: string;
  readonly owner_id?: string;
  permission_overwrites?: readonly Overwrite[];
  readonly recipients?: readonly unknown[];
}

let ids = 1_150_000_000_000_000_000n;
export const snowflake = (): string => String(++ids);

export const userOf = (id: string) => ({
  id,
  username: Object.entries(people).find(([, p]) => p === id)?.[0] ?? "somebody",
  discriminator: "0",
  global_name: null,
  avatar: null,
  bot: id === bot,
});

export const newGuildChannels = (): Map<string, Channel> => {
  const closed: Overwrite[] = [
    { id: roles.everyone, type: 0, allow: "0", deny: viewChannel },
    { id: roles.desk, type: 0, allow: viewChannel, deny: "0" },
    { id: roles.bot, type: 0, allow: viewChannel, deny: "0" },
  ];
  const one = (name: keyof typeof channels, permission_overwrites: Overwrite[]): [string, Channel] => [
    channels[name],
    { id: channels[name], type: 0, name, guild_id: guild, permission_overwrites },
  ];
  return new Map([one("general", []), one("desk", closed), one("vendor", closed)]);
};

export const guildRoles = () => [
  { id: roles.everyone, name: "@everyone", permissions: "104324673", position: 0 },
  { id: roles.desk, name: "desk", permissions: "0", position: 1 },
  { id: roles.bot, name: "todoke", permissions: botPermissions, position: 2, tags: { bot_id: bot } },
];

export const memberOf = (user: string) => ({
  user: userOf(user),
  nick: null,
  roles: user === bot ? [roles.bot] : [roles.desk],
  joined_at: "2026-01-01T00:00:00.000000+00:00",
  deaf: false,
  mute: false,
  flags: 0,
});
