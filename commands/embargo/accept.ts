import { say, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { command } from "../contract.ts";
import { digits, ref } from "../show.ts";
import { acceptTerms } from "./acts.ts";
import { answerArgs, answering } from "./answer.ts";
import { endText, numberOf } from "./words.ts";

export const embargoAccept = command({
  name: "embargo accept",
  summary: { ja: "エンバーゴの提案を受け入れる", en: "Accept a proposed end, for the desk or for a party" },
  effects: "write",
  max: "public",
  args: answerArgs,
  async run(ctx, input) {
    const { stored, by } = await answering(ctx, input);
    const { terms, events } = await acceptTerms(ctx, stored, { terms: input.n, by });
    const d = digits(stored);
    const lapsed = events.some((e) => e.type === "party.lapsed");
    return view(
      say({ ja: t`${ref(stored)}: エンバーゴは有効です`, en: t`${ref(stored)}: embargo in force` }),
      ...(terms === undefined
        ? []
        : [
            {
              kind: "para" as const,
              text: say({
                ja: t`${numberOf(terms)}の条件が有効です: ${endText(ctx, terms)} まで。`,
                en: t`Proposal ${numberOf(terms)} binds, until ${endText(ctx, terms)}.`,
              }),
            },
          ]),
      ...(lapsed
        ? [
            {
              kind: "para" as const,
              text: words({
                ja: "前の条件に応じた関係者の承諾は失効し、改めて招きました。",
                en: "Those who agreed to other terms lapsed and are asked anew.",
              }),
            },
          ]
        : []),
      { kind: "next", commands: [`embargo show ${d}`, `case show ${d}`] },
    );
  },
});
