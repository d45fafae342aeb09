import { lockCase } from "../../db/queries/cases.ts";
import { eraseFinder, findFinder } from "../../db/queries/finders.ts";
import { happened } from "../../src/domain/case.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { propose } from "../propose.ts";
import { digits, ref } from "../show.ts";

interface Input {
  readonly case: number;
}

/**
 * Destroys the key of the finder's identity: nobody can open it in this database any more (ADR 0011). What was reported, scored
 * and decided stays, and so does a backup that was made before. Comes here a second time when a second person has confirmed it.
 * @throws Refusal `case.wrong-state` when it was erased before.
 */
export async function erase(ctx: Ctx, { case: reference }: Input): Promise<View<"public">> {
  const stored = await lockCase(ctx.tx, reference);
  const finder = await findFinder(ctx.tx, stored.finderId);
  if (finder?.key == null) {
    throw new Refusal(
      "case.wrong-state",
      say({
        ja: t`${ref(stored)} の発見者の情報は、すでに消去されています。`,
        en: t`Who found ${ref(stored)} has been erased already.`,
      }),
      words({ ja: "消去の記録: case history", en: "When and by whom: case history" }),
    );
  }
  const waits = await propose(ctx, stored, "erase", { case: reference });
  if (waits !== undefined) return waits;
  await eraseFinder(ctx.tx, stored.finderId);
  await apply(ctx, stored, happened(stored, { type: "finder.erased" }));
  return view(
    say({ ja: t`${ref(stored)} の発見者の情報を消去しました`, en: t`Who found ${ref(stored)} is erased` }),
    {
      kind: "para",
      text: words({
        ja: "氏名・連絡先・同意の内容は読めなくなりました。届出の内容、やりとりの文面、案件の記録は残ります。",
        en: "Name, contact and consents can be read no more. The report, what was written to one another and the case's record stay.",
      }),
    },
    {
      kind: "para",
      text: words({
        ja: "これより前のバックアップには残っています。届出や回答の文面に発見者自身のことが書かれていないかも、別に確かめてください。",
        en: "Backups from before still have them. Check, too, whether the finder wrote of themselves in the report or in an answer.",
      }),
    },
    { kind: "next", commands: [`report show ${digits(stored)}`, `case history ${digits(stored)}`] },
  );
}

export const reportErase = command({
  name: "report erase",
  summary: {
    ja: "発見者の氏名・連絡先を消去する（元に戻せない。2人で）",
    en: "Erase who the finder is, for good, by two people",
  },
  effects: "write",
  max: "public",
  args: { case: caseArg },
  run: (ctx, input) => erase(ctx, input),
});
