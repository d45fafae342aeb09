import { lockCase } from "../../db/queries/cases.ts";
import { getParty } from "../../db/queries/parties.ts";
import { agreeTo, lastStatement } from "../../db/queries/table.ts";
import { unseal } from "../../src/crypto/keyring.ts";
import { happened } from "../../src/domain/case.ts";
import { desk, open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { foreign, say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg } from "../args.ts";
import { command } from "../contract.ts";
import { caseKey, digits, ref } from "../show.ts";
import { partyArg } from "./one.ts";

export const partyApprove = command({
  name: "party approve",
  summary: {
    ja: "関係者の最新の声明を、デスクとして承認する（公表に載せられるようになります）",
    en: "Approve a party's newest statement, so that it may be printed",
  },
  effects: "write",
  max: "desk",
  args: { case: caseArg, party: partyArg },
  async run(ctx, { case: reference, party: n }): Promise<View<"public" | "desk">> {
    const stored = await lockCase(ctx.tx, reference);
    const { party } = await getParty(ctx.tx, stored.id, n);
    const last = await lastStatement(ctx.tx, party.id);
    const d = digits(stored);
    if (last === undefined || last.deskOkAt !== null)
      throw new Refusal(
        "args.invalid",
        say({
          ja: t`関係者${open(n)}に、承認を待っている声明はありません。`,
          en: t`No statement of party ${open(n)} waits for approval.`,
        }),
        say({ ja: t`見る: ${open(`party show ${d} ${n}`)}`, en: t`See it: ${open(`party show ${d} ${n}`)}` }),
        "party",
      );
    await agreeTo(ctx.tx, last.id, { deskOkAt: ctx.now, deskOkBy: ctx.member.id });
    await apply(ctx, stored, happened(stored, { type: "party.approved", party: party.id, statement: last.id }));
    return view<"public" | "desk">(
      say({ ja: t`${ref(stored)}: 声明を承認しました`, en: t`${ref(stored)}: statement approved` }),
      {
        kind: "para",
        text:
          last.vendorOkAt === null
            ? words({
                ja: "相手の同意がまだなので、載せられるのはそのあとです。",
                en: "The vendor has yet to agree to it; only then may it be printed.",
              })
            : words({
                ja: "双方が確認しました。公表にこのまま載せられます。",
                en: "Both sides have approved it: it may be printed as it stands.",
              }),
      },
      { kind: "quote", text: foreign(desk(unseal(caseKey(ctx, stored), "statements.body", last.body))) },
      { kind: "next", commands: [`party show ${d} ${n}`, `party list ${d}`] },
    );
  },
});
