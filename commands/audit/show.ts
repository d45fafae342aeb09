import { deskChain, history, latest } from "../../db/queries/audit.ts";
import { namesOf } from "../../db/queries/members.ts";
import { open } from "../../src/label.ts";
import { say, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import { choiceArg, optional } from "../args.ts";
import { command } from "../contract.ts";
import { actorIds, actorName, auditText } from "./words.ts";

const most = 50;

export const auditShow = command({
  name: "audit show",
  summary: { ja: "最近の操作記録を表示する", en: "Show the latest audit entries" },
  effects: "read",
  max: "desk",
  args: {
    chain: optional(
      choiceArg({ ja: "記録の種類", en: "which entries" }, [
        { value: "all", words: { ja: "すべて", en: "all" } },
        { value: "desk", words: { ja: "デスクの操作だけ", en: "the desk's own acts" } },
      ]),
    ),
  },
  async run(ctx, { chain = "all" }) {
    const rows = chain === "desk" ? await history(ctx.tx, deskChain, most) : await latest(ctx.tx, most);
    const names = await namesOf(ctx.tx, actorIds(rows));
    const summary = words({ ja: "操作記録", en: "Audit" });
    if (rows.length === 0)
      return view(summary, { kind: "para", text: words({ ja: "記録はまだありません。", en: "No entry yet." }) });
    return view(
      summary,
      {
        kind: "items",
        rows: rows.map((e) => ({
          text: say({
            ja: t`${moment(e.at, ctx.zone)}  ${open(`${e.chain}#${e.seq}`)}  ${actorName(e.actor, names)}  ${auditText(e)}`,
            en: t`${moment(e.at, ctx.zone)}  ${open(`${e.chain}#${e.seq}`)}  ${actorName(e.actor, names)}  ${auditText(e)}`,
          }),
        })),
      },
      {
        kind: "para",
        text: say({ ja: t`新しい順に${open(rows.length)}件`, en: t`${open(rows.length)} entries, latest first` }),
      },
      { kind: "next", commands: ["audit verify"] },
    );
  },
});
