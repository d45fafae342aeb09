import { lockCase } from "../../db/queries/cases.ts";
import { readEmbargo } from "../../db/queries/embargo.ts";
import { isTalked } from "../../src/domain/embargo/em.ts";
import { Refusal } from "../../src/refusal.ts";
import { words } from "../../src/text.ts";
import { caseArg } from "../args.ts";
import { command } from "../contract.ts";
import { proposeEnd } from "./propose.ts";
import { termsArgs } from "./until.ts";

export const embargoCounter = command({
  name: "embargo counter",
  summary: { ja: "提案に対して別の終わりを提案する", en: "Answer a proposal with another end" },
  effects: "write",
  max: "public",
  args: { case: caseArg, ...termsArgs },
  async run(ctx, input) {
    const stored = await lockCase(ctx.tx, input.case);
    if (isTalked((await readEmbargo(ctx.tx, stored.id)).state)) return await proposeEnd(ctx, input);
    throw new Refusal(
      "embargo.wrong-state",
      words({ ja: "答える相手の提案がありません。", en: "There is no proposal to answer." }),
      words({ ja: "新しく提案するには embargo propose です。", en: "To make one: embargo propose." }),
    );
  },
});
