import type { StoredCase } from "../../db/queries/cases.ts";
import type { Both } from "../../src/locale.ts";
import { say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { digits, ref } from "../show.ts";

const news: Readonly<Record<string, Both>> = {
  "embargo.countered": { ja: "エンバーゴの別の期限が提案されました", en: "another end of the embargo is proposed" },
  "embargo.ended": { ja: "エンバーゴが終わりました", en: "the embargo has ended" },
  "embargo.inherited": { ja: "エンバーゴを別の案件から引き継ぎました", en: "an embargo came over from another case" },
  "party.consented": { ja: "関係者がエンバーゴに応じました", en: "a party accepted the embargo" },
  "party.declined": { ja: "関係者がエンバーゴに応じませんでした", en: "a party declined the embargo" },
};

/** Something happened in the talks about an embargo. Who, and until when, is read at the desk. */
export function embargoNews(c: StoredCase, event: string): View<"public"> {
  const what = words(news[event] ?? { ja: "エンバーゴに動きがありました", en: "the embargo has changed" });
  const title = say({ ja: t`${ref(c)}: ${what}`, en: t`${ref(c)}: ${what}` });
  const line = `embargo show ${digits(c)}`;
  return view(
    title,
    { kind: "heading", text: title },
    {
      kind: "buttons",
      buttons: [{ label: words({ ja: "エンバーゴを見る", en: "Show the embargo" }), run: line, style: "primary" }],
    },
    { kind: "next", commands: [line] },
  );
}
