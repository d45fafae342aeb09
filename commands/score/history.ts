import { getCase, type StoredCase } from "../../db/queries/cases.ts";
import { namesOf } from "../../db/queries/members.ts";
import { type ScoreRow, scoresOf } from "../../db/queries/scores.ts";
import { assessorWords } from "../../src/domain/assessors.ts";
import { impactWords, spreadWords } from "../../src/domain/impact.ts";
import { open } from "../../src/label.ts";
import { join, say, type Text, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import { caseArg, optional, timeArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { digits, ref } from "../show.ts";
import { getMoment } from "../times.ts";
import { assessorOf, whyOf } from "./assessments.ts";
import { scoreWords } from "./words.ts";

type R = "public" | "desk";

/** Rows shown, the latest. */
const most = 50;

/** What a row decided: a vector with its score, or an impact. */
function decidedWords(row: ScoreRow): Text<"public"> {
  if (row.vector !== null) {
    const whose = words(assessorWords[assessorOf(row)]);
    const score = scoreWords(row.score ?? 0);
    return say({
      ja: t`CVSS（${whose}） ${score} ${open(row.vector)}`,
      en: t`CVSS (${whose}) ${score} ${open(row.vector)}`,
    });
  }
  const impact = words(row.impact === null ? { ja: "–", en: "–" } : impactWords[row.impact]);
  const spread = words(row.spread === null ? { ja: "直接指定", en: "by hand" } : spreadWords[row.spread]);
  return say({ ja: t`影響度 ${impact}（影響範囲 ${spread}）`, en: t`impact ${impact} (spread ${spread})` });
}

function rowWords(ctx: Ctx, c: StoredCase, row: ScoreRow, names: ReadonlyMap<number, string>): Text<R> {
  const head = say({
    ja: t`${moment(row.at, ctx.zone)}  ${open(names.get(row.by) ?? "?")}  ${decidedWords(row)}`,
    en: t`${moment(row.at, ctx.zone)}  ${open(names.get(row.by) ?? "?")}  ${decidedWords(row)}`,
  });
  const why = whyOf(ctx, c, row);
  return why === undefined ? head : join<R>([head, why], " — ");
}

/** Who scored what, when and why; up to a day, what was in force on it. */
export const scoreHistory = command({
  name: "score history",
  summary: { ja: "評価の経過（だれが、いつ、なぜ）を表示する", en: "Show how a case was scored: who, when, why" },
  effects: "read",
  max: "desk",
  args: {
    case: caseArg,
    at: optional(timeArg({ ja: "いつの時点か（省略時は今）", en: "as of when; now when left out" })),
  },
  async run(ctx, { case: reference, at }) {
    const c = await getCase(ctx.tx, reference);
    const until = at === undefined ? ctx.now : getMoment(ctx, at, "at");
    const rows = await scoresOf(ctx.tx, c.id, until);
    const names = await namesOf(
      ctx.tx,
      rows.map((r) => r.by),
    );
    const shown = rows.slice(-most);
    return view<R>(
      say({ ja: t`${ref(c)} の評価の経過`, en: t`Score history of ${ref(c)}` }),
      {
        kind: "para",
        text: say({
          ja: t`${moment(until, ctx.zone)} までの${open(rows.length)}件のうち${open(shown.length)}件（古い順）`,
          en: t`${open(shown.length)} of ${open(rows.length)} until ${moment(until, ctx.zone)}, oldest first`,
        }),
      },
      {
        kind: "items",
        rows:
          rows.length === 0
            ? [{ text: words({ ja: "評価はまだありません", en: "not scored yet" }) }]
            : shown.map((row) => ({ text: rowWords(ctx, c, row, names) })),
      },
      { kind: "next", commands: [`score explain ${digits(c)}`, `case show ${digits(c)}`] },
    );
  },
});
