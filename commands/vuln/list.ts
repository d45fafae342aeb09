import { recordRead } from "../../db/queries/audit-reads.ts";
import { getCase } from "../../db/queries/cases.ts";
import { type Vulnerability, vulnerabilitiesOf } from "../../db/queries/vulnerabilities.ts";
import { open } from "../../src/label.ts";
import { say, t, words } from "../../src/text.ts";
import { type Button, type View, view } from "../../src/view.ts";
import { caseArg } from "../args.ts";
import { command } from "../contract.ts";
import { digits, ref } from "../show.ts";
import { deskLine } from "./one.ts";

/** Buttons that score one: two rows of Discord's with the one that adds. Later ones are typed. */
const mostScored = 9;

const scoreLine = (d: string, v: Vulnerability): string => `score cvss ${d} vulnerability=${v.n}`;

/** A button for each that opens the form in which it is scored. */
const scoreButtons = (d: string, all: readonly Vulnerability[]): Button[] =>
  all.slice(0, mostScored).map((v) => ({
    label: say({ ja: t`${open(v.n)}を評価…`, en: t`Score ${open(v.n)}…` }),
    run: scoreLine(d, v),
  }));

export const vulnList = command({
  name: "vuln list",
  summary: { ja: "案件の脆弱性を一覧する", en: "List the vulnerabilities of a case" },
  effects: "read",
  max: "desk",
  args: { case: caseArg },
  async run(ctx, { case: reference }): Promise<View<"public" | "desk">> {
    const c = await getCase(ctx.tx, reference);
    const [all] = await Promise.all([
      vulnerabilitiesOf(ctx.tx, c.id),
      recordRead(ctx.tx, ctx.member.id, c.id, "case", ctx.now),
    ]);
    const d = digits(c);
    const title = say({ ja: t`${ref(c)} の脆弱性`, en: t`Vulnerabilities of ${ref(c)}` });
    const add = { label: words({ ja: "加える…", en: "Add…" }), run: `vuln add ${d}` };
    const [first] = all;
    if (first === undefined)
      return view(
        title,
        {
          kind: "para",
          text: words({
            ja: "番号の付いた脆弱性はまだありません。案件全体を一つとして扱います。",
            en: "None is listed with a number yet: the case counts as one.",
          }),
        },
        { kind: "next", commands: [`vuln add ${d} "…" cwe=… cve=…`] },
        { kind: "buttons", buttons: [add] },
      );
    return view<"public" | "desk">(
      title,
      { kind: "items", rows: all.map((v) => ({ text: deskLine(ctx, c, v) })) },
      {
        kind: "next",
        commands: [
          `vuln edit ${d} ${first.n} cve=…`,
          // The first without a button.
          scoreLine(d, all[mostScored] ?? first),
          `party list ${d}`,
          `case show ${d}`,
        ],
      },
      { kind: "buttons", buttons: [add, ...scoreButtons(d, all)] },
    );
  },
});
