import { z } from "zod";
import { appendDesk } from "../../db/queries/audit.ts";
import { lockRoster, readLadder, readRoster, writeLadder } from "../../db/queries/duty.ts";
import { type Asked, defaultLadder, type LadderRow } from "../../src/domain/duty.ts";
import { foldWidth } from "../../src/domain/reference.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, type Text, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { optional } from "../args.ts";
import { type Arg, type Ctx, command } from "../contract.ts";
import { linesNow } from "./lines.ts";

const row = /^(duty|assignee|desk-room|line-[1-9])(?::(\d{1,4}))?$/;

/** @throws Refusal `args.invalid` with what a rung may be. */
function readRow(typed: string): LadderRow {
  const [, who, after] = row.exec(typed) ?? [];
  const minutes = after === undefined ? null : Number(after);
  // The pattern allows only these words.
  if (who !== undefined && (minutes === null || (minutes >= 1 && minutes <= 1440)))
    return { who: who as Asked, after: minutes };
  throw new Refusal(
    "args.invalid",
    say({ ja: t`「${open(typed)}」は連絡順として読めません。`, en: t`"${open(typed)}" is no rung.` }),
    words({
      ja: "書き方: duty（当番全員を順に）· line-1 · line-2 · assignee（担当者）· desk-room。分を付けるときは line-2:20（1〜1440）",
      en: "Rungs: duty (every line in turn) · line-1 · line-2 · assignee · desk-room; with minutes line-2:20 (1 to 1440)",
    }),
    "rungs",
  );
}

/** How many lines there are: of the roster, or people in order by `duty set`, now or to come. */
async function linesKnown(ctx: Ctx): Promise<number> {
  const roster = await readRoster(ctx.tx, ctx.now);
  const set = roster.shifts.filter((s) => s.endsAt > ctx.now).map((s) => s.memberIds.length);
  return Math.max(linesNow(roster, ctx.now).length, ...set);
}

/** @throws Refusal `args.invalid` with the lines that there are. */
async function mustExist(ctx: Ctx, rows: readonly LadderRow[]): Promise<void> {
  const known = await linesKnown(ctx);
  const missing = rows.find(({ who }) => who.startsWith("line-") && Number(who.slice("line-".length)) > known);
  if (missing === undefined) return;
  const first = missing.who.slice("line-".length);
  const all = Array.from({ length: known }, (_, i) => `line-${i + 1}`).join(" · ");
  throw new Refusal(
    "args.invalid",
    say({ ja: t`${open(first)}番目の系列はありません。`, en: t`There is no line no. ${open(first)}.` }),
    known === 0
      ? words({ ja: "系列はまだありません: duty roster", en: "There is no line yet: duty roster" })
      : say({
          ja: t`あるのは: ${open(all)}（duty roster の順）`,
          en: t`There is: ${open(all)}, in the order of duty roster`,
        }),
    "rungs",
  );
}

/** What a rung is called. */
function whoWords(who: Asked): Text<"public"> {
  if (who === "duty") return words({ ja: "当番の全系列を順に", en: "every line of duty in turn" });
  if (who === "assignee") return words({ ja: "案件の担当者", en: "whoever has the case" });
  if (who === "desk-room") return words({ ja: "デスクの部屋", en: "the desk room" });
  const n = open(who.slice("line-".length));
  return say({ ja: t`${n}番目の系列`, en: t`line no. ${n}` });
}

async function show(ctx: Ctx): Promise<View<"public">> {
  const own = await readLadder(ctx.tx);
  const rows = own.length > 0 ? own : defaultLadder;
  return view(
    words({ ja: "連絡順", en: "Ladder" }),
    {
      kind: "para",
      text:
        own.length > 0
          ? words({ ja: "このデスクの連絡順です。", en: "The desk's own ladder." })
          : words({ ja: "標準の連絡順です。", en: "The default ladder." }),
    },
    {
      kind: "items",
      rows: rows.map((r, i) => {
        const after = open(r.after ?? ctx.settings["ping.escalate-minutes"]);
        return {
          text:
            i === 0
              ? say({ ja: t`すぐに: ${whoWords(r.who)}`, en: t`at once: ${whoWords(r.who)}` })
              : say({
                  ja: t`さらに${after}分後: ${whoWords(r.who)}`,
                  en: t`${after} minutes later: ${whoWords(r.who)}`,
                }),
        };
      }),
    },
    {
      kind: "para",
      text: words({
        ja: "確認されると、その通知についてはそこで止まります。同じ人に二度は知らせず、最後は必ずデスクの部屋に知らせます。",
        en: "An acknowledgement stops it for that ping. Nobody is asked twice, and in the end the desk room always is.",
      }),
    },
    {
      kind: "para",
      text: words({
        ja: "変えるには、連絡順をコンマで区切って続けます（例: line-1,line-2:15,assignee:15）。標準に戻すには default。",
        en: "To change it, give rungs with commas between, such as line-1,line-2:15,assignee:15, or default for the usual ones.",
      }),
    },
    { kind: "next", commands: ["duty who", "duty roster"] },
  );
}

const adminsOnly = (): Refusal =>
  new Refusal(
    "not-allowed",
    words({ ja: "連絡順を変えられるのは管理者だけです。", en: "Only an administrator may change the ladder." }),
    words({ ja: "見るだけなら: duty ladder", en: "To look at it: duty ladder" }),
  );

/** Typed in any width and case, with either comma. */
const rungsArg: Arg<string, true> = {
  kind: "word",
  required: true,
  summary: { ja: "連絡順をコンマ区切りで、または default", en: "rungs with commas between, or default" },
  example: "line-1,line-2:15,assignee:15,desk-room:15",
  schema: z
    .string()
    .transform((s) => foldWidth(s).toLowerCase().replaceAll("、", ",").replaceAll(" ", ""))
    .pipe(z.string().regex(/^[a-z0-9:,-]{1,200}$/)),
};

export const dutyLadder = command({
  name: "duty ladder",
  summary: {
    ja: "通知に応答がないときの連絡順を表示する・変える",
    en: "Show or change whom a ping goes to when nobody answers",
  },
  effects: "write",
  max: "public",
  args: {
    rungs: optional(rungsArg),
  },
  async run(ctx, { rungs }) {
    if (rungs === undefined) return await show(ctx);
    if (!ctx.member.roles.includes("admin")) throw adminsOnly();
    await lockRoster(ctx.tx);
    const rows = rungs === "default" ? [] : rungs.split(",").filter(Boolean).map(readRow);
    await mustExist(ctx, rows);
    await writeLadder(ctx.tx, rows);
    await appendDesk(ctx.tx, ctx.keys, ctx.actor, ctx.now, [{ action: "duty.ladder", data: { rungs } }]);
    return await show(ctx);
  },
});
