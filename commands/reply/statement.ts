import { addStatement } from "../../db/queries/table.ts";
import { seal } from "../../src/crypto/keyring.ts";
import { happened } from "../../src/domain/case.ts";
import { foreign, say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg, textArg } from "../args.ts";
import { seatCommand } from "../contract.ts";
import { caseKey, digits, ref } from "../show.ts";
import { seated } from "./seated.ts";
import { offerTo } from "./stand.ts";
import { aboutArg, vulnerabilityOf } from "./vulnerability.ts";

export const replyStatement = seatCommand({
  name: "reply statement",
  by: "vendor",
  summary: { ja: "公表に添える自社の声明を送る", en: "Send your statement for the advisory" },
  effects: "write",
  max: "party",
  args: {
    case: caseArg,
    text: {
      ...textArg({ ja: "声明の文", en: "the statement" }, '"Fixed in 3.2.2; please update."', 4000),
      rest: true,
    },
    vulnerability: aboutArg,
  },
  async run(ctx, { case: reference, text, vulnerability }): Promise<View<"public" | "party">> {
    const { seat, c, party, ours } = await seated(ctx, reference);
    const { mayRead } = await offerTo(ctx, c, party);
    const id = await addStatement(ctx.tx, {
      partyId: party.id,
      vulnerabilityId: await vulnerabilityOf(ctx, c, vulnerability, mayRead),
      body: seal(caseKey(ctx, c), "statements.body", text),
      at: ctx.now,
      byContact: seat.contactId,
      vendorOkAt: ctx.now,
      vendorOkBy: seat.contactId,
    });
    await apply(ctx, c, happened(c, { type: "party.stated", party: party.id, contact: seat.contactId, statement: id }));
    return view<"public" | "party">(
      say({ ja: t`${ref(c)}: 声明を送りました`, en: t`${ref(c)}: your statement is with the desk` }),
      {
        kind: "para",
        text: words({
          ja: "次の文をデスクに送りました。デスクが確認するまで、どこにも載りません。書き直すときは、もう一度送ってください。",
          en: "This went to the desk. It is printed nowhere until the desk has approved it. To change it, send it again.",
        }),
      },
      { kind: "quote", text: foreign(ours(text)) },
      { kind: "next", commands: [`reply show ${digits(c)}`] },
    );
  },
});
