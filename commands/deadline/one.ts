import { lockCaseById, noSuchCase } from "../../db/queries/cases.ts";
import { findDeadline } from "../../db/queries/deadlines.ts";
import { ruleOf } from "../../src/domain/clocks.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, t, words } from "../../src/text.ts";
import { numberArg } from "../args.ts";
import type { Ctx } from "../contract.ts";
import { deadlineWords, digits } from "../show.ts";

export const deadlineArg = {
  ...numberArg(
    { ja: "期限の番号（deadline list に表示）", en: "number of the deadline, shown by deadline list" },
    "12",
    1,
    Number.MAX_SAFE_INTEGER,
  ),
  kind: "deadline" as const,
  label: { ja: "期限", en: "Deadline" },
};

/** An open deadline by its number. @throws Refusal `deadline.not-found`, also when it has ended. */
export async function getDeadline(ctx: Ctx, id: number) {
  const found = await findDeadline(ctx.tx, id);
  if (found !== undefined && found.deadline.state === "open") return found;
  throw new Refusal(
    "deadline.not-found",
    words({ ja: "その番号の動いている期限はありません。", en: "No running deadline has that number." }),
    words({ ja: "一覧: deadline list", en: "List them: deadline list" }),
  );
}

/** The same with its case, locked: whoever changes it sees what others did before. @throws Refusal `deadline.not-found`. */
export async function lockDeadline(ctx: Ctx, id: number) {
  const { deadline } = await getDeadline(ctx, id);
  const stored = await lockCaseById(ctx.tx, deadline.caseId);
  if (stored === undefined) throw noSuchCase();
  return { ...(await getDeadline(ctx, id)), stored };
}

type Locked = Awaited<ReturnType<typeof lockDeadline>>;

/** @throws Refusal `deadline.fixed` for a clock whose date is nobody's to move here. */
export function mustMove({ deadline, stored }: Locked): void {
  const { moves } = ruleOf(deadline.kind);
  if (moves === undefined) return;
  throw new Refusal(
    "deadline.fixed",
    say({
      ja: t`「${deadlineWords(deadline.kind)}」の日付は、ここでは動かせません。`,
      en: t`The date of "${deadlineWords(deadline.kind)}" cannot be moved here.`,
    }),
    moves === null
      ? words({ ja: "起算日で決まる期限です。", en: "It follows from the day of the first contact." })
      : say({
          ja: t`公表日時とともに動きます: ${open(moves.replace("REF", digits(stored)))}`,
          en: t`It moves with the publication: ${open(moves.replace("REF", digits(stored)))}`,
        }),
    "deadline",
  );
}

/** @throws Refusal `deadline.fixed` for a clock that only the process ends. */
export function mustEnd({ deadline, stored }: Locked): void {
  if (ruleOf(deadline.kind).lasts !== true) return;
  const line = open(`deadline extend ${deadline.id} +30d …`);
  const canMove = ruleOf(deadline.kind).moves === undefined;
  throw new Refusal(
    "deadline.fixed",
    say({
      ja: t`「${deadlineWords(deadline.kind)}」は、案件が進むか終わると自動的に止まります。完了にはできません。`,
      en: t`"${deadlineWords(deadline.kind)}" ends by itself when the case goes on or ends; nobody can mark it as done.`,
    }),
    canMove
      ? say({ ja: t`理由を残して動かす: ${line}`, en: t`To move it and keep the reason: ${line}` })
      : say({
          ja: t`案件の状態: ${open(`case show ${digits(stored)}`)}`,
          en: t`Where the case stands: ${open(`case show ${digits(stored)}`)}`,
        }),
    "deadline",
  );
}
