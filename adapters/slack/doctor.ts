import { open } from "../../src/label.ts";
import type { Both } from "../../src/locale.ts";
import type { Finding, RoomFacts } from "../../src/surface.ts";
import { say, type Text, t, words } from "../../src/text.ts";
import { distance } from "../../src/when.ts";
import { scopesFor } from "./manifest.ts";
import type { Connected } from "./sockets.ts";

/** What was seen of the set-up. Whoever looks is at the end of this file's callers; here it is only judged. */
export interface Seen {
  readonly botToken: string;
  readonly appToken: string | undefined;
  readonly auth: Auth;
  /** A user group follows the duty, which takes a scope more. */
  readonly hasGroup: boolean;
  /** Present in Socket Mode. */
  readonly sockets: Connected | undefined;
  /** When Slack last sent something, if it did since the start. */
  readonly heardAt: Date | undefined;
  /** Where Slack sends over HTTP. */
  readonly eventsUrl: string;
  /** The slash command without its slash. */
  readonly root: string;
  readonly rooms: readonly { readonly channel: string; readonly facts: RoomFacts | undefined }[];
  readonly now: Date;
}

/** What auth.test came to. */
export type Auth =
  | {
      readonly ok: true;
      readonly team: string;
      /** As granted; undefined when Slack did not say. */
      readonly scopes: readonly string[] | undefined;
      /** Seconds that our clock is ahead of Slack's. */
      readonly ahead: number | undefined;
    }
  | { readonly ok: false; readonly why: string };

/** Seconds. Slack's signatures count for 300, so there is time to mend it (guarantees.md K2). */
const skewLimit = 60;

const good = (text: Text<"public">): Finding => ({ ok: true, text });
const bad = (text: Text<"public">): Finding => ({ ok: false, text });

/** Beginning of a token → what it is. */
const kinds: readonly (readonly [string, Both])[] = [
  ["xoxb-", { ja: "ボットのトークン", en: "a bot token" }],
  ["xapp-", { ja: "アプリのトークン", en: "an app-level token" }],
  ["xoxp-", { ja: "個人のトークン", en: "a user token" }],
  ["xoxe", { ja: "設定用または更新用のトークン", en: "a configuration or refresh token" }],
];

const kindOf = (token: string): Both =>
  kinds.find(([start]) => token.startsWith(start))?.[1] ?? { ja: "Slackのトークンでない値", en: "no Slack token" };

const botTokenFix: Both = {
  ja: "Slackアプリの OAuth & Permissions にある Bot User OAuth Token（xoxb-）を SLACK_BOT_TOKEN に設定してください。",
  en: "Copy the Bot User OAuth Token (xoxb-) from the app's OAuth & Permissions into SLACK_BOT_TOKEN.",
};
const appTokenFix: Both = {
  ja: "Slackアプリの Basic Information で connections:write を付けたトークン（xapp-）を作り、SLACK_APP_TOKEN に設定してください。",
  en: "Make an App-Level Token (xapp-) with connections:write under Basic Information, and put it into SLACK_APP_TOKEN.",
};

function tokens({ botToken, appToken }: Seen): Finding[] {
  const rows = [
    { variable: "SLACK_BOT_TOKEN", token: botToken, start: "xoxb-", fix: botTokenFix },
    ...(appToken === undefined
      ? []
      : [{ variable: "SLACK_APP_TOKEN", token: appToken, start: "xapp-", fix: appTokenFix }]),
  ];
  return rows.map(({ variable, token, start, fix }) => {
    const is = words(kindOf(token));
    return token.startsWith(start)
      ? good(say({ ja: t`Slack: ${open(variable)} は${is}`, en: t`Slack: ${open(variable)} is ${is}` }))
      : bad(
          say({
            ja: t`Slack: ${open(variable)} は${is}です。${words(fix)}`,
            en: t`Slack: ${open(variable)} is ${is}. ${words(fix)}`,
          }),
        );
  });
}

/** Slack's words for a token that no longer counts. */
const spent: ReadonlySet<string> = new Set([
  "account_inactive",
  "invalid_auth",
  "not_authed",
  "token_expired",
  "token_revoked",
]);

function account({ auth }: Seen): Finding {
  if (auth.ok)
    return good(say({ ja: t`Slack: ワークスペース ${open(auth.team)}`, en: t`Slack: workspace ${open(auth.team)}` }));
  if (spent.has(auth.why)) {
    return bad(
      say({
        ja: t`Slack: トークンが無効です（${open(auth.why)}）。アプリを入れ直してください。${words(botTokenFix)}`,
        en: t`Slack: the token does not count (${open(auth.why)}). Install the app again. ${words(botTokenFix)}`,
      }),
    );
  }
  return bad(
    say({
      ja: t`Slackから回答がありません（${open(auth.why)}）。サーバーから slack.com への接続を確かめてください。`,
      en: t`Slack does not answer (${open(auth.why)}). Check that the server reaches slack.com.`,
    }),
  );
}

const install: Both = {
  ja: "desk manifest の内容をSlackアプリの App Manifest に貼り、アプリを入れ直してください。",
  en: "Paste desk manifest into the app's App Manifest, and install the app again.",
};

