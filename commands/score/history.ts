import { recordRead } from "../../db/queries/audit-reads.ts";
import { getCase } from "../../db/queries/cases.ts";
import { open } from "../../src/label.ts";
import { join, say, type Text, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { caseArg } from "../args.ts";
import { command } from "../contract.ts";
import { digits, ref } from "../show.ts";
import { asOf, asOfArg, untilWords } from "./args.ts";
import { type Decided, decisionsOf, replayed } from "./decisions.ts";
import { prefilledWords } from "./ssvc-reasons.ts";

type R = "public" | "desk";

/** Rows shown, the latest. */
const most = 50;

/** A decision, and behind it what the case answered by itself. */
const lineOf = ({ text, answered = [] }: Decided): Text<R> =>
  join<R>(
    [text, prefilledWords(answered)].filter((x) => x !== undefined),
    " — ",
  );

/** Who scored what, when and why, up to a day; each decision is taken again from what was stored, and a difference is said. */
export const scoreHistory = command({
  name: "score history",
  summary: { ja: "評価の経過（だれが、いつ、なぜ）を表示する", en: "Show how a case was scored: who, when, why" },
  effects: "read",
  max: "desk",
  args: { case: caseArg, at: asOfArg },
  async run(ctx, { case: reference, at }) {
    const c = await getCase(ctx.tx, reference);
    await recordRead(ctx.tx, ctx.member.id, c.id, "case", ctx.now);
    const until = asOf(ctx, at);
    const rows = await decisionsOf(ctx, c, until);
    const shown = rows.slice(-most);
    return view<R>(
      say({ ja: t`${ref(c)} の評価の経過`, en: t`Score history of ${ref(c)}` }),
      {
        kind: "para",
        text: say({
          ja: t`${untilWords(ctx, at, until)} までの${open(rows.length)}件のうち${open(shown.length)}件（古い順）`,
          en: t`${open(shown.length)} of ${open(rows.length)} until ${untilWords(ctx, at, until)}, oldest first`,
        }),
      },
      {
        kind: "items",
        rows:
          rows.length === 0
            ? [{ text: words({ ja: "評価はまだありません", en: "not scored yet" }) }]
            : shown.map((row) => {
                const text = lineOf(row);
                return row.replay.kind === "other" ? { mark: "due" as const, text } : { text };
              }),
      },
      ...(rows.length === 0 ? [] : [{ kind: "para" as const, text: replayed(shown) }]),
      { kind: "next", commands: [`score explain ${digits(c)}`, `case show ${digits(c)}`] },
    );
  },
});
