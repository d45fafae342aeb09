import type { StoredCase } from "../../db/queries/cases.ts";
import { say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { digits, ref } from "../show.ts";

/** The finder answered a question. The answer itself is read in the report. */
export function answered(c: StoredCase): View<"public"> {
  const d = digits(c);
  return view(
    say({ ja: t`${ref(c)} に回答が届きました`, en: t`${ref(c)}: the finder answered` }),
    {
      kind: "heading",
      text: say({ ja: t`${ref(c)} に発見者の回答が届きました`, en: t`${ref(c)}: the finder answered` }),
    },
    {
      kind: "buttons",
      buttons: [
        { label: words({ ja: "届出を読む", en: "Read the report" }), run: `report show ${d}`, style: "primary" },
      ],
    },
    { kind: "next", commands: [`report show ${d}`] },
  );
}
