import { agreeTo, lastStatement } from "../../db/queries/table.ts";
import { happened } from "../../src/domain/case.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg } from "../args.ts";
import { seatCommand } from "../contract.ts";
import { digits, ref } from "../show.ts";
import { seated } from "./seated.ts";

export const replyApprove = seatCommand({
  name: "reply approve",
  by: "vendor",
  summary: { ja: "デスクが直した自社の声明に同意する", en: "Agree to your statement as the desk has edited it" },
  effects: "write",
  max: "public",
  args: { case: caseArg },
  async run(ctx, { case: reference }) {
    const { seat, c, party } = await seated(ctx, reference);
    const last = await lastStatement(ctx.tx, party.id);
    if (last === undefined || last.vendorOkAt !== null)
      throw new Refusal(
        "args.invalid",
        words({ ja: "同意を待っている声明はありません。", en: "No statement waits for your agreement." }),
        say({ ja: t`声明を見る: reply show ${ref(c)}`, en: t`See it: reply show ${ref(c)}` }),
        "case",
      );
    await agreeTo(ctx.tx, last.id, { vendorOkAt: ctx.now, vendorOkBy: seat.contactId });
    await apply(
      ctx,
      c,
      happened(c, { type: "party.agreed", party: party.id, contact: seat.contactId, statement: last.id }),
    );
    return view(
      say({ ja: t`${ref(c)}: 声明に同意しました`, en: t`${ref(c)}: you agreed to the statement` }),
      {
        kind: "para",
        text: words({
          ja: "この文のまま、公表に載せてよいと記録しました。",
          en: "Recorded: these words may be printed as they stand.",
        }),
      },
      { kind: "next", commands: [`reply show ${digits(c)}`] },
    );
  },
});
