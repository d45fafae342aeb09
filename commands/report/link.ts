import { reportKinds } from "../../src/domain/intake/kinds.ts";
import { open } from "../../src/label.ts";
import { locales } from "../../src/locale.ts";
import { foreign, say, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { choiceArg, optional } from "../args.ts";
import { command } from "../contract.ts";
import { kindWords } from "../show.ts";

export const reportLink = command({
  name: "report link",
  summary: {
    ja: "届出フォームのアドレスを表示する（人に渡す・部屋に貼る用）",
    en: "Show the report form's address, to pass on or to post",
  },
  effects: "read",
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
  },
  async run(ctx, { kind, language }) {
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
