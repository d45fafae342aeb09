import { lockCase } from "../../db/queries/cases.ts";
import { withdrawRequest } from "../../src/domain/lifecycle/end.ts";
import { say, t } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg } from "../args.ts";
import { command } from "../contract.ts";
import { digits, ref } from "../show.ts";
import { factsOf } from "./facts.ts";

export const caseLift = command({
  name: "case lift",
  summary: {
    ja: "情報非開示依頼を取り下げる（起算日から1年後、発見者の求めで）",
    en: "Withdraw the non-disclosure request, a year after first contact, on the finder's wish",
  },
  effects: "write",
  max: "public",
  args: { case: caseArg },
  async run(ctx, { case: reference }) {
    const stored = await lockCase(ctx.tx, reference);
    await apply(ctx, stored, withdrawRequest(await factsOf(ctx, stored)));
    return view(
      say({
        ja: t`${ref(stored)} の情報非開示依頼を取り下げました`,
        en: t`Non-disclosure request of ${ref(stored)} withdrawn`,
      }),
      {
        kind: "para",
        text: say({
          ja: t`${ref(stored)} の情報非開示依頼を取り下げ、発見者に状況確認ページで知らせました（M27）。`,
          en: t`The non-disclosure request of ${ref(stored)} is withdrawn; the finder reads it on the status page (M27).`,
        }),
      },
      { kind: "next", commands: [`case show ${digits(stored)}`] },
    );
  },
});
