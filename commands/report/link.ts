import { appendDesk } from "../../db/queries/audit.ts";
import { addNotices } from "../../db/queries/notices.ts";
import { type ReportKind, reportKinds } from "../../src/domain/intake/kinds.ts";
import { open } from "../../src/label.ts";
import { type Locale, locales } from "../../src/locale.ts";
import { foreign, say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { choiceArg, optional } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { destination } from "../destinations.ts";
import { roomOf } from "../room/place.ts";
import { kindWords } from "../show.ts";

const yes = { value: "yes", words: { ja: "はい", en: "yes" } } as const;

/** Puts the address into the room's queue: what a room sees is said by the desk, never as an answer. */
async function postLink(ctx: Ctx, kind: ReportKind | undefined, language: Locale | undefined): Promise<View<"public">> {
  const room = roomOf(ctx);
  const address = kind === undefined ? `${ctx.desk.publicUrl}/` : `${ctx.desk.publicUrl}/report/${kind}`;
  const url = language === undefined ? address : `${address}?lang=${language}`;
  await addNotices(
    ctx.tx,
    [
      {
        destination: destination(room.platform, room.tenant, "room", room.channel),
        kind: "form-link",
        params: { url },
        dedupe: `form-link ${ctx.member.id} ${ctx.now.toISOString()} ${room.channel}`,
      },
    ],
    ctx.now,
  );
  await appendDesk(ctx.tx, ctx.keys, ctx.actor, ctx.now, [{ action: "link.posted", data: { channel: room.channel } }]);
  return view(words({ ja: "フォームのアドレスを貼ります", en: "The form's address is being posted" }), {
    kind: "para",
    text: words({
      ja: "この部屋にフォームのアドレスを貼ります。部屋の全員に見えます。",
      en: "The form's address is being posted here; everybody in this room sees it.",
    }),
  });
}

export const reportLink = command({
  name: "report link",
  summary: {
    ja: "届出フォームのアドレスを表示する（人に渡す・部屋に貼る用）",
    en: "Show the report form's address, to pass on or to post",
  },
  effects: "write",
  max: "public",
  args: {
    kind: optional(
      choiceArg(
        { ja: "届出の種類", en: "kind of report" },
        reportKinds.map((value) => ({ value, words: kindWords[value] })),
      ),
    ),
    language: optional(
      choiceArg({ ja: "言語", en: "language" }, [
        { value: "ja", words: { ja: "日本語", en: "Japanese" } },
        { value: "en", words: { ja: "英語", en: "English" } },
      ]),
    ),
    post: optional(choiceArg({ ja: "この部屋に貼る", en: "post it in this room, for all to see" }, [yes])),
  },
  async run(ctx, { kind, language, post }) {
    if (post !== undefined) return await postLink(ctx, kind, language);
    const kinds = kind === undefined ? reportKinds : [kind];
    const languages = language === undefined ? locales : [language];
    const base = ctx.desk.publicUrl;
    return view(
      words({ ja: "届出フォーム", en: "Report form" }),
      {
        kind: "fields",
        rows: [
          ...(kind === undefined ? [[words({ ja: "入口", en: "Start" }), foreign(open(`${base}/`))] as const] : []),
          ...kinds.flatMap((k) =>
            languages.map(
              (l) =>
                [
                  say({ ja: t`${words(kindWords[k])}（${open(l)}）`, en: t`${words(kindWords[k])} (${open(l)})` }),
                  foreign(open(`${base}/report/${k}?lang=${l}`)),
                ] as const,
            ),
          ),
        ],
      },
      {
        kind: "para",
        text: words({
          ja: "届出の内容はチャットに書かず、このフォームから送ってもらってください。",
          en: "Ask finders to use the form: report details do not belong in chat.",
        }),
      },
    );
  },
});
