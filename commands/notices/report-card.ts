import type { StoredCase } from "../../db/queries/cases.ts";
import { deadlinesOfCase } from "../../db/queries/deadlines.ts";
import { say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import type { Act } from "../desk.ts";
import { byDay, deadlineWords, digits, kindWords, ref } from "../show.ts";

/** A new report, for the desk room: reference, kind and clocks. Never the product, the site or the finder. */
export async function reportCard(act: Act, c: StoredCase): Promise<View<"public">> {
  const clocks = await deadlinesOfCase(act.tx, c.id);
  const d = digits(c);
  return view(
    say({ ja: t`新しい届出 ${ref(c)}`, en: t`New report ${ref(c)}` }),
    {
      kind: "heading",
      text: say({ ja: t`新しい届出 ${ref(c)}`, en: t`New report ${ref(c)}` }),
    },
    {
      kind: "fields",
      rows: [
        [words({ ja: "種類", en: "Kind" }), words(kindWords[c.kind])],
        [words({ ja: "受付", en: "Received" }), moment(c.receivedAt, act.zone)],
        ...clocks.map((x) => [deadlineWords(x.kind), byDay(act, x.dueAt)] as const),
      ],
    },
    {
      kind: "buttons",
      buttons: [
        { label: words({ ja: "担当する", en: "Take" }), run: `case take ${d}`, style: "primary" },
        { label: words({ ja: "自分だけで読む", en: "Open privately" }), run: `report show ${d}` },
      ],
    },
    { kind: "next", commands: [`report show ${d}`, `case take ${d}`] },
  );
}
