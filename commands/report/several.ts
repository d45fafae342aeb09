import { casesByReference, noSuchCase, type StoredCase } from "../../db/queries/cases.ts";
import { reportsToJudge } from "../../db/queries/lists.ts";
import { parseReference } from "../../src/domain/reference.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { join, say, type Text, t, words } from "../../src/text.ts";
import { textArg } from "../args.ts";
import type { Ctx } from "../contract.ts";
import { ref } from "../show.ts";

/** As many as one page of the list: more than that nobody has looked at. */
export const most = 25;

const wrong = (says: Text<"public">): Refusal =>
  new Refusal(
    "args.invalid",
    says,
    say({
      ja: t`番号を空白かコンマで区切って、${open(most)}件まで書いてください。`,
      en: t`Write up to ${open(most)} references, with spaces or commas between them.`,
    }),
    "cases",
  );

/** In ascending order, so that two people who do this at once wait for each other and do not block. */
function readReferences(typed: string): readonly number[] {
  const parts = typed.split(/[\s,、]+/).filter((s) => s !== "");
  const read = parts.map((part) => {
    const reference = parseReference(part);
    if (reference !== undefined) return reference;
    throw wrong(say({ ja: t`「${open(part)}」は番号ではありません。`, en: t`"${open(part)}" is no reference.` }));
  });
  const all = [...new Set(read)].sort((a, b) => a - b);
  if (all.length > most)
    throw wrong(say({ ja: t`${open(all.length)}件あります。`, en: t`These are ${open(all.length)}.` }));
  return all;
}

/** In place of references: those on the first page of the review lane. A button in Discord has no room for 25 of them. */
export const wholeLane = "lane";

/** Whether the lane is meant, and with which proof that it was looked at: "lane", "lane/mUzx93_f". */
export function laneIn(typed: string): { readonly proof: string | undefined } | undefined {
  const found = /^lane(?:\/([\w-]{1,20}))?$/i.exec(typed.trim());
  return found === null ? undefined : { proof: found[1] };
}

async function inLane(ctx: Ctx): Promise<readonly StoredCase[]> {
  const { rows } = await reportsToJudge(ctx.tx, undefined, "review");
  if (rows.length > 0) return rows.toSorted((a, b) => a.reference - b.reference);
  throw new Refusal(
    "case.not-found",
    words({ ja: "確認レーンに届出はありません。", en: "No report is in the review lane." }),
    words({ ja: "判断待ちの一覧: report list", en: "Those that wait for a decision: report list" }),
  );
}

/** The reports that were named, none of which is judged yet. @throws Refusal */
export async function chosen(ctx: Ctx, typed: string): Promise<readonly StoredCase[]> {
  if (laneIn(typed) !== undefined) return await inLane(ctx);
  const references = readReferences(typed);
  const found = await casesByReference(ctx.tx, references);
  if (found.length !== references.length) throw noSuchCase();
  const judged = found.filter((c) => !["RCV", "CHK", "ASK"].includes(c.state));
  if (judged.length === 0) return found;
  const names = join(judged.map(ref), ", ");
  throw new Refusal(
    "case.wrong-state",
    say({ ja: t`すでに判断した届出があります: ${names}`, en: t`Already judged: ${names}` }),
    words({ ja: "それらを除いてください。どれも変えていません。", en: "Leave them out. Nothing was changed." }),
  );
}

export const casesArg = {
  ...textArg(
    { ja: "届出の番号（コンマ区切り）か lane", en: "references, with commas between; or lane" },
    "48213377,59107707",
    400,
  ),
  label: { ja: "届出", en: "Reports" },
};
