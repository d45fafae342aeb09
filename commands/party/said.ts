import { lockCase } from "../../db/queries/cases.ts";
import { addAttempt, getParty, saveParty } from "../../db/queries/parties.ts";
import { seal } from "../../src/crypto/keyring.ts";
import { wholeStatus } from "../../src/domain/answers.ts";
import type { CaseEvent } from "../../src/domain/events.ts";
import { attempted, partyChanged } from "../../src/domain/lifecycle/contact.ts";
import { means, meansKeys, partyStatuses } from "../../src/domain/parties.ts";
import { desk, open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { foreign, say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import { apply } from "../apply.ts";
import { caseArg, choiceArg, textArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { workAfter } from "../reply/answered.ts";
import { caseKey, digits, ref } from "../show.ts";
import { answerArgs, isOutdated, keepAnswer, meanings, statusArg } from "./answer.ts";
import { type Said, standingLines, standingOn } from "./answers.ts";
import { baseNodes, triedArg, triedAt } from "./attempt.ts";
import { partyArg } from "./one.ts";

const hint = words({
  ja: "メールや電話で回答があった日時を入力してください。",
  en: "Give the time at which they answered.",
});

/** They said something since that holds now; the older word is kept as an attempt that was answered. */
function outdated(ctx: Ctx, said: readonly Said[], line: string): Refusal {
  const newest = new Date(Math.max(...said.map((a) => a.at.getTime())));
  return new Refusal(
    "args.invalid",
    say({
      ja: t`この関係者には、より新しい回答（${moment(newest, ctx.zone)}）が記録されています。古い回答で置き換えることはできません。`,
      en: t`This party has said something newer (${moment(newest, ctx.zone)}), and an older answer cannot take its place.`,
    }),
    say({
      ja: t`連絡があったことだけを残すには: ${open(line)}`,
      en: t`To keep on record that they wrote: ${open(line)}`,
    }),
    "at",
  );
}

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
    at: triedArg,
    ...answerArgs,
  },
  async run(
    ctx,
    { case: reference, party: n, means: by, who, at: typed, status, ...rest },
  ): Promise<View<"public" | "desk">> {
    const stored = await lockCase(ctx.tx, reference);
    const { party, all } = await getParty(ctx.tx, stored.id, n);
    const at = triedAt(ctx, typed, stored.receivedAt, hint);
    const answer = await keepAnswer(ctx, stored, party.id, { status, ...rest }, { byMember: ctx.member.id, at }, true);
    const attempt = { at, means: by, outcome: "answered" } as const;
    const note = seal(caseKey(ctx, stored), "attempts.note", who);
    await addAttempt(ctx.tx, { ...attempt, partyId: party.id, note, by: ctx.member.id, recordedAt: ctx.now });
    const tried = { ...party, attempts: [...party.attempts, attempt] };
    const parties = all.map((p) => (p.id === party.id ? tried : p));
    const heard = attempted(stored, parties, tried, attempt);
    const { all: vulnerabilities, said } = await standingOn(ctx, stored, [party]);
    const its = said.get(party.id) ?? [];
    const ids = vulnerabilities.map((v) => v.id);
    const line = `party attempt ${digits(stored)} ${n} ${by} answered at="${typed}" note="…"`;
    if (typed !== undefined && isOutdated(its, ids)) throw outdated(ctx, its, line);
    const whole = wholeStatus(its, ids) ?? status;
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
          ja: t`「${words(partyStatuses[status])}」（${words(means[by])}、${moment(at, ctx.zone)}）: ${foreign(desk(who))}`,
          en: t`${words(partyStatuses[status])}, by ${words(means[by])}, ${moment(at, ctx.zone)}: ${foreign(desk(who))}`,
        }),
      },
      { kind: "items", rows: standingLines(ctx, vulnerabilities, its, desk).map((text) => ({ text })) },
      ...baseNodes(ctx, stored, step.after),
      { kind: "next", commands: [`party show ${d} ${n}`, `party list ${d}`] },
    );
  },
});
