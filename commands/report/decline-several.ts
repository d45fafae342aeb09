import { casesByReference, noSuchCase, type StoredCase } from "../../db/queries/cases.ts";
import { readGrounds } from "../../db/queries/grounds.ts";
import { declineCodes, declineReasons } from "../../src/domain/decline.ts";
import { parseReference } from "../../src/domain/reference.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { join, say, type Text, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { choiceArg, numberArg, optional, textArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { groundFor } from "../grounds.ts";
import { caseRows, digits, ref } from "../show.ts";
import { decline } from "./decline.ts";

type R = "public" | "desk";

/** As many as one page of the list: more than that nobody has looked at. */
const most = 25;

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

async function chosen(ctx: Ctx, typed: string): Promise<readonly StoredCase[]> {
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

/** What would be declined, to be looked at before it is. */
async function preview(ctx: Ctx, all: readonly StoredCase[], reason: string, why: Text<"public">): Promise<View<R>> {
  const count = open(all.length);
  const line = `report decline-several ${reason} count=${all.length} cases="${all.map(digits).join(" ")}"`;
  return view<R>(
    words({ ja: "まとめて不受理にする前の確認", en: "Before several reports are declined" }),
    await caseRows(ctx, all),
    {
      kind: "para",
      text: say({
        ja: t`${count}件を「${why}」で不受理にし、それぞれの発見者に同じ理由を知らせます。まだ何も変えていません。`,
        en: t`${count} would be declined as "${why}", and each finder told so. Nothing has been changed yet.`,
      }),
    },
    {
      kind: "buttons",
      buttons: [{ label: words({ ja: "まとめて不受理にする", en: "Decline them" }), run: line, style: "danger" }],
    },
    { kind: "next", commands: [line] },
  );
}

/** A flood of reports with one reason: each is declined by itself, as if one by one, or none is. */
export const reportDeclineSeveral = command({
  name: "report decline-several",
  summary: { ja: "複数の届出を同じ理由で不受理にする", en: "Decline several reports for one reason" },
  effects: "write",
  max: "desk",
  args: {
    reason: choiceArg(
      { ja: "理由コード", en: "reason code" },
      declineCodes.map((code) => ({ value: code.toLowerCase(), words: declineReasons[code].words })),
    ),
    cases: {
      ...textArg({ ja: "届出の番号（コンマ区切り）", en: "references, with commas between" }, "48213377,59107707", 400),
      label: { ja: "届出", en: "Reports" },
    },
    count: optional(
      numberArg(
        { ja: "確認した件数（この数だけ不受理にする）", en: "how many, after looking: declines them" },
        "2",
        1,
        most,
      ),
    ),
  },
  async run(ctx, { reason: typed, cases, count }): Promise<View<R>> {
    const reason = typed.toUpperCase();
    const ground = groundFor(await readGrounds(ctx.tx), reason, undefined);
    const all = await chosen(ctx, cases);
    const why = words(ground.words);
    if (count !== all.length) return await preview(ctx, all, typed, why);
    const done: Text<"public">[] = [];
    for (const c of all) done.push((await decline(ctx, { case: c.reference, reason })).summary);
    return view(
      say({ ja: t`${open(done.length)}件を処理しました`, en: t`${open(done.length)} handled` }),
      { kind: "items", rows: done.map((text) => ({ text })) },
      { kind: "next", commands: ["report list"] },
    );
  },
});
