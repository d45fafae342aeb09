import { lockCase } from "../../db/queries/cases.ts";
import { listStage } from "../../src/domain/lifecycle/listing.ts";
import { say, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg, choiceArg } from "../args.ts";
import { command } from "../contract.ts";
import { digits, ref } from "../show.ts";

const stages = [
  { value: "product", words: { ja: "製品情報を加える（第2段階）", en: "product and version added (stage 2)" } },
  { value: "deadline", words: { ja: "連絡期限を加える（第3段階）", en: "last date added (stage 3)" } },
] as const;

export const unreachableStage = command({
  name: "unreachable stage",
  summary: { ja: "連絡不能開発者一覧の段階を進める", en: "Take the list of vendors not reached a stage on" },
  effects: "write",
  max: "public",
  args: { case: caseArg, stage: choiceArg({ ja: "段階", en: "which stage" }, stages) },
  async run(ctx, { case: reference, stage }) {
    const stored = await lockCase(ctx.tx, reference);
    await apply(ctx, stored, listStage(stored, stage === "product" ? 2 : 3, ctx.now));
    const chosen = stages.find((s) => s.value === stage)?.words ?? stages[0].words;
    return view(
      say({ ja: t`${ref(stored)}: 一覧を更新しました`, en: t`${ref(stored)}: the list is a stage on` }),
      {
        kind: "para",
        text: say({
          ja: t`${ref(stored)}: ${words(chosen)}。脆弱性の内容は一覧のどの段階にも載せません。`,
          en: t`${ref(stored)}: ${words(chosen)}. Nothing of the vulnerability stands on the list at any stage.`,
        }),
      },
      { kind: "next", commands: [`deadline list ${digits(stored)}`, `case show ${digits(stored)}`] },
    );
  },
});
