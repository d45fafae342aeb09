import { namesOf } from "../../db/queries/members.ts";
import type { Notice } from "../../db/queries/notices.ts";
import { open } from "../../src/label.ts";
import { say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import type { Act } from "../desk.ts";

/** Tells somebody that another's work is theirs now. */
export async function passedOn(act: Act, { params }: Notice): Promise<View<"public">> {
  const from = Number(params["from"]);
  const name = open((await namesOf(act.tx, [from])).get(from) ?? "?");
  const title = say({ ja: t`${name} の仕事を引き継ぎました`, en: t`The work of ${name} is yours now` });
  return view(
    title,
    { kind: "heading", text: title },
    {
      kind: "para",
      text: say({
        ja: t`届出・案件: ${open(Number(params["cases"]))}件、確認を待つ通知: ${open(Number(params["pings"]))}件。期限と当番も引き継いでいます。`,
        en: t`Reports and cases: ${open(Number(params["cases"]))}, pings that wait: ${open(Number(params["pings"]))}. Deadlines and duty came along.`,
      }),
    },
    {
      kind: "buttons",
      buttons: [
        { label: words({ ja: "自分の担当", en: "My cases" }), run: "case mine", style: "primary" },
        { label: words({ ja: "待っている通知", en: "What waits for me" }), run: "me" },
      ],
    },
    { kind: "next", commands: ["case mine", "me", "duty roster"] },
  );
}
