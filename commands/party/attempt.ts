import { lockCase } from "../../db/queries/cases.ts";
import { addAttempt, getParty } from "../../db/queries/parties.ts";
import { seal } from "../../src/crypto/keyring.ts";
import type { Case } from "../../src/domain/case.ts";
import { attempted } from "../../src/domain/lifecycle/contact.ts";
import { means, meansKeys, outcomeKeys, outcomes } from "../../src/domain/parties.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, type Text, t, words } from "../../src/text.ts";
import { type Node, type View, view } from "../../src/view.ts";
import { day, moment } from "../../src/when.ts";
import { apply } from "../apply.ts";
import { caseArg, choiceArg, optional, textArg, timeArg } from "../args.ts";
import { nextIs } from "../case/moved.ts";
import { type Ctx, command } from "../contract.ts";
import { caseKey, digits, ref } from "../show.ts";
import { getMoment } from "../times.ts";
import { partyArg } from "./one.ts";

/** For the time of an attempt, and of an answer that is written down later. */
export const triedArg = optional(timeArg({ ja: "日時（省略すると今）", en: "when; now if left out" }));

/**
 * When it was tried, or answered: now, or earlier than now and not before the report came. @param hint what to type instead.
 * @throws Refusal `args.invalid`.
 */
export function triedAt(ctx: Ctx, typed: string | undefined, receivedAt: Date, hint: Text<"public">): Date {
  if (typed === undefined) return ctx.now;
  const at = getMoment(ctx, typed, "at");
  if (at <= ctx.now && at >= receivedAt) return at;
  throw new Refusal(
    "args.invalid",
    say({
      ja: t`${moment(at, ctx.zone)} は、届出の受付（${moment(receivedAt, ctx.zone)}）から今までの間ではありません。`,
      en: t`${moment(at, ctx.zone)} is not between the receipt of the report (${moment(receivedAt, ctx.zone)}) and now.`,
    }),
    hint,
    "at",
  );
}

const hint = words({ ja: "連絡を試みた日時を入力してください。", en: "Give the time at which it was tried." });

/** What 起算日 is after an attempt, and whether that is new; nothing for a case that has none. */
export function baseNodes(ctx: Pick<Ctx, "zone">, before: Case, { baseOn }: Case): Node<"public">[] {
  if (baseOn === null) return [];
  const on = day(baseOn, ctx.zone);
  const text =
    before.baseOn?.getTime() === baseOn.getTime()
      ? say({ ja: t`起算日は ${on} のままです。`, en: t`起算日 stays ${on}.` })
      : say({ ja: t`起算日は ${on} です。`, en: t`起算日, the day of the first contact, is ${on}.` });
  return [{ kind: "para", text }];
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
    at: triedArg,
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
    const at = triedAt(ctx, typed, stored.receivedAt, hint);
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
    const same = typed === undefined ? "" : ` at="${typed}"`;
    return view(
      say({ ja: t`${ref(stored)}: 連絡を記録しました`, en: t`${ref(stored)}: attempt recorded` }),
      {
        kind: "para",
        text: say({
          ja: t`${ref(stored)} 関係者${open(n)}: ${words(means[by])}、${words(outcomes[outcome])}（${moment(at, ctx.zone)}）を記録しました。`,
          en: t`${ref(stored)}, party ${open(n)}: ${words(means[by])}, ${words(outcomes[outcome])}, ${moment(at, ctx.zone)}. Recorded.`,
        }),
      },
      ...baseNodes(ctx, stored, after),
      ...(next === undefined ? [] : [{ kind: "para", text: next } as const]),
      {
        kind: "next",
        commands: [
          ...(outcome === "answered" ? [`party said ${d} ${n} … ${by} "…"${same}`] : []),
          ...[`party list ${d}`, `deadline list ${d}`, `case show ${d}`],
        ],
      },
    );
  },
});
