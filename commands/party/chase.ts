import { lockCase } from "../../db/queries/cases.ts";
import { beforeConsent, chaseTexts, standingKeys, standings } from "../../src/domain/standing.ts";
import { Refusal } from "../../src/refusal.ts";
import { words } from "../../src/text.ts";
import type { View } from "../../src/view.ts";
import { caseArg, choiceArg, optional, textArg } from "../args.ts";
import { command } from "../contract.ts";
import { card } from "../message/reach.ts";
import { seenArg, writeToSeveral } from "../message/several.ts";
import { missingArgument } from "../refusals.ts";
import { digits } from "../show.ts";

const text = textArg(
  { ja: "本文（省くと、その状況に合う文）", en: "the text; the usual words for that standing if left out" },
  '"Could you tell us whether your products are affected?"',
  2000,
);

const unread = (): Refusal =>
  new Refusal(
    "args.unexpected",
    words({
      ja: "エンバーゴに同意していない開発者は、文を読めません。",
      en: "Vendors who have not agreed to the embargo cannot read words of yours.",
    }),
    words({
      ja: "文を省くと、依頼と期限を書いたカードをもう一度送ります。",
      en: "Leave the text out: their card, with what is asked and until when, is sent again.",
    }),
    "text",
  );

export const partyChase = command({
  name: "party chase",
  summary: {
    ja: "同じ状況にある開発者だけに、まとめて催促する（確認してから）",
    en: "Write to exactly the vendors of one standing, after a preview",
  },
  effects: "write",
  max: "desk",
  args: {
    case: caseArg,
    standing: choiceArg(
      { ja: "状況", en: "how far they have come" },
      standingKeys.map((value) => ({ value, words: standings[value] })),
    ),
    text: optional(text),
    seen: seenArg,
  },
  async run(ctx, { case: reference, standing, text: typed, seen }): Promise<View<"public" | "desk">> {
    const c = await lockCase(ctx.tx, reference);
    const usual = chaseTexts[standing];
    // Which of the two languages a vendor reads, the desk does not know.
    const ours = beforeConsent.includes(standing) ? card : usual && `${usual.ja}\n\n${usual.en}`;
    if (ours === card && typed !== undefined) throw unread();
    const body = typed ?? ours;
    const line = `party chase ${digits(c)} ${standing}`;
    return await writeToSeveral(ctx, { case: c, standing, text: body, seen, line }, () =>
      missingArgument(partyChase, "text", text),
    );
  },
});
