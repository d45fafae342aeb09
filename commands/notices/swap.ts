import { namesOf } from "../../db/queries/members.ts";
import type { Notice } from "../../db/queries/notices.ts";
import { findSwap, type Swap } from "../../db/queries/swaps.ts";
import { open } from "../../src/label.ts";
import type { Both } from "../../src/locale.ts";
import { say, t, words } from "../../src/text.ts";
import { type Node, type View, view } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import type { Act } from "../desk.ts";
import { shareText } from "../duty/shares.ts";

const outcomes: Readonly<Record<NonNullable<Swap["outcome"]>, Both>> = {
  agreed: { ja: "当番を交換しました", en: "Duty was swapped" },
  refused: { ja: "当番の交換は断られました", en: "The swap of duty was refused" },
  withdrawn: { ja: "当番の交換は取り下げられました", en: "The swap of duty was taken back" },
};

/** Both sides of a swap, as its proposer sees them. */
const sides = (act: Act, swap: Swap, proposer: string, other: string): Node<"public"> => ({
  kind: "fields",
  rows: [
    [say({ ja: t`${open(proposer)} の当番`, en: t`${open(proposer)} had` }), shareText(act, swap)],
    [
      say({ ja: t`${open(other)} の当番`, en: t`${open(other)} had` }),
      shareText(act, { line: swap.otherLine, startsAt: swap.otherStartsAt, endsAt: swap.otherEndsAt }),
    ],
  ],
});

/** Asks for a swap, or tells how it was decided. @returns undefined when there is nothing to ask any more. */
export async function swap(act: Act, { params }: Notice): Promise<View<"public"> | undefined> {
  const found = await findSwap(act.tx, Number(params["swap"]));
  if (found === undefined) return undefined;
  const asks = params["decided"] !== true;
  if (asks && (found.outcome !== null || found.expiresAt <= act.now)) return undefined;
  const names = await namesOf(act.tx, [found.proposedBy, found.otherId]);
  const [proposer, other] = [found.proposedBy, found.otherId].map((id) => names.get(id) ?? "?");
  const both = sides(act, found, proposer ?? "?", other ?? "?");
  if (found.outcome !== null) {
    const title = words(outcomes[found.outcome]);
    return view(title, { kind: "heading", text: title }, both, { kind: "next", commands: ["duty roster"] });
  }
  const title = words({ ja: "当番の交換の申し出があります", en: "Somebody asks to swap duty" });
  return view(
    title,
    { kind: "heading", text: title },
    both,
    {
      kind: "para",
      text: say({
        ja: t`${open(proposer ?? "?")} が、上の当番を互いに入れ替えることを申し出ています。${moment(found.expiresAt, act.zone)} まで有効です。承知するまで何も変わりません。`,
        en: t`${open(proposer ?? "?")} asks to exchange these two turns. The offer stands until ${moment(found.expiresAt, act.zone)}; nothing changes unless you agree.`,
      }),
    },
    {
      kind: "buttons",
      buttons: [
        { label: words({ ja: "承知する", en: "Agree" }), run: `duty confirm ${found.id}`, style: "primary" },
        { label: words({ ja: "断る", en: "Refuse" }), run: `duty confirm ${found.id} no` },
      ],
    },
    { kind: "next", commands: [`duty confirm ${found.id}`, `duty confirm ${found.id} no`] },
  );
}
