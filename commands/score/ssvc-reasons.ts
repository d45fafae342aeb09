import type { StoredCase } from "../../db/queries/cases.ts";
import type { SsvcRow } from "../../db/queries/scores.ts";
import { seal, unseal } from "../../src/crypto/keyring.ts";
import { type PointKey, pointKeys } from "../../src/domain/ssvc/points.ts";
import type { Suggested } from "../../src/domain/ssvc/prefill.ts";
import { join, say, type Text, t } from "../../src/text.ts";
import type { Ctx } from "../contract.ts";
import { caseKey } from "../show.ts";
import type { Answered } from "./ssvc-points.ts";
import { answeredWords } from "./ssvc-words.ts";

/** How a point was answered, as it is kept: by whom or what, and what the case said of it on that day, in both languages. */
type Kept = Readonly<Partial<Record<PointKey, Pick<Answered, "from" | "finer"> & { readonly fact?: Suggested }>>>;

/** What is stored with a decision. Sealed, since it repeats what the report says. */
export function sealReasons(ctx: Ctx, c: StoredCase, all: readonly Answered[]): Buffer {
  const kept: Kept = Object.fromEntries(
    all.map(({ point, from, fact, finer }) => [
      point,
      { from, ...(fact !== undefined && { fact }), ...(finer !== undefined && { finer }) },
    ]),
  );
  return seal(caseKey(ctx, c), "ssvc_decisions.reasons", JSON.stringify(kept));
}

/** Each point of a past decision as it was answered then, with the reason of that day; none from before these were kept. */
export function answeredThen(ctx: Ctx, c: StoredCase, row: SsvcRow): readonly Answered[] {
  if (row.reasons === null) return [];
  // Sealed by us a few lines above, so the shape is known.
  const kept = JSON.parse(unseal(caseKey(ctx, c), "ssvc_decisions.reasons", row.reasons)) as Kept;
  return pointKeys.flatMap((point) => {
    const how = kept[point];
    if (how === undefined) return [];
    const { from, fact, finer } = how;
    return [{ point, value: row.answers[point], from, fact, ...(finer !== undefined && { finer }) }];
  });
}

/** In one line what the case answered by itself: a person's answers have their reason in the person's words. */
export function prefilledWords(all: readonly Answered[]): Text<"public"> | undefined {
  const prefilled = all.filter((a) => a.from === "facts");
  if (prefilled.length === 0) return undefined;
  const list = join(prefilled.map(answeredWords), " · ");
  return say({ ja: t`案件から: ${list}`, en: t`from the case: ${list}` });
}
