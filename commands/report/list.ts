import { countLimit, reportsToJudge } from "../../db/queries/lists.ts";
import { laneReasons, laneWords } from "../../src/domain/intake/lane.ts";
import { open } from "../../src/label.ts";
import { join, say, t, words } from "../../src/text.ts";
import { type Node, type View, view } from "../../src/view.ts";
import { choiceArg, optional, wordArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { caseRows, digits, pageFooter, pageKeyShape, readPageKey, rowButtons } from "../show.ts";
import { lanePage } from "./lane-page.ts";

type R = "public" | "desk";

/** The `page` argument of every list: the key that the page before printed. */
export const pageArg = optional(
  wordArg(
    { ja: "次ページの鍵（一覧の末尾に表示）", en: "where to go on: printed below a list" },
    "1-abc-1",
    pageKeyShape,
  ),
);

const laneArg = optional(
  choiceArg({ ja: "確認レーンの届出", en: "those of a flood, in the review lane" }, [
    { value: "review", words: { ja: "確認レーン", en: "review lane" } },
  ]),
);

/** How many wait in the review lane, with the way there. */
async function laneNodes(ctx: Ctx): Promise<Node<"public">[]> {
  const { total } = await reportsToJudge(ctx.tx, undefined, "review");
  if (total === 0) return [];
  const count = open(total > countLimit ? `${countLimit}+` : total);
  return [
    {
      kind: "para",
      text: say({
        ja: t`確認レーンに${count}件あります（短時間に多数届いたもの。期限は進みます）。`,
        en: t`${count} in the review lane: many came at once. Their clocks run.`,
      }),
    },
    {
      kind: "buttons",
      buttons: [
        { label: words({ ja: "確認レーンを見る", en: "Show the review lane" }), run: "report list lane=review" },
      ],
    },
  ];
}

/** The lane: each with why it is there, and what may be done with a whole page of it. Nothing is closed by itself. */
async function review(ctx: Ctx, page: string | undefined): Promise<View<R>> {
  const found = await reportsToJudge(ctx.tx, readPageKey(page), "review");
  const title = words({ ja: "確認レーン", en: "Review lane" });
  if (found.rows.length === 0) {
    const none = words({ ja: "確認レーンに届出はありません。", en: "No report is in the review lane." });
    return view<R>(title, { kind: "para", text: none }, { kind: "next", commands: ["report list"] });
  }
  const all = lanePage(readPageKey(page)?.id);
  const reasons = laneReasons.flatMap((reason) => {
    const n = found.rows.filter((c) => c.lane === reason).length;
    const why = words(laneWords[reason]);
    return n === 0 ? [] : [say({ ja: t`${why}: ${open(n)}件`, en: t`${why}: ${open(n)}` })];
  });
  return view<R>(
    title,
    {
      kind: "para",
      text: words({
        ja: "受け付け、受付番号も渡しています。期限は進み、ひとりでに終わることはありません。",
        en: "They were received and have their receipts. Their clocks run, and none is closed by itself.",
      }),
    },
    { kind: "para", text: join(reasons, " · ") },
    await caseRows(ctx, found.rows),
    rowButtons(found.rows, "report show"),
    {
      kind: "buttons",
      buttons: [
        {
          label: words({ ja: "このページを判断待ちに移す…", en: "This page into the queue…" }),
          run: `report queue ${all}`,
        },
        {
          label: words({ ja: "このページをまとめて不受理…", en: "Decline this page…" }),
          run: `report decline-several cases=${all}`,
        },
      ],
    },
    // In few characters: a button in Discord holds 42.
    ...pageFooter(found, (key) => `report list ${key} review`, { ja: "古い順", en: "oldest first" }),
    { kind: "next", commands: [`report decline-several R-… ${all}`, `report queue ${all}`] },
  );
}

export const reportList = command({
  name: "report list",
  summary: { ja: "受理・不受理を判断する届出を一覧する", en: "List the reports to judge, most urgent first" },
  effects: "read",
  max: "desk",
  args: { page: pageArg, lane: laneArg },
  async run(ctx, { page, lane }) {
    if (lane === "review") return await review(ctx, page);
    const found = await reportsToJudge(ctx.tx, readPageKey(page));
    const [first] = found.rows;
    if (first === undefined) {
      return view<R>(
        words({ ja: "判断待ちの届出", en: "Reports to judge" }),
        {
          kind: "para",
          text: words({
            ja: "判断待ちの届出はありません。新しい届出が届くとここに並びます。",
            en: "No report waits for a decision. New ones appear here as they arrive.",
          }),
        },
        ...(await laneNodes(ctx)),
        { kind: "next", commands: ["report link", "case list"] },
      );
    }
    return view<R>(
      words({ ja: "判断待ちの届出", en: "Reports to judge" }),
      await caseRows(ctx, found.rows),
      rowButtons(found.rows, "report show"),
      ...(await laneNodes(ctx)),
      ...pageFooter(found, "report list", { ja: "古い順", en: "oldest first" }),
      { kind: "next", commands: [`report show ${digits(first)}`, `report accept ${digits(first)} all`] },
    );
  },
});
