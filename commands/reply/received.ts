import { updateParty } from "../../db/queries/parties.ts";
import { happened } from "../../src/domain/case.ts";
import { say, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg } from "../args.ts";
import { seatCommand } from "../contract.ts";
import { digits, ref } from "../show.ts";
import { said } from "./answered.ts";
import { seated } from "./seated.ts";

export const replyReceived = seatCommand({
  name: "reply received",
  by: "vendor",
  summary: { ja: "連絡を受け取ったことを伝える", en: "Say that you have received it" },
  effects: "write",
  max: "public",
  args: { case: caseArg },
  async run(ctx, { case: reference }) {
    const { seat, c, party } = await seated(ctx, reference);
    const d = digits(c);
    if (party.acknowledgedAt === null) {
      await updateParty(ctx.tx, party.id, { acknowledgedAt: ctx.now });
      const event = happened(c, { type: "party.received", party: party.id, contact: seat.contactId });
      await apply(ctx, c, event);
      await said(ctx, reference, seat.vendorId, "answered");
    }
    return view(
      say({ ja: t`${ref(c)}: 受領を伝えました`, en: t`${ref(c)}: the desk knows that you have it` }),
      {
        kind: "para",
        text: words({
          ja: "受け取ったことをデスクに伝えました。検証の結果がわかったら、ステータスを知らせてください。",
          en: "The desk knows that you have received it. Tell it your status when you know what you found.",
        }),
      },
      { kind: "next", commands: [`reply status ${d} affected`, `reply show ${d}`] },
    );
  },
});
