import { open } from "../../src/label.ts";
import type { Both } from "../../src/locale.ts";
import type { Finding } from "../../src/surface.ts";
import { say, type Text, t, words } from "../../src/text.ts";
import { distance } from "../../src/when.ts";
import type { Connection } from "./gateway.ts";
import { at, text } from "./payload.ts";
import { needed } from "./readers.ts";

/** What a call came to: what Discord said, or the code with which it failed. */
export type Asked = { readonly ok: true; readonly said: unknown } | { readonly ok: false; readonly why: string };

export interface SeenRoom {
  readonly id: string;
  /** Undefined when we cannot see the channel. */
  readonly facts:
    | {
        /** Permissions that we lack there, by Discord's names. */
        readonly missing: readonly string[];
        /** Everybody in the guild reads there. */
        readonly isShared: boolean;
        /** Roles and persons who may read there. */
        readonly readers: readonly string[];
      }
    | undefined;
}

/** What was seen of the set-up; here it is only judged. */
export interface Seen {
  readonly token: string;
  readonly application: string;
  readonly connection: Connection;
  readonly user: Asked;
  readonly app: Asked;
  readonly guild: Asked;
  /** Whether the guild's commands are those of this version. */
  readonly commands: Asked;
  readonly rooms: readonly SeenRoom[];
  readonly now: Date;
}

const good = (text: Text<"public">): Finding => ({ ok: true, text });
const bad = (text: Text<"public">): Finding => ({ ok: false, text });

const tokenFix: Both = {
  ja: "Developer Portal の Bot にある Token を DISCORD_TOKEN に設定してください。",
  en: "Copy the Token under Bot in the Developer Portal into DISCORD_TOKEN.",
};

/** Statuses and codes that say that a token does not count. */
const spent: ReadonlySet<string> = new Set(["401", "40001"]);

function account({ user, token }: Seen): Finding {
  if (user.ok)
    return good(
      say({
        ja: t`Discord: ボット ${open(text(user.said, "id") ?? "-")}`,
        en: t`Discord: bot ${open(text(user.said, "id") ?? "-")}`,
      }),
    );
  // A bot's token has three parts; a client secret and an id have one.
  if (token.split(".").length !== 3)
    return bad(
      say({
        ja: t`Discord: DISCORD_TOKEN はボットのトークンではありません。${words(tokenFix)}`,
        en: t`Discord: DISCORD_TOKEN is no bot token. ${words(tokenFix)}`,
      }),
    );
  if (spent.has(user.why))
    return bad(
      say({
        ja: t`Discord: トークンが無効です（${open(user.why)}）。${words(tokenFix)}`,
        en: t`Discord: the token does not count (${open(user.why)}). ${words(tokenFix)}`,
      }),
    );
  return bad(
    say({
      ja: t`Discordから回答がありません（${open(user.why)}）。サーバーから discord.com への接続を確かめてください。`,
      en: t`Discord does not answer (${open(user.why)}). Check that the server reaches discord.com.`,
    }),
  );
}

/** Flags of an application whose privileged intents are switched on (developer documents, "Application flags"). */
const privileged: readonly (readonly [string, number])[] = [
  ["Presence Intent", (1 << 12) | (1 << 13)],
  ["Server Members Intent", (1 << 14) | (1 << 15)],
  ["Message Content Intent", (1 << 18) | (1 << 19)],
];

function app({ app, application }: Seen): Finding[] {
  if (!app.ok) return [];
  const id = text(app.said, "id") ?? "-";
  const flags = Number(at(app.said, "flags") ?? 0);
  const spare = privileged.filter(([, bit]) => (flags & bit) !== 0).map(([name]) => name);
  return [
    id === application
      ? good(say({ ja: t`Discord: アプリ ${open(id)}`, en: t`Discord: application ${open(id)}` }))
      : bad(
          say({
            ja: t`Discord: トークンはアプリ ${open(id)} のものです。DISCORD_APPLICATION_ID を ${open(id)} にするか、トークンを替えてください。`,
            en: t`Discord: the token is application ${open(id)}'s. Set DISCORD_APPLICATION_ID to ${open(id)}, or change the token.`,
          }),
        ),
    spare.length === 0
      ? good(words({ ja: "Discord: 特権インテントは使っていません", en: "Discord: no privileged intent is on" }))
      : bad(
          say({
            ja: t`Discord: 使わない特権インテントがオンです: ${open(spare.join("、"))}。Developer Portal の Bot でオフにしてください。`,
            en: t`Discord: privileged intents that are not needed are on: ${open(spare.join(", "))}. Turn them off under Bot in the Developer Portal.`,
          }),
        ),
  ];
}

/** What an installation asks for. */
const wanted = needed.reduce((sum, [, bit]) => sum | bit, 0n);

