import { findDeadline } from "../../db/queries/deadlines.ts";
import { Refusal } from "../../src/refusal.ts";
import { words } from "../../src/text.ts";
import { numberArg } from "../args.ts";
import type { Ctx } from "../contract.ts";

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
