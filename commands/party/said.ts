import { lockCase } from "../../db/queries/cases.ts";
import { addAttempt, getParty, saveParty } from "../../db/queries/parties.ts";
import { seal } from "../../src/crypto/keyring.ts";
import { wholeStatus } from "../../src/domain/answers.ts";
import type { CaseEvent } from "../../src/domain/events.ts";
import { attempted, partyChanged } from "../../src/domain/lifecycle/contact.ts";
import { means, meansKeys, partyStatuses } from "../../src/domain/parties.ts";
import { desk, open } from "../../src/label.ts";
import { foreign, say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg, choiceArg, textArg } from "../args.ts";
import { command } from "../contract.ts";
import { workAfter } from "../reply/answered.ts";
import { caseKey, digits, ref } from "../show.ts";
import { answerArgs, keepAnswer, meanings, statusArg } from "./answer.ts";
import { standingLines, standingOn } from "./answers.ts";
import { partyArg } from "./one.ts";

export const partySaid = command({
  name: "party said",
  summary: {
    ja: "メールや電話で届いた関係者の回答を、代わりに記録する",
    en: "Record for a party what it answered by mail or phone",
  },
  effects: "write",
  max: "desk",
  form: { when: ["status"] },
  args: {
    case: caseArg,
    party: partyArg,
    status: statusArg,
    means: choiceArg(
      { ja: "手段", en: "by what means" },
      meansKeys.map((value) => ({ value, words: means[value] })),
    ),
    who: {
      ...textArg({ ja: "だれが（宛先や証拠も）", en: "who said so, and the proof" }, '"Sato Ren, mail of 3 Nov"', 1000),
      rest: false,
    },
    ...answerArgs,
  },
  async run(ctx, { case: reference, party: n, means: by, who, status, ...rest }): Promise<View<"public" | "desk">> {
    const stored = await lockCase(ctx.tx, reference);
    const { party, all } = await getParty(ctx.tx, stored.id, n);
    const answer = await keepAnswer(ctx, stored, party.id, { status, ...rest }, { byMember: ctx.member.id }, true);
    const attempt = { at: ctx.now, means: by, outcome: "answered" } as const;
    const note = seal(caseKey(ctx, stored), "attempts.note", who);
    await addAttempt(ctx.tx, { ...attempt, partyId: party.id, note, by: ctx.member.id, recordedAt: ctx.now });
    const tried = { ...party, attempts: [...party.attempts, attempt] };
    const parties = all.map((p) => (p.id === party.id ? tried : p));
    const heard = attempted(stored, parties, tried, attempt);
    const { all: vulnerabilities, said } = await standingOn(ctx, stored, [party]);
    const its = said.get(party.id) ?? [];
    const whole =
      wholeStatus(
        its,
        vulnerabilities.map((v) => v.id),
      ) ?? status;
    const change = { status: whole, work: workAfter(party, meanings[whole]) };
    const { step, after } = partyChanged(heard.after, tried, change, ctx.now);
    await saveParty(ctx.tx, after);
    const event: CaseEvent = { type: "party.said", party: party.id, contact: null, answer, status };
    await apply(ctx, stored, { before: stored, after: step.after, events: [...heard.events, event, ...step.events] });
    const d = digits(stored);
    return view<"public" | "desk">(
      say({
        ja: t`${ref(stored)}: 関係者${open(n)}の回答を記録しました`,
        en: t`${ref(stored)}: party ${open(n)}'s answer is recorded`,
      }),
      {
        kind: "para",
        text: say({
          ja: t`「${words(partyStatuses[status])}」（${words(means[by])}）: ${foreign(desk(who))}`,
          en: t`${words(partyStatuses[status])}, by ${words(means[by])}: ${foreign(desk(who))}`,
        }),
      },
      { kind: "items", rows: standingLines(ctx, vulnerabilities, its, desk).map((text) => ({ text })) },
      { kind: "next", commands: [`party show ${d} ${n}`, `party list ${d}`] },
    );
  },
});
