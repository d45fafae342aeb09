import { caseChain, history } from "../../db/queries/audit.ts";
import { readsOf } from "../../db/queries/audit-reads.ts";
import { getCase } from "../../db/queries/cases.ts";
import { namesOf } from "../../db/queries/members.ts";
import { open } from "../../src/label.ts";
import { say, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import { caseArg } from "../args.ts";
import { actorIds, actorName, auditText } from "../audit/words.ts";
import { command } from "../contract.ts";
import { digits, ref } from "../show.ts";

const most = 50;

export const caseHistory = command({
  name: "case history",
  summary: { ja: "案件の経過と、だれが読んだかを表示する", en: "Show what happened to a case, and who read it" },
  effects: "read",
  max: "desk",
  args: { case: caseArg },
  async run(ctx, { case: reference }) {
    const c = await getCase(ctx.tx, reference);
    const [events, reads] = await Promise.all([history(ctx.tx, caseChain(c.id), most), readsOf(ctx.tx, c.id, 10)]);
    const names = await namesOf(ctx.tx, [...actorIds(events), ...reads.map((r) => r.memberId)]);
    return view(
      say({ ja: t`${ref(c)} の経過`, en: t`History of ${ref(c)}` }),
      {
        kind: "items",
        rows: events.reverse().map((e) => ({
          text: say({
            ja: t`${moment(e.at, ctx.zone)}  ${actorName(e.actor, names)}  ${auditText(e)}`,
            en: t`${moment(e.at, ctx.zone)}  ${actorName(e.actor, names)}  ${auditText(e)}`,
          }),
        })),
      },
      {
        kind: "para",
        text: say({
          ja: t`${open(c.auditSeq)}件の記録のうち${open(events.length)}件を表示。最近読んだ人:`,
          en: t`${open(events.length)} of ${open(c.auditSeq)} entries. Last readers:`,
        }),
      },
      {
        kind: "items",
        rows:
          reads.length === 0
            ? [{ text: words({ ja: "まだだれも読んでいません", en: "nobody yet" }) }]
            : reads.map((r) => ({
                text: say({
                  ja: t`${moment(r.at, ctx.zone)}  ${open(names.get(r.memberId) ?? "?")}  ${open(r.what)}`,
                  en: t`${moment(r.at, ctx.zone)}  ${open(names.get(r.memberId) ?? "?")}  ${open(r.what)}`,
                }),
              })),
      },
      { kind: "next", commands: [`case show ${digits(c)}`] },
    );
  },
});
