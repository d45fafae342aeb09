import type { StoredCase } from "../../db/queries/cases.ts";
import { say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { digits, ref } from "../show.ts";

/** A line in a room of several vendors: something waits for each of them, which each reads privately. */
export function groupNews(c: StoredCase): View<"public"> {
  const text = say({
    ja: t`${ref(c)}: 調整デスクから連絡があります。それぞれ自分だけで読めます。`,
    en: t`${ref(c)}: the desk wrote to you. Each of you reads it privately.`,
  });
  return view(
    text,
    { kind: "heading", text },
    {
      kind: "buttons",
      buttons: [
        {
          label: words({ ja: "自分だけで読む", en: "Read privately" }),
          run: `reply show ${digits(c)}`,
          style: "primary",
        },
      ],
    },
  );
}
