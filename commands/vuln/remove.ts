import { lockCase, type StoredCase } from "../../db/queries/cases.ts";
import { hangingOn, updateVulnerability } from "../../db/queries/vulnerabilities.ts";
import { happened } from "../../src/domain/case.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { join, say, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { digits, ref } from "../show.ts";
import { getVulnerability, numberOfIt } from "./one.ts";

/** What a party said of it is kept, so it stays what they said it of. @throws Refusal `args.invalid` with what hangs on it. */
async function mustBeFree(ctx: Ctx, c: StoredCase, id: number, n: number): Promise<void> {
  const { answers, statements } = await hangingOn(ctx.tx, id);
  if (answers + statements === 0) return;
  const what = join(
    [
      ...(answers === 0 ? [] : [say({ ja: t`回答${open(answers)}件`, en: t`answers: ${open(answers)}` })]),
      ...(statements === 0 ? [] : [say({ ja: t`声明${open(statements)}件`, en: t`statements: ${open(statements)}` })]),
    ],
    " · ",
  );
  throw new Refusal(
    "args.invalid",
    say({
      ja: t`脆弱性${open(n)}には関係者の回答や声明があるので外せません（${what}）。`,
      en: t`Vulnerability ${open(n)} stays, since parties have spoken of it (${what}).`,
    }),
    say({
      ja: t`誤りなら改めてください: vuln edit ${open(digits(c))} ${open(n)} title=… 。だれの回答か: party list ${open(digits(c))}`,
      en: t`Mend what is wrong in it: vuln edit ${open(digits(c))} ${open(n)} title=…. Whose answers: party list ${open(digits(c))}`,
    }),
    "vulnerability",
  );
}

export const vulnRemove = command({
  name: "vuln remove",
  summary: { ja: "脆弱性を案件から外す（番号は再び使いません）", en: "Take a vulnerability off a case" },
  effects: "write",
  max: "public",
  args: { case: caseArg, vulnerability: numberOfIt },
  async run(ctx, { case: reference, vulnerability: n }) {
    const stored = await lockCase(ctx.tx, reference);
    const it = await getVulnerability(ctx, stored, n);
    await mustBeFree(ctx, stored, it.id, n);
    await updateVulnerability(ctx.tx, it.id, { removedAt: ctx.now });
    await apply(ctx, stored, happened(stored, { type: "vuln.removed", vulnerability: it.id }));
    return view(
      say({
        ja: t`${ref(stored)}: 脆弱性${open(n)}を外しました`,
        en: t`${ref(stored)}: vulnerability ${open(n)} is off`,
      }),
      {
        kind: "para",
        text: words({
          ja: "外しました。この番号は、ほかの脆弱性には付けません。",
          en: "Taken off. Its number is not given to another.",
        }),
      },
      { kind: "next", commands: [`vuln list ${digits(stored)}`] },
    );
  },
});
