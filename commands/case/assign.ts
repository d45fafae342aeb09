import { lockCase } from "../../db/queries/cases.ts";
import { deadlinesOfCase } from "../../db/queries/deadlines.ts";
import { assignCase } from "../../src/domain/case.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg, memberArg } from "../args.ts";
import { type Ctx, command, type Member } from "../contract.ts";
import { getMember } from "../people.ts";
import { mayRun } from "../policy.ts";
import { byDay, deadlineWords, digits, ref } from "../show.ts";

/** Gives a case to a member who may work on it, and says which clocks run. */
export async function assign(ctx: Ctx, reference: number, to: Member): Promise<View<"public">> {
  if (!mayRun("case take", to.roles)) {
    throw new Refusal(
      "person.needed",
      say({
        ja: t`${open(to.name)} の役割では案件を担当できません。`,
        en: t`${open(to.name)} has no role that works on cases.`,
      }),
      say({
        ja: t`役割を付ける: ${open(`member role ${to.handle} coordinator`)}`,
        en: t`Give one: ${open(`member role ${to.handle} coordinator`)}`,
      }),
    );
  }
  const stored = await lockCase(ctx.tx, reference);
  const step = assignCase(stored, to.id);
  await apply(ctx, stored, step);
  const clocks = await deadlinesOfCase(ctx.tx, stored.id);
  const mine = to.id === ctx.member.id;
  const d = digits(stored);
  return view(
    mine
      ? say({ ja: t`${ref(stored)} はあなたの担当です`, en: t`${ref(stored)} is yours` })
      : say({ ja: t`${ref(stored)} の担当は ${open(to.name)} です`, en: t`${ref(stored)} goes to ${open(to.name)}` }),
    {
      kind: "para",
      text: mine
        ? say({
            ja: t`${ref(stored)} はあなたの担当です。動いている期限: ${open(clocks.length)}件`,
            en: t`${ref(stored)} is yours. Clocks running: ${open(clocks.length)}.`,
          })
        : say({
            ja: t`${ref(stored)} の担当を ${open(to.name)} にしました。本人に知らせます。動いている期限: ${open(clocks.length)}件`,
            en: t`${ref(stored)} goes to ${open(to.name)}, who is being told. Clocks running: ${open(clocks.length)}.`,
          }),
    },
    {
      kind: "items",
      rows: clocks.map((c) => ({
        mark: c.dueAt.getTime() - ctx.now.getTime() < 24 * 3_600_000 ? ("due" as const) : ("open" as const),
        text: say({
          ja: t`${deadlineWords(c.kind)} ${byDay(ctx, c.dueAt)}`,
          en: t`${deadlineWords(c.kind)} ${byDay(ctx, c.dueAt)}`,
        }),
      })),
    },
    {
      kind: "next",
      commands: [stored.acceptedAt !== null ? `score cvss ${d} CVSS:3.1/…` : `report show ${d}`, `case show ${d}`],
    },
    { kind: "buttons", buttons: [{ label: words({ ja: "案件を見る", en: "Show the case" }), run: `case show ${d}` }] },
  );
}

export const caseAssign = command({
  name: "case assign",
  summary: { ja: "案件の担当を決める", en: "Give a case to somebody" },
  effects: "write",
  max: "public",
  args: { case: caseArg, to: memberArg({ ja: "担当する人", en: "who gets it" }) },
  run: async (ctx, { case: reference, to }) => assign(ctx, reference, await getMember(ctx, to, "to")),
});
