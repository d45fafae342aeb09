import { say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { caseArg } from "../args.ts";
import { seatCommand } from "../contract.ts";
import { declineTerms } from "../embargo/acts.ts";
import { digits, ref } from "../show.ts";
import { said } from "./answered.ts";
import { seated } from "./seated.ts";
import { inVendorsWords } from "./way-on.ts";

export const replyDecline = seatCommand({
  name: "reply decline",
  by: "vendor",
  summary: { ja: "エンバーゴに同意しない", en: "Decline the embargo" },
  effects: "write",
  max: "party",
  args: { case: caseArg },
  async run(ctx, { case: reference }): Promise<View<"public">> {
    const { seat, c, party } = await seated(ctx, reference);
    await inVendorsWords(c, declineTerms(ctx, c, { by: { party: party.id } }));
    await said(ctx, reference, seat.vendorId, "answered");
    return view(
      say({ ja: t`${ref(c)}: 不同意と記録しました`, en: t`${ref(c)}: you declined` }),
      {
        kind: "para",
        text: words({
          ja: "同意しないことをデスクに伝えました。詳細はお渡しできません。日付が理由なら、別の日を提案できます。",
          en: "The desk knows that you did not agree, so we cannot give you the details. If it is about the date, propose another.",
        }),
      },
      { kind: "next", commands: [`reply ask ${digits(c)} …`] },
    );
  },
});
