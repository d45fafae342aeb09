import { findCaseById, type StoredCase } from "../../db/queries/cases.ts";
import { reportsToJudge } from "../../db/queries/lists.ts";
import { Refusal } from "../../src/refusal.ts";
import { words } from "../../src/text.ts";
import type { Node } from "../../src/view.ts";
import type { Ctx } from "../contract.ts";

/**
 * A page of the review lane in one word, in place of 25 references, for which a button in Discord has no room: "lane", or "lane@2s" for what
 * comes after a row. With the proof that it was looked at: "lane/mUzx", "lane/mUzx2s".
 */
export interface LanePage {
  /** The last row of the page before, base 36; "" on the first page. */
  readonly after: string;
  readonly proof: string | undefined;
}

/** Characters of a proof: as many as tell one page from another. It gives no right. */
const proofLength = 4;

export function lanePageIn(typed: string): LanePage | undefined {
  const found = /^lane(?:@([0-9a-z]{1,7})|\/([\w-]{4})([0-9a-z]{0,7}))?$/i.exec(typed.trim());
  return found === null ? undefined : { after: found[1] ?? found[3] ?? "", proof: found[2] };
}

/** The word for the page that comes after this row; the first when there is none. */
export const lanePage = (after?: number): string => (after === undefined ? "lane" : `lane@${after.toString(36)}`);

/** What only a preview gives: that this member looked at these. */
const proofOf = (ctx: Ctx, all: readonly StoredCase[]): string =>
  ctx.keys.request(`lane ${ctx.member.id} ${all.map((c) => c.id).join(" ")}`).slice(0, proofLength);

export const isProven = (ctx: Ctx, { proof }: LanePage, all: readonly StoredCase[]): boolean =>
  proof === proofOf(ctx, all);

/** The word for a page that was looked at. */
export const provenPage = (ctx: Ctx, { after }: LanePage, all: readonly StoredCase[]): string =>
  `lane/${proofOf(ctx, all)}${after}`;

/** In the order of the lane's list, to be compared with it. */
export const oldestFirst = (all: readonly StoredCase[]): readonly StoredCase[] =>
  all.toSorted((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime() || a.id - b.id);

/** Said above a preview of a page that was looked at before, when others are on it now. */
export const changedNodes = (page: LanePage | undefined): Node<"public">[] =>
  page?.proof === undefined
    ? []
    : [
        {
          kind: "para",
          text: words({
            ja: "確認のあとに確認レーンが変わったため、まだ何もしていません。今はこうなっています。",
            en: "The review lane changed after you looked, so nothing was done. This is how it is now.",
          }),
        },
      ];

async function startOf(ctx: Ctx, after: string) {
  if (after === "") return undefined;
  const before = await findCaseById(ctx.tx, Number.parseInt(after, 36));
  if (before !== undefined) return before;
  throw new Refusal(
    "args.invalid",
    words({ ja: "確認レーンにそのページはありません。", en: "The review lane has no such page." }),
    words({ ja: "report list lane=review から選び直してください。", en: "Choose again from report list lane=review." }),
    "cases",
  );
}

/** The reports of a page, in ascending order of reference. @throws Refusal */
export async function onLanePage(ctx: Ctx, { after }: LanePage): Promise<readonly StoredCase[]> {
  const { rows } = await reportsToJudge(ctx.tx, await startOf(ctx, after), "review");
  if (rows.length > 0) return rows.toSorted((a, b) => a.reference - b.reference);
  throw new Refusal(
    "case.not-found",
    after === ""
      ? words({ ja: "確認レーンに届出はありません。", en: "No report is in the review lane." })
      : words({
          ja: "確認レーンのこのページに届出はありません。",
          en: "No report is on this page of the review lane.",
        }),
    words({
      ja: "確認レーン: report list lane=review　判断待ちの一覧: report list",
      en: "The lane: report list lane=review. Those that wait for a decision: report list",
    }),
  );
}
