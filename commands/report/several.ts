import { casesByReference, noSuchCase, type StoredCase } from "../../db/queries/cases.ts";
import { parseReference } from "../../src/domain/reference.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { join, say, type Text, t, words } from "../../src/text.ts";
import { textArg } from "../args.ts";
import type { Ctx } from "../contract.ts";
import { ref } from "../show.ts";
import { lanePageIn, onLanePage } from "./lane-page.ts";

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

/** The reports that were named, none of which is judged yet. @throws Refusal */
export async function chosen(ctx: Ctx, typed: string): Promise<readonly StoredCase[]> {
  const page = lanePageIn(typed);
  if (page !== undefined) return await onLanePage(ctx, page);
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
