import { lockCase } from "../../db/queries/cases.ts";
import { addMessage } from "../../db/queries/messages.ts";
import { seal } from "../../src/crypto/keyring.ts";
import { askFinder } from "../../src/domain/case.ts";
import { dueAt, startingAt } from "../../src/domain/deadlines.ts";
import { question } from "../../src/templates/m02-question.ts";
import { inLanguage } from "../../src/templates/message.ts";
import { say, t } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { day } from "../../src/when.ts";
import { apply } from "../apply.ts";
import { caseArg, textArg } from "../args.ts";
import { command } from "../contract.ts";
import { caseKey, digits, ref } from "../show.ts";

export const reportAsk = command({
  name: "report ask",
  summary: { ja: "発見者に質問する", en: "Ask the finder a question" },
  effects: "write",
  max: "public",
  args: {
    case: caseArg,
    question: textArg(
      { ja: "質問（発見者が読みます）", en: "the question; the finder reads it" },
      "Which version did you test?",
      2000,
    ),
  },
  async run(ctx, { case: reference, question: asked }) {
    const stored = await lockCase(ctx.tx, reference);
    askFinder(stored, 0); // refuses before anything is written
    const answerBy = dueAt("ASK", startingAt(ctx.now), ctx.settings, ctx.calendar);
    const text = question(stored.finderLocale, asked, inLanguage(day(answerBy, ctx.zone), stored.finderLocale));
    const body = seal(caseKey(ctx, stored), "messages.body", text);
    const id = await addMessage(ctx.tx, { caseId: stored.id, at: ctx.now, sender: "desk", template: "M02", body });
    await apply(ctx, stored, askFinder(stored, id));
    return view(
      say({ ja: t`${ref(stored)} の発見者に質問しました`, en: t`Asked the finder of ${ref(stored)}` }),
      {
        kind: "para",
        text: say({
          ja: t`質問を状況確認ページに載せました（M02）。回答の目安は ${day(answerBy, ctx.zone)} です。回答が来たらお知らせします。`,
          en: t`The question is on the finder's status page (M02), with ${day(answerBy, ctx.zone)} as the wished date. You hear when an answer comes.`,
        }),
      },
      { kind: "next", commands: [`report show ${digits(stored)}`, "report list"] },
    );
  },
});
