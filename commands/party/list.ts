import { recordRead } from "../../db/queries/audit-reads.ts";
import { getCase } from "../../db/queries/cases.ts";
import { partiesOf } from "../../db/queries/parties.ts";
import { hasAnswered, workRow } from "../../src/domain/parties.ts";
import { open } from "../../src/label.ts";
import { say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { caseArg } from "../args.ts";
import { command } from "../contract.ts";
import { digits, ref } from "../show.ts";
import { partyLine } from "./one.ts";

export const partyList = command({
  name: "party list",
  summary: { ja: "案件の関係者と連絡の状況を一覧する", en: "List a case's parties and how contact stands" },
  effects: "read",
  max: "desk",
  args: { case: caseArg },
  async run(ctx, { case: reference }): Promise<View<"public" | "desk">> {
    const c = await getCase(ctx.tx, reference);
    const [parties] = await Promise.all([
      partiesOf(ctx.tx, c.id),
      recordRead(ctx.tx, ctx.member.id, c.id, "case", ctx.now),
    ]);
    const d = digits(c);
    const title = say({ ja: t`${ref(c)} の関係者`, en: t`Parties of ${ref(c)}` });
    if (parties.length === 0) {
      return view(
        title,
        { kind: "para", text: words({ ja: "関係者はまだいません。", en: "Nobody is on the case yet." }) },
        { kind: "next", commands: [`party add ${d} "名前"`] },
      );
    }
    const silent = parties.filter((p) => !hasAnswered(p)).length;
    return view<"public" | "desk">(
      title,
      {
        kind: "items",
        rows: parties.map((p) => ({
          mark: hasAnswered(p)
            ? workRow(p.work).found === "yes"
              ? ("open" as const)
              : ("waiting" as const)
            : ("due" as const),
          text: partyLine(ctx, c, p),
        })),
      },
      {
        kind: "para",
        text: say({
          ja: t`${open(parties.length)}件。応答なし ${open(silent)}件。`,
          en: t`${open(parties.length)} in all; ${open(silent)} without an answer.`,
        }),
      },
      {
        kind: "next",
        commands: [`party attempt ${d} 1 mail sent`, `party status ${d} 1 work=verifying`, `case show ${d}`],
      },
    );
  },
});
