import { keptBack, type Notice } from "../../db/queries/notices.ts";
import { findStop } from "../../db/queries/stops.ts";
import { open } from "../../src/label.ts";
import type { Both } from "../../src/locale.ts";
import { foreign, say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import type { Act } from "../desk.ts";
import { roomName } from "../room/words.ts";
import { platformName, type StopKind, stopPlaces, stoppedAt } from "../stops.ts";

const newToken: Both = {
  ja: "新しいトークンを設定して再起動してください。つながれば自動で再開します。",
  en: "Set a new token and restart the desk. It goes on by itself once that works.",
};

/** What to do about a platform's word. Words that nobody has met yet get the general advice of their kind. */
const remedies: Readonly<Record<string, Both>> = {
  account_inactive: newToken,
  invalid_auth: newToken,
  not_authed: newToken,
  token_expired: newToken,
  token_revoked: newToken,
  missing_scope: {
    ja: "アプリの権限が足りません。desk manifest の内容でアプリを入れ直してください。",
    en: "The app lacks a permission. Install it again with what desk manifest prints.",
  },
  is_archived: {
    ja: "チャンネルがアーカイブされています。元に戻すか、別の部屋で room bind desk を実行してください。",
    en: "The channel is archived. Bring it back, or run room bind desk in another one.",
  },
  not_in_channel: {
    ja: "アプリがチャンネルから外れています。招待し直して、そこで room bind を実行してください。",
    en: "The app is not in the channel. Invite it again and run room bind there.",
  },
};

const general: Readonly<Record<StopKind, Both>> = {
  platform: {
    ja: "desk doctor で原因を調べてください。",
    en: "Run desk doctor to see what is wrong.",
  },
  room: {
    ja: "部屋とアプリの参加を確かめ、そこで room bind を実行してください。",
    en: "Look whether the room exists and the app is in it, then run room bind there.",
  },
  person: {
    ja: "アカウントが有効か確かめ、変わっていれば member link で結び直してください。",
    en: "Look whether the account is active; if it has changed, run member link.",
  },
};

/**
 * Nothing is taken at some place or on a whole platform any more: what, since when, in whose words, how many wait, what to
 * do. Which person is never said. @returns undefined when it works again.
 */
export async function stopped(act: Act, notice: Notice): Promise<View<"public"> | undefined> {
  const { stop: name, since } = notice.params;
  const stop = await findStop(act.tx, String(name));
  if (stop === undefined || stop.since.toISOString() !== since) return undefined;
  const { kind, platform, room } = stoppedAt(stop.destination);
  const where = platformName(platform);
  const title = say({ ja: t`${where} に通知を届けられません`, en: t`${where} does not take our messages` });
  return view(
    title,
    { kind: "heading", text: title },
    {
      kind: "fields",
      rows: [
        [words({ ja: "届かない先", en: "Where" }), room === undefined ? words(stopPlaces[kind]) : roomName(room)],
        [say({ ja: t`${where} の返答`, en: t`${where} says` }), foreign(open(stop.why))],
        [words({ ja: "いつから", en: "Since" }), moment(stop.since, act.zone)],
        [words({ ja: "届いていない通知", en: "Kept back" }), foreign(open(await keptBack(act.tx, stop)))],
      ],
    },
    { kind: "para", text: words(remedies[stop.why] ?? general[kind]) },
    {
      kind: "para",
      text: words({
        ja: "10分ごとに1通だけ試します。直ったら desk resend で、届かなかった通知を送り直せます。",
        en: "One message is tried every 10 minutes. Once it works, desk resend sends what was kept back.",
      }),
    },
    { kind: "next", commands: ["desk doctor", "desk settings", "desk resend"] },
  );
}
