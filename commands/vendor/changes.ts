import { namesOf } from "../../db/queries/members.ts";
import { type Changes, changesOf } from "../../db/queries/vendors.ts";
import { open } from "../../src/label.ts";
import { say, type Text, t, words } from "../../src/text.ts";
import type { Node } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import { actorIds, actorName } from "../audit/words.ts";
import type { Act } from "../desk.ts";
import { line } from "./rows.ts";
import { changeWords, checkedFields } from "./words.ts";

const most = 10;

/** The latest changes of a vendor, and when it was last changed in what must be checked. */
export const readChanges = (act: Act, vendorId: number): Promise<Changes> =>
  changesOf(act.tx, vendorId, most, checkedFields);

/** Who and when, by field, without the values: those are kept nowhere. */
export async function changeNodes(act: Act, { rows, total }: Changes): Promise<Node<"public" | "desk">[]> {
  const names = await namesOf(act.tx, actorIds(rows.map((r) => ({ ...r, action: "", data: {} }))));
  const who = (actor: string): Text<"public"> =>
    actor.startsWith("contact/") ? words({ ja: "先方の担当者", en: "one of its people" }) : actorName(actor, names);
  return [
    {
      kind: "heading",
      text:
        total > rows.length
          ? say({
              ja: t`変更の記録（${open(total)}件のうち新しい${open(rows.length)}件）`,
              en: t`Changes: the latest ${open(rows.length)} of ${open(total)}`,
            })
          : say({ ja: t`変更の記録（${open(total)}件）`, en: t`Changes: ${open(total)}` }),
    },
    {
      kind: "items",
      rows: rows.map((r) => ({ text: line(moment(r.at, act.zone), who(r.actor), words(changeWords(r.field))) })),
    },
  ];
}
