import { lockCase } from "../../db/queries/cases.ts";
import { addAttempt, getParty } from "../../db/queries/parties.ts";
import { seal } from "../../src/crypto/keyring.ts";
import { attempted } from "../../src/domain/lifecycle/contact.ts";
import { means, meansKeys, outcomeKeys, outcomes } from "../../src/domain/parties.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { day, moment } from "../../src/when.ts";
import { apply } from "../apply.ts";
import { caseArg, choiceArg, optional, textArg, timeArg } from "../args.ts";
import { nextIs } from "../case/moved.ts";
import { type Ctx, command } from "../contract.ts";
import { caseKey, digits, ref } from "../show.ts";
import { getMoment } from "../times.ts";
import { partyArg } from "./one.ts";

/** When it was tried: now, or earlier than now and not before the report came. */
function triedAt(ctx: Ctx, typed: string | undefined, receivedAt: Date): Date {
  if (typed === undefined) return ctx.now;
  const at = getMoment(ctx, typed, "at");
  if (at <= ctx.now && at >= receivedAt) return at;
  throw new Refusal(
    "args.invalid",
    say({
      ja: t`${moment(at, ctx.zone)} は、届出の受付（${moment(receivedAt, ctx.zone)}）から今までの間ではありません。`,
      en: t`${moment(at, ctx.zone)} is not between the receipt of the report (${moment(receivedAt, ctx.zone)}) and now.`,
    }),
    words({ ja: "連絡を試みた日時を入力してください。", en: "Give the time at which it was tried." }),
    "at",
  );
}

export const partyAttempt = command({
  name: "party attempt",
  summary: {
    ja: "関係者への連絡の試みを記録する（最初の試みが起算日）",
    en: "Record an attempt to contact a party; the first sets 起算日",
  },
  effects: "write",
  max: "public",
  args: {
    case: caseArg,
    party: partyArg,
    means: choiceArg(
      { ja: "手段", en: "by what means" },
      meansKeys.map((value) => ({ value, words: means[value] })),
    ),
    outcome: choiceArg(
      { ja: "結果", en: "what came of it" },
      outcomeKeys.map((value) => ({ value, words: outcomes[value] })),
    ),
    at: optional(timeArg({ ja: "日時（省略すると今）", en: "when; now if left out" })),
    note: optional(
      textArg(
        { ja: "宛先と記録（デスク内だけ）", en: "address used and proof; for the desk only" },
        "to psirt@example.jp",
        1000,
      ),
    ),
  },
  async run(ctx, { case: reference, party: n, means: by, outcome, at: typed, note }): Promise<View<"public">> {
    const stored = await lockCase(ctx.tx, reference);
    const { party, all } = await getParty(ctx.tx, stored.id, n);
    const at = triedAt(ctx, typed, stored.receivedAt);
    const attempt = { at, means: by, outcome };
    const tried = { ...party, attempts: [...party.attempts, attempt] };
    const step = attempted(
      stored,
      all.map((p) => (p.id === party.id ? tried : p)),
      tried,
      attempt,
    );
    await addAttempt(ctx.tx, {
      ...attempt,
      partyId: party.id,
      note: note === undefined ? null : seal(caseKey(ctx, stored), "attempts.note", note),
      by: ctx.member.id,
      recordedAt: ctx.now,
    });
    await apply(ctx, stored, step);
    const { after } = step;
    const next = nextIs(after);
    const d = digits(stored);
    const base =
      after.baseOn === null
        ? []
        : [
            {
              kind: "para",
              text:
                stored.baseOn?.getTime() === after.baseOn.getTime()
                  ? say({
                      ja: t`起算日は ${day(after.baseOn, ctx.zone)} のままです。`,
                      en: t`起算日 stays ${day(after.baseOn, ctx.zone)}.`,
                    })
                  : say({
                      ja: t`起算日は ${day(after.baseOn, ctx.zone)} です。`,
                      en: t`起算日, the day of the first contact, is ${day(after.baseOn, ctx.zone)}.`,
                    }),
            } as const,
          ];
    return view(
      say({ ja: t`${ref(stored)}: 連絡を記録しました`, en: t`${ref(stored)}: attempt recorded` }),
      {
        kind: "para",
        text: say({
          ja: t`${ref(stored)} 関係者${open(n)}: ${words(means[by])}、${words(outcomes[outcome])}（${moment(at, ctx.zone)}）を記録しました。`,
          en: t`${ref(stored)}, party ${open(n)}: ${words(means[by])}, ${words(outcomes[outcome])}, ${moment(at, ctx.zone)}. Recorded.`,
        }),
      },
      ...base,
      ...(next === undefined ? [] : [{ kind: "para", text: next } as const]),
      { kind: "next", commands: [`party list ${d}`, `deadline list ${d}`, `case show ${d}`] },
    );
  },
});
