import type { StoredCase } from "../../db/queries/cases.ts";
import { foreign, say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import type { Act } from "../desk.ts";
import { digits, ref, titleOf } from "../show.ts";

/** Tells a member that a case is theirs now. */
export function assigned(act: Act, c: StoredCase): View<"public" | "desk"> {
  const d = digits(c);
  return view<"public" | "desk">(
    say({ ja: t`${ref(c)} の担当になりました`, en: t`${ref(c)} is yours now` }),
    { kind: "heading", text: say({ ja: t`${ref(c)} の担当になりました`, en: t`${ref(c)} is yours now` }) },
    { kind: "para", text: foreign(titleOf(act, c)) },
    {
      kind: "buttons",
      buttons: [{ label: words({ ja: "案件を見る", en: "Show the case" }), run: `case show ${d}`, style: "primary" }],
    },
    { kind: "next", commands: [`case show ${d}`] },
  );
}
