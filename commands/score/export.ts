import { getCase } from "../../db/queries/cases.ts";
import { ssvcOf } from "../../db/queries/scores.ts";
import { fullReference } from "../../src/domain/reference.ts";
import { decisionTables, storedTable } from "../../src/domain/ssvc/tables.ts";
import { selectionList } from "../../src/exports/selection-list.ts";
import { desk, open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { foreign, say, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import { caseArg } from "../args.ts";
import { command } from "../contract.ts";
import { digits, ref } from "../show.ts";
import { tableArg } from "./ssvc.ts";

const none = (d: string): Refusal =>
  new Refusal(
    "case.not-ready",
    words({ ja: "この案件にはまだSSVCの判断がありません。", en: "This case has no such SSVC decision yet." }),
    say({ ja: t`先に: ${open(`score ssvc ${d}`)}`, en: t`First: ${open(`score ssvc ${d}`)}` }),
  );

/** The last decision by a table, as others' tools read it. */
export const scoreExport = command({
  name: "score export",
  summary: { ja: "SSVCの判断をSelectionList（JSON）で出す", en: "Export an SSVC decision as a SelectionList (JSON)" },
  effects: "read",
  max: "desk",
  args: { case: caseArg, table: tableArg },
  async run(ctx, { case: reference, table: name = "triage" }) {
    const c = await getCase(ctx.tx, reference);
    const rows = await ssvcOf(ctx.tx, c.id, ctx.now);
    const row = rows.findLast((r) => r.table === decisionTables[name].key);
    const table = row && storedTable(row.table, row.version);
    if (row === undefined || table === undefined) throw none(digits(c));
    const list = selectionList(fullReference(c.reference), { ...row, table });
    return view(
      say({ ja: t`${ref(c)} のSSVC`, en: t`SSVC of ${ref(c)}` }),
      {
        kind: "para",
        text: say({
          ja: t`SSVC SelectionList 2.0.0、${moment(row.at, ctx.zone)} の判断`,
          en: t`SSVC SelectionList 2.0.0, decided ${moment(row.at, ctx.zone)}`,
        }),
      },
      { kind: "quote", text: foreign(desk(list)) },
    );
  },
});
