import { recordRead } from "../../db/queries/audit-reads.ts";
import { getCase } from "../../db/queries/cases.ts";
import { creditsOf } from "../../db/queries/credits.ts";
import { say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { caseArg } from "../args.ts";
import { command } from "../contract.ts";
import { digits, ref } from "../show.ts";
import { creditLine, finderOf } from "./one.ts";

export const creditList = command({
  name: "credit list",
  summary: { ja: "公表の謝辞に載せる人を一覧する", en: "List whom the publication thanks" },
  effects: "read",
  max: "desk",
  args: { case: caseArg },
  async run(ctx, { case: reference }): Promise<View<"public" | "desk">> {
    const c = await getCase(ctx.tx, reference);
    const [all, { wish }] = await Promise.all([
      creditsOf(ctx.tx, c.id),
      finderOf(ctx, c),
      recordRead(ctx.tx, ctx.member.id, c.id, "case", ctx.now),
    ]);
    const d = digits(c);
    const may = wish === "named";
    return view<"public" | "desk">(
      say({ ja: t`${ref(c)} の謝辞`, en: t`Credits of ${ref(c)}` }),
      ...(all.length === 0
        ? []
        : [{ kind: "items" as const, rows: all.map((x) => ({ text: creditLine(ctx, c, x) })) }]),
      {
        kind: "para",
        text: may
          ? words({ ja: "発見者は名前の公表を希望しています。", en: "The finder wishes to be named." })
          : words({ ja: "発見者の名前は載せられません。", en: "The finder cannot be named." }),
      },
      {
        kind: "next",
        commands: [
          ...(may && !all.some((x) => x.name === null) ? [`credit add ${d} finder`] : []),
          `credit add ${d} …`,
        ],
      },
      { kind: "buttons", buttons: [{ label: words({ ja: "加える…", en: "Add…" }), run: `credit add ${d}` }] },
    );
  },
});
