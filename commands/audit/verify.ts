import { type Break, verify } from "../../db/queries/audit.ts";
import { open } from "../../src/label.ts";
import type { Both } from "../../src/locale.ts";
import { say, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { command } from "../contract.ts";

const whys: Readonly<Record<Break["why"], Both>> = {
  changed: { ja: "この行が書き換えられた", en: "this row was changed" },
  missing: { ja: "この行がない", en: "this row is missing" },
  "cut off": { ja: "ここから先が失われた、または足された", en: "rows from here on were removed or added" },
};

export const auditVerify = command({
  name: "audit verify",
  summary: { ja: "操作記録が改ざんされていないか調べる", en: "Check that no audit entry was changed or removed" },
  effects: "read",
  max: "public",
  args: {},
  async run(ctx) {
    const { rows, breaks } = await verify(ctx.tx, ctx.keys);
    if (breaks.length === 0) {
      return view(words({ ja: "記録は無傷です", en: "The audit is whole" }), {
        kind: "items",
        rows: [
          {
            mark: "done",
            text: say({
              ja: t`${open(rows)}行すべての鎖がつながっています。`,
              en: t`All ${open(rows)} rows are linked as they were written.`,
            }),
          },
        ],
      });
    }
    return view(
      words({ ja: "記録に異常があります", en: "The audit is broken" }),
      {
        kind: "items",
        rows: breaks.slice(0, 25).map((b) => ({
          mark: "due" as const,
          text: say({
            ja: t`${open(`${b.chain}#${b.seq}`)}  ${words(whys[b.why])}`,
            en: t`${open(`${b.chain}#${b.seq}`)}  ${words(whys[b.why])}`,
          }),
        })),
      },
      {
        kind: "para",
        text: say({
          ja: t`${open(rows)}行のうち${open(breaks.length)}本の鎖に異常。データベースを変更できる人の操作を調べてください。`,
          en: t`${open(breaks.length)} chains of ${open(rows)} rows are broken. Find out who can write to the database directly.`,
        }),
      },
    );
  },
});
