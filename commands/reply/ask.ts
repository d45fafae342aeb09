import { addPartyMessage } from "../../db/queries/table.ts";
import { seal } from "../../src/crypto/keyring.ts";
import { happened } from "../../src/domain/case.ts";
import { say, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg, textArg } from "../args.ts";
import { seatCommand } from "../contract.ts";
import { caseKey, digits, ref } from "../show.ts";
import { said } from "./answered.ts";
import { seated } from "./seated.ts";

export const replyAsk = seatCommand({
  name: "reply ask",
  by: "vendor",
  summary: { ja: "デスクに質問や連絡を送る（他社には見えません）", en: "Write to the desk; no other vendor reads it" },
  effects: "write",
  max: "public",
  args: {
    case: caseArg,
    text: textArg({ ja: "質問や連絡", en: "your question or message" }, "Which versions were tested?", 4000),
  },
  async run(ctx, { case: reference, text }) {
    const { seat, c, party } = await seated(ctx, reference);
    const body = seal(caseKey(ctx, c), "party_messages.body", text);
    const id = await addPartyMessage(ctx.tx, { partyId: party.id, at: ctx.now, byContact: seat.contactId, body });
    await apply(ctx, c, happened(c, { type: "party.asked", party: party.id, contact: seat.contactId, message: id }));
    await said(ctx, reference, seat.vendorId, "answered");
    return view(
      say({ ja: t`${ref(c)}: デスクに送りました`, en: t`${ref(c)}: sent to the desk` }),
      {
        kind: "para",
        text: words({
          ja: "デスクの担当に送りました。返事はこの部屋と案件の画面に届きます。",
          en: "Whoever has the case at the desk was told. The answer comes to your room and to the case's page.",
        }),
      },
      { kind: "next", commands: [`reply show ${digits(c)}`] },
    );
  },
});
