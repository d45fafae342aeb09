import { addSuggestion } from "../../db/queries/table.ts";
import { seal } from "../../src/crypto/keyring.ts";
import { happened } from "../../src/domain/case.ts";
import { say, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg, textArg } from "../args.ts";
import { seatCommand } from "../contract.ts";
import { caseKey, digits, ref } from "../show.ts";
import { seated } from "./seated.ts";

export const replySuggest = seatCommand({
  name: "reply suggest",
  by: "vendor",
  summary: {
    ja: "ほかに関係しそうな開発者をデスクに知らせる",
    en: "Tell the desk of another vendor who may be concerned",
  },
  effects: "write",
  max: "public",
  args: {
    case: caseArg,
    vendor: textArg(
      { ja: "開発者の名前と理由", en: "the vendor, and why" },
      "Tsuki Parts: they wrote the decoder",
      1000,
    ),
  },
  async run(ctx, { case: reference, vendor }) {
    const { seat, c, party } = await seated(ctx, reference);
    const suggestion = await addSuggestion(ctx.tx, {
      partyId: party.id,
      name: seal(caseKey(ctx, c), "suggestions.name", vendor),
      at: ctx.now,
      byContact: seat.contactId,
    });
    await apply(ctx, c, happened(c, { type: "party.suggested", party: party.id, contact: seat.contactId, suggestion }));
    return view(
      say({ ja: t`${ref(c)}: デスクに知らせました`, en: t`${ref(c)}: the desk was told` }),
      {
        kind: "para",
        text: words({
          ja: "招くかどうかはデスクが決めます。直接は連絡しないでください。",
          en: "The desk decides whether to invite them. Please do not contact them yourself.",
        }),
      },
      { kind: "next", commands: [`reply show ${digits(c)}`] },
    );
  },
});
