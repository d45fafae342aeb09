import { leaveLane, type StoredCase } from "../../db/queries/cases.ts";
import { happened } from "../../src/domain/case.ts";
import { open } from "../../src/label.ts";
import { say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { type Ctx, command } from "../contract.ts";
import { caseRows } from "../show.ts";
import { changedNodes, isProven, type LanePage, lanePageIn, oldestFirst, provenPage } from "./lane-page.ts";
import { casesArg, chosen } from "./several.ts";

type R = "public" | "desk";

/** What would be taken out of a page of the lane, to be looked at before it is. */
async function preview(ctx: Ctx, page: LanePage, all: readonly StoredCase[]): Promise<View<R>> {
  const line = `report queue ${provenPage(ctx, page, all)}`;
  const count = open(all.length);
  return view<R>(
    words({ ja: "判断待ちに移す前の確認", en: "Before reports are taken into the queue" }),
    ...changedNodes(page),
    await caseRows(ctx, oldestFirst(all)),
    {
      kind: "para",
      text: say({
        ja: t`${count}件を判断待ちに移します。まだ何も変えていません。`,
        en: t`${count} would be taken into the queue. Nothing has been changed yet.`,
      }),
    },
    { kind: "buttons", buttons: [{ label: words({ ja: "判断待ちに移す", en: "Into the queue" }), run: line }] },
    { kind: "next", commands: [line] },
  );
}

/** Out of the review lane: each waits for its decision in the queue like any other, at the place of its day. */
export const reportQueue = command({
  name: "report queue",
  summary: { ja: "確認レーンの届出を判断待ちに移す", en: "Take reports out of the review lane, into the queue" },
  effects: "write",
  max: "desk",
  args: { cases: casesArg },
  async run(ctx, { cases }): Promise<View<R>> {
    const all = await chosen(ctx, cases);
    // References say themselves what was looked at; what is on a page of the lane may be others by now.
    const page = lanePageIn(cases);
    if (page && !isProven(ctx, page, all)) return await preview(ctx, page, all);
    for (const c of all) {
      if (c.lane === null) continue;
      await leaveLane(ctx.tx, c.id);
      await apply(ctx, c, happened(c, { type: "report.queued", lane: c.lane }));
    }
    const count = open(all.length);
    return view<R>(
      words({ ja: "判断待ちに移しました", en: "Taken into the queue" }),
      { kind: "para", text: say({ ja: t`${count}件が判断待ちにあります。`, en: t`${count} in the queue.` }) },
      await caseRows(ctx, all),
      { kind: "next", commands: ["report list", "report list lane=review"] },
    );
  },
});
