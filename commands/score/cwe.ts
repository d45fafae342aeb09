import { z } from "zod";
import { lockCase } from "../../db/queries/cases.ts";
import { ownWeaknessesOf, setWeaknesses, weaknessesOf } from "../../db/queries/scores.ts";
import { happened } from "../../src/domain/case.ts";
import { findWeaknesses, parseCwe, weaknessOf } from "../../src/domain/cwe/find.ts";
import { cweEdition } from "../../src/domain/cwe/names.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { join, say, type Text, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg } from "../args.ts";
import { type Arg, command } from "../contract.ts";
import { digits, ref } from "../show.ts";

/** Weaknesses that one case may have: as many as the report's form takes, and some. */
const most = 5;

export const cweArg: Arg<string, true> = {
  kind: "cwe",
  required: true,
  rest: true,
  summary: { ja: "CWEの番号か語（複数はコンマ区切り）", en: "CWE by number or word; several with commas" },
  label: { ja: "CWE", en: "CWE" },
  example: "CWE-79",
  schema: z.string().trim().min(1).max(200),
};

/** "CWE-79 Cross-site Scripting". A number outside the view has no name here. */
export function weaknessWords(id: number): Text<"public"> {
  const name = weaknessOf(id)?.name ?? { ja: `${cweEdition} にない番号`, en: `not in ${cweEdition}` };
  return say({ ja: t`${open(`CWE-${id}`)} ${words(name)}`, en: t`${open(`CWE-${id}`)} ${words(name)}` });
}

function notFound(typed: string): Refusal {
  const near = findWeaknesses(typed).slice(0, 10);
  return new Refusal(
    "args.invalid",
    near.length === 0
      ? say({
          ja: t`「${open(typed)}」に合うCWEがありません（${open(cweEdition)}）。`,
          en: t`No weakness fits "${open(typed)}" (${open(cweEdition)}).`,
        })
      : say({
          ja: t`「${open(typed)}」に合うCWEは一つではありません。`,
          en: t`"${open(typed)}" fits more than one weakness.`,
        }),
    near.length === 0
      ? words({
          ja: "CWE-79 のような番号か、名前の一部を書いてください。",
          en: "Write a number like CWE-79, or part of a name.",
        })
      : join(
          near.map((w) => weaknessWords(w.id)),
          " · ",
        ),
    "cwe",
  );
}

/** A number as it is, or the one weakness that has these words. @throws Refusal `args.invalid` with those that come near. */
export function readWeakness(typed: string): number {
  const number = parseCwe(typed);
  if (number !== undefined) return number;
  const [only, another] = findWeaknesses(typed);
  if (only === undefined || another !== undefined) throw notFound(typed);
  return only.id;
}

function readAll(typed: string): readonly number[] {
  const parts = typed.split(/[,、]/).map((s) => s.trim());
  const ids = [...new Set(parts.filter((s) => s !== "").map(readWeakness))];
  if (ids.length > 0 && ids.length <= most) return ids;
  throw new Refusal(
    "args.invalid",
    say({ ja: t`CWEは1つから${open(most)}つまでです。`, en: t`A case has one to ${open(most)} weaknesses.` }),
    undefined,
    "cwe",
  );
}

export const scoreCwe = command({
  name: "score cwe",
  summary: { ja: "脆弱性の種類（CWE）を決める", en: "Set the kinds of weakness (CWE) of a case" },
  effects: "write",
  max: "desk",
  args: { case: caseArg, cwe: cweArg },
  async run(ctx, { case: reference, cwe }) {
    const to = readAll(cwe);
    const stored = await lockCase(ctx.tx, reference);
    const from = await ownWeaknessesOf(ctx.tx, stored.id);
    await apply(ctx, stored, happened(stored, { type: "score.cwe", from, to }));
    await setWeaknesses(ctx.tx, stored.id, to, { at: ctx.now, by: ctx.member.id });
    const all = await weaknessesOf(ctx.tx, stored.id);
    const d = digits(stored);
    return view(
      say({ ja: t`${ref(stored)} のCWEを決めました`, en: t`CWE of ${ref(stored)} set` }),
      { kind: "para", text: join([ref(stored), join(all.map(weaknessWords), " · ")], "  ") },
      { kind: "next", commands: [`score cvss ${d}`, `case show ${d}`] },
    );
  },
});