function home({ guild, user, application }: Seen): Finding[] {
  if (!user.ok) return [];
  if (guild.ok)
    return [
      good(
        say({
          ja: t`Discord: サーバー ${open(text(guild.said, "id") ?? "-")}`,
          en: t`Discord: guild ${open(text(guild.said, "id") ?? "-")}`,
        }),
      ),
    ];
  const link = `https://discord.com/oauth2/authorize?client_id=${application}&scope=bot+applications.commands&permissions=${wanted}`;
  return [
    bad(
      say({
        ja: t`Discord: サーバーを読めません（${open(guild.why)}）。DISCORD_GUILD_ID を確かめ、ボットを入れてください: ${open(link)}`,
        en: t`Discord: the guild cannot be read (${open(guild.why)}). Check DISCORD_GUILD_ID, and install the bot: ${open(link)}`,
      }),
    ),
  ];
}

/** Codes with which Discord's gateway refuses us for good (developer documents, "Gateway close event codes"). */
const closes: Readonly<Record<string, Both>> = {
  4004: tokenFix,
  4013: {
    ja: "この版のインテントをDiscordが知りません。Todokeを更新してください。",
    en: "Discord does not know this version's intents: update Todoke.",
  },
  4014: {
    ja: "Discordがインテントを認めていません。Developer Portal の Bot を確かめてください。",
    en: "Discord does not grant the intents: look under Bot in the Developer Portal.",
  },
};
const network: Both = {
  ja: "サーバーから gateway.discord.gg への接続を確かめてください。自動で接続し直します。",
  en: "Check that the server reaches gateway.discord.gg. It is tried again by itself.",
};

function line({ connection, now }: Seen): Finding {
  switch (connection.kind) {
    case "standby":
      return good(
        words({
          ja: "Discord: 別のプロセスが接続を担当し、このプロセスは待機しています",
          en: "Discord: another process holds the connection, this one stands by",
        }),
      );
    case "connected": {
      const { heardAt } = connection;
      const last =
        heardAt === undefined
          ? words({ ja: "まだ何も届いていません", en: "nothing came yet" })
          : say({ ja: t`最後に届いたのは${distance(now, heardAt)}`, en: t`the last came ${distance(now, heardAt)}` });
      return good(say({ ja: t`Discord: 接続中、${last}`, en: t`Discord: connected, ${last}` }));
    }
    case "away": {
      const why = connection.why ?? "-";
      const fix = words(closes[why] ?? network);
      return bad(
        say({
          ja: t`Discordに接続できていません（${open(why)}）。${fix}`,
          en: t`Discord: no connection (${open(why)}). ${fix}`,
        }),
      );
    }
  }
}

function commands({ commands, guild }: Seen): Finding[] {
  if (!guild.ok) return [];
  if (commands.ok && commands.said === true)
    return [good(words({ ja: "Discord: コマンドは登録済みです", en: "Discord: the commands are registered" }))];
  const why = open(commands.ok ? "-" : commands.why);
  return [
    bad(
      say({
        ja: t`Discord: コマンドがこの版のものではありません（${why}）。desk register で登録します。だめなら applications.commands を付けて入れ直してください。`,
        en: t`Discord: the commands are not this version's (${why}). desk register registers them; if it does not, install again with applications.commands.`,
      }),
    ),
  ];
}

function room({ id, facts }: SeenRoom): Finding {
  const name = open(`discord:${id}`);
  if (facts === undefined)
    return bad(
      say({
        ja: t`Discord: ${name} を読めません。ボットをチャンネルに入れるか、room unbind してください。`,
        en: t`Discord: ${name} cannot be read. Give the bot access to it, or room unbind there.`,
      }),
    );
  if (facts.isShared)
    return bad(
      say({
        ja: t`Discord: ${name} は @everyone が読めます。「チャンネルを見る」を閉じるか、room unbind してください。`,
        en: t`Discord: @everyone can read ${name}. Close View Channel to them, or room unbind there.`,
      }),
    );
  if (facts.missing.length > 0)
    return bad(
      say({
        ja: t`Discord: ${name} でボットの権限が足りません: ${open(facts.missing.join("、"))}`,
        en: t`Discord: in ${name} the bot lacks: ${open(facts.missing.join(", "))}`,
      }),
    );
  const readers = open(facts.readers.join(", ") || "-");
  return good(
    say({
      ja: t`Discord: ${name} を読めるのは ${readers}。だれがそのロールを持つかはサーバーの管理者が決めます`,
      en: t`Discord: ${name} is read by ${readers}; who holds these roles the server's administrators decide`,
    }),
  );
}

/** The set-up, judged: one line each, and for what is not well the way to mend it. */
export const judge = (seen: Seen): readonly Finding[] => [
  account(seen),
  ...app(seen),
  ...home(seen),
  line(seen),
  ...commands(seen),
  ...seen.rooms.map(room),
];
