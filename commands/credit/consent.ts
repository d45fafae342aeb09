import { lockCase } from "../../db/queries/cases.ts";
import { removeCredit, updateCredit } from "../../db/queries/credits.ts";
import { happened } from "../../src/domain/case.ts";
import { say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg, choiceArg } from "../args.ts";
import { command } from "../contract.ts";
import { digits, ref } from "../show.ts";
import { atArg, creditLine, getCredit, numberOfIt, whenSaid } from "./one.ts";

export const creditConsent = command({
  name: "credit consent",
  summary: {
    ja: "謝辞に名前を載せる同意を記録する（断られたら外れます）",
    en: "Record whether somebody agrees to be named; a no takes them out",
  },
  effects: "write",
  max: "desk",
  args: {
    case: caseArg,
    credit: numberOfIt,
    answer: choiceArg({ ja: "返事", en: "what they said" }, [
      { value: "asked", words: { ja: "確認中", en: "asked" } },
      { value: "agreed", words: { ja: "同意した", en: "agreed" } },
      { value: "refused", words: { ja: "断った", en: "refused" } },
    ]),
    at: atArg,
  },
  async run(ctx, { case: reference, credit: n, answer, at: typed }): Promise<View<"public" | "desk">> {
    const stored = await lockCase(ctx.tx, reference);
    const it = await getCredit(ctx, stored, n);
    const at = whenSaid(ctx, stored, typed);
    const times = answer === "asked" ? { askedAt: at, agreedAt: null } : { askedAt: it.askedAt ?? at, agreedAt: at };
    if (answer === "refused") await removeCredit(ctx.tx, it, ctx.now, true);
    else await updateCredit(ctx.tx, it.id, times);
    const event = { type: "credit.answered", credit: it.id, answer, at: at.toISOString() } as const;
    await apply(ctx, stored, happened(stored, event));
    return view<"public" | "desk">(
      say({ ja: t`${ref(stored)}: 同意を記録しました`, en: t`${ref(stored)}: consent recorded` }),
      answer === "refused"
        ? {
            kind: "para",
            text: words({
              ja: "謝辞から外し、名前を消しました。",
              en: "They are out of the credits, and the name is erased.",
            }),
          }
        : { kind: "items", rows: [{ text: creditLine(ctx, stored, { ...it, ...times }) }] },
      { kind: "next", commands: [`credit list ${digits(stored)}`] },
    );
  },
});
