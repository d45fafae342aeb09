import { appendDesk } from "../../db/queries/audit.ts";
import { readLadder, writeLadder } from "../../db/queries/duty.ts";
import { type Asked, defaultLadder, type LadderRow } from "../../src/domain/duty.ts";
import { roleWords } from "../../src/domain/roles.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, type Text, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { optional, wordArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import * as refuse from "../refusals.ts";

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
    { kind: "next", commands: ["duty ladder line-1,line-2:15,assignee:15,desk-room:15", "duty ladder default"] },
  );
}

export const dutyLadder = command({
  name: "duty ladder",
  summary: {
    ja: "通知に応答がないときの連絡順を表示する・変える",
    en: "Show or change whom a ping goes to when nobody answers",
  },
  effects: "write",
  max: "public",
  args: {
    rungs: optional(
      wordArg(
        { ja: "連絡順をコンマ区切りで、または default", en: "rungs with commas between, or default" },
        "line-1,line-2:15,assignee:15,desk-room:15",
        /^[a-z0-9:,-]{1,200}$/,
      ),
    ),
  },
  async run(ctx, { rungs }) {
    if (rungs === undefined) return await show(ctx);
    if (!ctx.member.roles.includes("admin")) throw refuse.notAllowed("duty ladder", [roleWords.admin]);
    const rows = rungs === "default" ? [] : rungs.split(",").filter(Boolean).map(readRow);
    await writeLadder(ctx.tx, rows);
    await appendDesk(ctx.tx, ctx.keys, ctx.actor, ctx.now, [{ action: "duty.ladder", data: { rungs } }]);
    return await show(ctx);
  },
});
