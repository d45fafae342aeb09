import type { StoredCase } from "../../db/queries/cases.ts";
import { stateOf } from "../../src/domain/lifecycle/states.ts";
import { say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { nextIs } from "../case/moved.ts";
import { digits, ref } from "../show.ts";

/** Tells the desk that a case has come to those who go on with it: coordination (M05), or the committee's secretary (M20). */
export function moved(c: StoredCase): View<"public"> {
  const title = say({
    ja: t`${ref(c)} · ${words(stateOf(c).words)}`,
    en: t`${ref(c)} · ${words(stateOf(c).words)}`,
  });
  const next = nextIs(c);
  const d = digits(c);
  return view(
    title,
    { kind: "heading", text: title },
    ...(next === undefined ? [] : [{ kind: "para", text: next } as const]),
    {
      kind: "buttons",
      buttons: [
        ...(c.assigneeId === null && c.closedAt === null
          ? [{ label: words({ ja: "担当する", en: "Take" }), run: `case take ${d}`, style: "primary" as const }]
          : []),
        { label: words({ ja: "自分だけで開く", en: "Open privately" }), run: `case show ${d}` },
      ],
    },
    { kind: "next", commands: [`case show ${d}`] },
  );
}
