import { lockCase } from "../../db/queries/cases.ts";
import { lifecycles, moveCase } from "../../src/domain/lifecycle/move.ts";
import { criteria } from "../../src/domain/lifecycle/needs.ts";
import { type CaseState, caseStates, stateTables } from "../../src/domain/lifecycle/states.ts";
import type { Both } from "../../src/locale.ts";

import { type View, view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg, choiceArg, optional, textArg, timeArg, wordArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { propose } from "../propose.ts";
import { digits } from "../show.ts";
import { getFuture } from "../times.ts";
import { factsOf } from "./facts.ts";
import { moveButtons, nextIs, nowIs } from "./moved.ts";

const wordsOf = (s: CaseState): Both => {
  // FIX is under way for a product and done for a website; both are said.
  const own = stateTables.software[s]?.words ?? stateTables["own-product"][s]?.words;
  const site = stateTables.website[s]?.words;
  if (own === undefined || site === undefined || own.ja === site.ja) return own ?? site ?? { ja: s, en: s };
  return { ja: `${own.ja}／${site.ja}`, en: `${own.en} / ${site.en}` };
};

const targets = caseStates
  .filter((s) => Object.values(lifecycles).some((rows) => rows.some((m) => m.to === s && m.by === "case move")))
  .map((s) => ({ value: s.toLowerCase() as Lowercase<CaseState>, words: wordsOf(s) }));

const criteriaWords: Readonly<Record<(typeof criteria)[number], Both>> = {
  "J-1": { ja: "調整が不可能である", en: "coordination is impossible" },
  "J-2": { ja: "脆弱性が存在する", en: "the vulnerability exists" },
  "J-3": { ja: "公表しないと知り得ない利用者がいる", en: "some users would not learn of it otherwise" },
  "J-4": { ja: "公表を妨げる事情がない", en: "nothing clearly stands against it" },
};

const dayOnly = /^\d{4}-\d\d-\d\d$/;

interface Input {
  readonly case: number;
  readonly to: Lowercase<CaseState>;
  readonly at?: string | undefined;
  readonly advisory?: string | undefined;
  readonly criteria?: string | undefined;
  readonly request?: "lift" | "keep" | undefined;
  readonly reason?: string | undefined;
}

/** Moves it for good. Publication comes here only when a second person has confirmed it. */
export async function move(ctx: Ctx, input: Input): Promise<View<"public">> {
  const stored = await lockCase(ctx.tx, input.case);
  const to = input.to.toUpperCase() as CaseState;
  // A day of publication without an hour means noon (domain rules §13 row 22).
  const typed = input.at !== undefined && dayOnly.test(input.at) ? `${input.at} 12:00` : input.at;
  const facts = await factsOf(ctx, stored, {
    at: typed === undefined ? undefined : getFuture(ctx, typed, "at"),
    advisory: input.advisory,
    criteria: input.criteria?.toUpperCase().split(","),
    request: input.request,
    reason: input.reason,
  });
  const step = moveCase(facts, to, ctx.member.roles);
  const waits = to === "PUB" && stored.state !== "PUB" && (await propose(ctx, stored, "publish", input));
  if (waits) return waits;
  await apply(ctx, stored, step);
  const next = nextIs(step.after);
  const d = digits(stored);
  return view(
    nowIs(step.after),
    { kind: "para", text: nowIs(step.after) },
    ...(next === undefined ? [] : [{ kind: "para", text: next } as const]),
    { kind: "next", commands: [`case show ${d}`, `party list ${d}`, `deadline list ${d}`] },
    { kind: "buttons", buttons: moveButtons(step.after, ctx.member.roles).slice(0, 5) },
  );
}

export const caseMove = command({
  name: "case move",
  summary: { ja: "案件を次の状態へ進める（足りないものがあれば示す）", en: "Move a case on; what is missing is said" },
  effects: "write",
  max: "public",
  args: {
    case: caseArg,
    to: { ...choiceArg({ ja: "どの状態へ", en: "to which state" }, targets), example: "ver" },
    at: optional(
      timeArg({
        ja: "公表日時（公表日決定のとき。日だけなら12:00）",
        en: "date of publication; a day alone means 12:00",
      }),
    ),
    advisory: optional(
      wordArg(
        { ja: "公表文書の番号かアドレス", en: "number or address of the advisory" },
        "JVN#00000000",
        /^[\x21-\x7e]{3,200}$/,
      ),
    ),
    criteria: optional({
      ...wordArg(
        {
          ja: "公表判定で満たすとされた条件（コンマ区切り）",
          en: "criteria that the committee found to hold, with commas",
        },
        criteria.join(","),
        /^J-[1-4](,J-[1-4])*$/i,
      ),
      label: { ja: "公表判定で満たすとされた条件", en: "Criteria that were found to hold" },
      kind: "choices" as const,
      choices: criteria.map((value) => ({ value, words: criteriaWords[value] })),
    }),
    request: optional(
      choiceArg(
        {
          ja: "情報非開示依頼（公表せずに終えるとき）",
          en: "the non-disclosure request, at an end without publication",
        },
        [
          { value: "lift", words: { ja: "取り下げる", en: "lift it" } },
          { value: "keep", words: { ja: "続ける", en: "keep it" } },
        ],
      ),
    ),
    reason: optional(textArg({ ja: "理由", en: "reason" }, "no agreement after three meetings", 500)),
  },
  run: (ctx, input) => move(ctx, input),
});