function granted({ auth, hasGroup }: Seen): Finding[] {
  if (!auth.ok) return [];
  if (auth.scopes === undefined) {
    return [
      bad(
        words({ ja: "Slack: 権限（スコープ）を確かめられません", en: "Slack did not say which scopes were granted" }),
      ),
    ];
  }
  const has = new Set(auth.scopes);
  const needed = scopesFor(hasGroup);
  const missing = needed.filter((s) => !has.has(s));
  const spare = auth.scopes.filter((s) => !needed.includes(s));
  const list = (all: readonly string[]) => open(all.join(" "));
  return [
    ...(missing.length === 0
      ? []
      : [
          bad(
            say({
              ja: t`Slack: 権限が足りません: ${list(missing)}。${words(install)}`,
              en: t`Slack: scopes are missing: ${list(missing)}. ${words(install)}`,
            }),
          ),
        ]),
    ...(spare.length === 0
      ? []
      : [
          bad(
            say({
              ja: t`Slack: 使わない権限があります: ${list(spare)}。${words(install)}`,
              en: t`Slack: scopes that are not needed: ${list(spare)}. ${words(install)}`,
            }),
          ),
        ]),
    ...(missing.length + spare.length > 0
      ? []
      : [good(words({ ja: "Slack: 権限は必要なものだけです", en: "Slack: the scopes are those of the manifest" }))]),
  ];
}

function clock({ auth }: Seen): Finding[] {
  if (!auth.ok || auth.ahead === undefined) return [];
  const seconds = Math.round(auth.ahead);
  const ahead = open(Math.abs(seconds));
  const way = words(seconds < 0 ? { ja: "遅れて", en: "behind" } : { ja: "進んで", en: "ahead of" });
  return [
    Math.abs(seconds) <= skewLimit
      ? good(say({ ja: t`Slackとの時計の差: ${ahead}秒`, en: t`Slack: clock difference ${ahead} s` }))
      : bad(
          say({
            ja: t`サーバーの時計がSlackより${ahead}秒${way}います。300秒を超えるとSlackからの依頼をすべて断ります。時刻同期（NTP）を直してください。`,
            en: t`The server's clock is ${ahead} s ${way} Slack's. Beyond 300 s all that Slack sends is refused. Mend its time synchronisation (NTP).`,
          }),
        ),
  ];
}

function events({ sockets, heardAt, eventsUrl, now, root }: Seen): Finding[] {
  const last =
    heardAt === undefined
      ? words({ ja: "起動後はまだ何も届いていません", en: "nothing came since the start" })
      : say({ ja: t`最後に届いたのは${distance(now, heardAt)}`, en: t`the last came ${distance(now, heardAt)}` });
  if (sockets !== undefined) {
    const count = open(`${sockets.open}/${sockets.wanted}`);
    if (sockets.open > 0) {
      return [good(say({ ja: t`Slack: 接続 ${count}、${last}`, en: t`Slack: connections ${count}, ${last}` }))];
    }
    return [
      bad(
        say({
          ja: t`Slackに接続できていません（${open(sockets.why ?? "-")}）。Socket Mode が有効か確かめてください。${words(appTokenFix)}`,
          en: t`Slack: no connection (${open(sockets.why ?? "-")}). See that Socket Mode is on. ${words(appTokenFix)}`,
        }),
      ),
    ];
  }
  if (heardAt !== undefined)
    return [good(say({ ja: t`Slack: 署名を確認済み、${last}`, en: t`Slack: signed requests arrive, ${last}` }))];
  return [
    bad(
      say({
        ja: t`Slackから起動後まだ何も届いていません。Slackで /${open(root)} help と入力してください。届かないときは、スラッシュコマンド・Interactivity・Event Subscriptions の Request URL を ${open(eventsUrl)} にし、SLACK_SIGNING_SECRET を確かめてください。`,
        en: t`Slack: nothing came since the start. Type /${open(root)} help in Slack. If it fails, set the Request URL of the slash command, Interactivity and Event Subscriptions to ${open(eventsUrl)}, and check SLACK_SIGNING_SECRET.`,
      }),
    ),
  ];
}

/** Why a room is not as a desk room should be. */
function trouble(facts: RoomFacts | undefined): Both | undefined {
  if (facts === undefined)
    return {
      ja: "Slackから回答がありません。1分後にもう一度",
      en: "Slack did not say who reads there; try again in a minute",
    };
  if (facts.shared)
    return {
      ja: "ほかの組織と共有されています。共有を解除するか room unbind",
      en: "shared with another workspace: end that, or room unbind there",
    };
  if (facts.everybody)
    return {
      ja: "公開チャンネルなので社内のだれでも読めます。チャンネルの設定で非公開にしてから room bind desk",
      en: "a public channel: your whole workspace can read there. Make it private in its settings, then room bind desk",
    };
  if (!facts.open)
    return {
      ja: "Todokeが参加していないか、保管されています。/invite @todoke",
      en: "Todoke is not in it, or it is archived: /invite @todoke",
    };
  if (facts.guests > 0)
    return {
      ja: "ゲストか社外の人がいます。外してから room bind desk",
      en: "guests or people of another workspace are in it: remove them, then room bind desk",
    };
  return undefined;
}

const rooms = (seen: Seen): Finding[] =>
  !seen.auth.ok
    ? []
    : seen.rooms.map(({ channel, facts }) => {
        const no = trouble(facts);
        return no === undefined
          ? good(
              say({
                ja: t`Slack: 部屋 ${open(channel)} は非公開で、ゲストとほかの組織はいません`,
                en: t`Slack: ${open(channel)} is private, without guests or other workspaces`,
              }),
            )
          : bad(
              say({
                ja: t`Slack: 部屋 ${open(channel)}: ${words(no)}`,
                en: t`Slack: room ${open(channel)}: ${words(no)}`,
              }),
            );
      });

/** The set-up, judged: one line each, and for what is not well the way to mend it. */
export const judge = (seen: Seen): readonly Finding[] => [
  ...tokens(seen),
  account(seen),
  ...granted(seen),
  ...clock(seen),
  ...events(seen),
  ...rooms(seen),
];
