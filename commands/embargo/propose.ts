import { lockCase } from "../../db/queries/cases.ts";
import { say, t } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { caseArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { digits, ref } from "../show.ts";
import { proposeTerms } from "./acts.ts";
import { getEnd, termsArgs } from "./until.ts";
import { endText, numberOf } from "./words.ts";

interface Input {
  readonly case: number;
  readonly until?: string | undefined;
  readonly zone?: string | undefined;
  readonly why?: string | undefined;
}

/** The desk names an end: at first, or against one that stands. */
export async function proposeEnd(ctx: Ctx, input: Input): Promise<View<"public">> {
  const stored = await lockCase(ctx.tx, input.case);
  const end = getEnd(ctx, input);
  const { terms } = await proposeTerms(ctx, stored, { ...end, by: { member: ctx.member.id }, why: input.why });
  const d = digits(stored);
  return view(
    say({ ja: t`${ref(stored)}: エンバーゴを提案しました`, en: t`${ref(stored)}: embargo proposed` }),
    {
      kind: "para",
      text: say({
        ja: t`${numberOf(terms)}の提案: ${endText(ctx, end)} まで。関係者が応じると有効になります。競合する提案では早く終わるものが有効になります。`,
        en: t`Proposal ${numberOf(terms)}: until ${endText(ctx, end)}. It binds once a party accepts; of competing proposals the one that ends first.`,
      }),
    },
    { kind: "next", commands: [`embargo show ${d}`, `party list ${d}`] },
  );
}

export const embargoPropose = command({
  name: "embargo propose",
  summary: { ja: "エンバーゴの終わりを提案する", en: "Propose an embargo, or another end of it" },
  effects: "write",
  max: "public",
  args: { case: caseArg, ...termsArgs },
  run: (ctx, input) => proposeEnd(ctx, input),
});
