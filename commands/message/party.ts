import { lockCase } from "../../db/queries/cases.ts";
import { getParty } from "../../db/queries/parties.ts";
import { addPartyMessage } from "../../db/queries/table.ts";
import { seal } from "../../src/crypto/keyring.ts";
import { happened } from "../../src/domain/case.ts";
import { desk, open } from "../../src/label.ts";
import { foreign, say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg, textArg } from "../args.ts";
import { command } from "../contract.ts";
import { partyArg } from "../party/one.ts";
import { caseKey, digits, ref } from "../show.ts";

export const messageParty = command({
  name: "message party",
  summary: {
    ja: "関係者1社に連絡する（ほかの関係者には見えません）",
    en: "Write to one party; no other party reads it",
  },
  effects: "write",
  max: "desk",
  args: {
    case: caseArg,
    party: partyArg,
    text: textArg(
      { ja: "本文（その会社が読みます）", en: "the text; that party reads it" },
      "Could you test 3.2.2 as well?",
      4000,
    ),
  },
  async run(ctx, { case: reference, party: n, text }): Promise<View<"public" | "desk">> {
    const stored = await lockCase(ctx.tx, reference);
    const { party } = await getParty(ctx.tx, stored.id, n);
    const body = seal(caseKey(ctx, stored), "party_messages.body", text);
    const id = await addPartyMessage(ctx.tx, { partyId: party.id, at: ctx.now, byMember: ctx.member.id, body });
    await apply(ctx, stored, happened(stored, { type: "party.written", party: party.id, message: id }));
    const d = digits(stored);
    return view<"public" | "desk">(
      say({ ja: t`${ref(stored)}: 関係者${open(n)}に送ります`, en: t`${ref(stored)}: on its way to party ${open(n)}` }),
      {
        kind: "para",
        text: words({
          ja: "次の文を、その会社の部屋と案件の画面に載せます。エンバーゴに同意するまでは、届いたことだけを知らせます。",
          en: "This goes to that party's room and page. Until it agrees to the embargo it is only told that there is a message.",
        }),
      },
      { kind: "quote", text: foreign(desk(text)) },
      { kind: "next", commands: [`party list ${d}`, `case show ${d}`] },
    );
  },
});
