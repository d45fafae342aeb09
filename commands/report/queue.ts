import { leaveLane } from "../../db/queries/cases.ts";
import { happened } from "../../src/domain/case.ts";
import { open } from "../../src/label.ts";
import { say, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { command } from "../contract.ts";
import { caseRows } from "../show.ts";
import { casesArg, chosen } from "./several.ts";

/** Out of the review lane: each waits for its decision in the queue like any other, at the place of its day. */
export const reportQueue = command({
  name: "report queue",
  summary: { ja: "確認レーンの届出を判断待ちに移す", en: "Take reports out of the review lane, into the queue" },
  effects: "write",
  max: "desk",
  args: { cases: casesArg },
  async run(ctx, { cases }) {
    const all = await chosen(ctx, cases);
    for (const c of all) {
      if (c.lane === null) continue;
      await leaveLane(ctx.tx, c.id);
      await apply(ctx, c, happened(c, { type: "report.queued", lane: c.lane }));
    }
    const count = open(all.length);
    return view<"public" | "desk">(
      words({ ja: "判断待ちに移しました", en: "Taken into the queue" }),
      { kind: "para", text: say({ ja: t`${count}件が判断待ちにあります。`, en: t`${count} in the queue.` }) },
      await caseRows(ctx, all),
      { kind: "next", commands: ["report list", "report list lane=review"] },
    );
  },
});
