import { embargoWords } from "../../src/domain/embargo/rules.ts";
import { say, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { command } from "../contract.ts";
import { digits, ref } from "../show.ts";
import { declineTerms } from "./acts.ts";
import { answerArgs, answering } from "./answer.ts";

export const embargoDecline = command({
  name: "embargo decline",
  summary: { ja: "エンバーゴの提案を断る", en: "Decline a proposed end, for the desk or for a party" },
  effects: "write",
  max: "public",
  args: answerArgs,
  async run(ctx, input) {
    const { stored, by } = await answering(ctx, input);
    const { embargo } = await declineTerms(ctx, stored, { terms: input.n, by });
    const d = digits(stored);
    return view(
      say({ ja: t`${ref(stored)}: 断りました`, en: t`${ref(stored)}: declined` }),
      {
        kind: "para",
        text: say({
          ja: t`断ったことを記録しました。エンバーゴ: ${words(embargoWords[embargo.state])}`,
          en: t`Recorded. The embargo is: ${words(embargoWords[embargo.state])}`,
        }),
      },
      { kind: "next", commands: [`embargo show ${d}`] },
    );
  },
});
