import type { StoredCase } from "../../db/queries/cases.ts";
import { say, t } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import type { Act } from "../desk.ts";
import { ref, titleOf } from "../show.ts";
import { reportCard } from "./report-card.ts";

/** A case that somebody posted in a room of the desk: the report's card with its name. A website is named here, too. */
export async function caseCard(act: Act, c: StoredCase): Promise<View<"public" | "desk">> {
  const card = await reportCard(act, c);
  const title = titleOf(act, c);
  return view<"public" | "desk">(
    ref(c),
    { kind: "heading", text: say({ ja: t`${ref(c)} ${title}`, en: t`${ref(c)} ${title}` }) },
    ...card.nodes.slice(1),
  );
}
