import { lockCase } from "../../db/queries/cases.ts";
import { linkCases } from "../../db/queries/parties.ts";
import { happened } from "../../src/domain/case.ts";
import { mergeInto } from "../../src/domain/lifecycle/end.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { mergeEmbargo } from "../embargo/inherit.ts";
import { digits, ref } from "../show.ts";
import { carryVulnerabilities, carryWeaknesses } from "../vuln/carry.ts";

/**
 * Ends one as a duplicate of another (T-10) and links the two. Both are locked, the lower reference first, so that two merges
 * the other way round do not wait for each other. What the duplicate is of, its weaknesses and vulnerabilities, is kept on the one
 * that goes on; its parties and credits are not: who is told, and who is named, is decided case by case. @throws Refusal `args.invalid` for one case twice, `case.wrong-state`.
 */
export async function merge(ctx: Ctx, reference: number, into: number): Promise<View<"public">> {
  if (reference === into) {
    throw new Refusal(
      "args.invalid",
      words({ ja: "同じ案件どうしは統合できません。", en: "A case cannot be merged into itself." }),
      words({ ja: "統合先の番号を指定してください。", en: "Name the case that goes on." }),
      "into",
    );
  }
  const low = await lockCase(ctx.tx, Math.min(reference, into));
  const high = await lockCase(ctx.tx, Math.max(reference, into));
  const [from, to] = reference < into ? [low, high] : [high, low];
  if (to.closedAt !== null) {
    throw new Refusal(
      "case.wrong-state",
      say({ ja: t`統合先の ${ref(to)} は終了しています。`, en: t`${ref(to)}, which is to go on, has ended.` }),
      words({ ja: "動いている案件に統合してください。", en: "Merge into one that is open." }),
      "into",
    );
  }
  const step = mergeInto(from, ctx.now);
  await linkCases(ctx.tx, { kind: "merged", fromId: from.id, toId: to.id, at: ctx.now, by: ctx.member.id });
  const kept = await mergeEmbargo(ctx, from, to);
  const carried = [...(await carryWeaknesses(ctx, from, to)), ...(await carryVulnerabilities(ctx, from, to))];
  const listed = carried.filter((e) => e.type === "vuln.added").length;
  await apply(ctx, from, step);
  await apply(ctx, to, {
    ...happened(to, { type: "case.absorbed", other: from.id }),
    events: [{ type: "case.absorbed", other: from.id }, ...kept, ...carried],
  });
  return view(
    say({ ja: t`${ref(from)} を ${ref(to)} に統合しました`, en: t`${ref(from)} merged into ${ref(to)}` }),
    {
      kind: "para",
      text: say({
        ja: t`${ref(from)} を ${ref(to)} に統合して終了しました（T-10）。発見者には状況確認ページで知らせました（M16）。相手の番号は伝えていません。`,
        en: t`${ref(from)} ended as a duplicate of ${ref(to)} (T-10). Its finder reads that on the status page (M16), without the other's reference.`,
      }),
    },
    ...(listed === 0
      ? []
      : [
          {
            kind: "para",
            text: say({
              ja: t`脆弱性${open(listed)}件を ${ref(to)} にも載せました。同じものがあれば外してください（vuln remove）。`,
              en: t`Vulnerabilities that ${ref(to)} lists now, too: ${open(listed)}. Take off what it had already (vuln remove).`,
            }),
          } as const,
        ]),
    { kind: "next", commands: [`case show ${digits(to)}`, ...(listed === 0 ? [] : [`vuln list ${digits(to)}`])] },
  );
}

export const intoArg = {
  ...caseArg,
  summary: { ja: "統合先（続ける方）の番号", en: "the one that goes on" },
  label: { ja: "統合先", en: "Into" },
  example: "59107707",
};

export const caseMerge = command({
  name: "case merge",
  summary: { ja: "重複した案件を別の案件に統合する", en: "Merge a duplicate case into another" },
  effects: "write",
  max: "public",
  args: { case: caseArg, into: intoArg },
  run: (ctx, { case: reference, into }) => merge(ctx, reference, into),
});
