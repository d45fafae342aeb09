import type { Both, Locale } from "../../src/locale.ts";

/** The least that a bot of ours needs, and what for. The guide prints it, the doctor holds the workspace against it. */
export const scopes = {
  "app_mentions:read": {
    ja: "スレッドやチャンネルで @todoke と書かれた依頼を受け取る",
    en: "to hear what is asked with @todoke in threads and channels",
  },
  "channels:read": {
    ja: "公開チャンネルが外部と共有されていないか、ゲストがいないかを確かめる",
    en: "to see whether a public channel is shared or has guests",
  },
  "chat:write": {
    ja: "参加しているチャンネルとダイレクトメッセージに書く",
    en: "to write where it was invited, and in direct messages",
  },
  commands: { ja: "スラッシュコマンドとメッセージのショートカット", en: "the slash command and the message shortcut" },
  "groups:read": {
    ja: "非公開チャンネルが外部と共有されていないか、ゲストがいないかを確かめる",
    en: "to see whether a private channel that it is in is shared or has guests",
  },
  "im:history": {
    ja: "Todokeへのダイレクトメッセージを受け取る（ほかの会話は読まない）",
    en: "to hear what is typed to it in direct messages; it reads no other conversation",
  },
  "im:write": { ja: "当番や担当者にダイレクトメッセージを送る", en: "to open the direct messages in which it pings" },
  "users:read": { ja: "利用者の言語と、ゲストかどうかを知る", en: "to learn a person's language, and who is a guest" },
} as const satisfies Record<string, Both>;

/** Only where a user group follows the duty (SLACK_DUTY_GROUP). */
export const groupScopes = {
  "usergroups:write": {
    ja: "当番のユーザーグループの人を入れ替える（SLACK_DUTY_GROUP を設定したときだけ）",
    en: "to keep the user group of those on duty; only when SLACK_DUTY_GROUP is set",
  },
} as const satisfies Record<string, Both>;

/** The scopes that this desk needs. */
export const scopesFor = (hasGroup: boolean): readonly string[] => [
  ...Object.keys(scopes),
  ...(hasGroup ? Object.keys(groupScopes) : []),
];

/** What Slack tells us of. Each has a listener (listen.ts); a test compares. */
const events = [
  "app_home_opened",
  "app_mention",
  "channel_archive",
  "channel_shared",
  "channel_unarchive",
  "channel_unshared",
  "group_archive",
  "group_unarchive",
  "member_joined_channel",
  "message.im",
] as const;

export type Transport = "socket" | "http";

export interface ManifestOptions {
  /** The slash command without its slash. */
  readonly root: string;
  readonly locale: Locale;
  /** No slash at its end. */
  readonly publicUrl: string;
  /** First words of the commands. */
  readonly nouns: readonly string[];
  /** A user group follows the duty. */
  readonly hasGroup?: boolean;
}

const words = {
  about: {
    ja: "脆弱性の届出を受け付け、調整し、期限を知らせるデスク",
    en: "The coordination desk for vulnerability reports: triage, assign, score, and no deadline missed",
  },
  command: {
    ja: "届出・案件・期限・当番を扱う（例: help）",
    en: "Work on reports, cases, deadlines and duty (try: help)",
  },
  add: { ja: "案件のメモに追加", en: "Add to case" },
  addAbout: {
    ja: "このメッセージを、選んだ案件のメモに残す",
    en: "Keep this message as a note of a case that you choose",
  },
} as const satisfies Record<string, Both>;

/** The app as Slack's "create from a manifest" takes it. With HTTP everything comes to one address. */
export function manifest(how: Transport, { root, locale, publicUrl, nouns, hasGroup = false }: ManifestOptions) {
  const url = `${publicUrl}/slack/events`;
  const isHttp = how === "http";
  return {
    display_information: { name: "Todoke", description: words.about[locale] },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: "todoke", always_online: true },
      shortcuts: [
        { name: words.add[locale], type: "message", callback_id: "todoke:add", description: words.addAbout[locale] },
      ],
      slash_commands: [
        {
          command: `/${root}`,
          ...(isHttp && { url }),
          description: words.command[locale],
          usage_hint: `[${nouns.join(" | ")}]`,
          // Mentions arrive as ids: names may be anyone's.
          should_escape: true,
        },
      ],
    },
    oauth_config: { scopes: { bot: [...scopesFor(hasGroup)] } },
    settings: {
      event_subscriptions: { ...(isHttp && { request_url: url }), bot_events: [...events] },
      interactivity: { is_enabled: true, ...(isHttp && { request_url: url, message_menu_options_url: url }) },
      org_deploy_enabled: false,
      socket_mode_enabled: !isHttp,
      token_rotation_enabled: false,
    },
  };
}
