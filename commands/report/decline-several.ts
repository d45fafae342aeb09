import type { StoredCase } from "../../db/queries/cases.ts";
import { readGrounds } from "../../db/queries/grounds.ts";
import { declineCodes, declineReasons } from "../../src/domain/decline.ts";
import { open } from "../../src/label.ts";
import { say, type Text, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { choiceArg, numberArg, optional } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { groundFor } from "../grounds.ts";
import { caseRows, digits } from "../show.ts";
import { decline } from "./decline.ts";
import { changedNodes, isProven, lanePageIn, oldestFirst, provenPage } from "./lane-page.ts";
import { casesArg, chosen, most } from "./several.ts";

type R = "public" | "desk";

/** What would be declined, to be looked at before it is. */
async function preview(
  ctx: Ctx,
  all: readonly StoredCase[],
  reason: string,
  cases: string,
  why: Text<"public">,
): Promise<View<R>> {
  const count = open(all.length);
  const page = lanePageIn(cases);
  const line = page
    ? `report decline-several ${reason} ${provenPage(ctx, page, all)}`
    : `report decline-several ${reason} count=${all.length} cases="${all.map(digits).join(" ")}"`;
  return view<R>(
    words({ ja: "まとめて不受理にする前の確認", en: "Before several reports are declined" }),
    ...changedNodes(page),
    await caseRows(ctx, oldestFirst(all)),
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
    cases: casesArg,
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
    // References say themselves what was looked at; what is in the lane may be others by now.
    const page = lanePageIn(cases);
    const looked = page ? isProven(ctx, page, all) : count === all.length;
    if (!looked) return await preview(ctx, all, typed, cases, why);
    const done: Text<"public">[] = [];
    for (const c of all) done.push((await decline(ctx, { case: c.reference, reason })).summary);
    return view(
      say({ ja: t`${open(done.length)}件を処理しました`, en: t`${open(done.length)} handled` }),
      { kind: "items", rows: done.map((text) => ({ text })) },
      { kind: "next", commands: ["report list"] },
    );
  },
});
