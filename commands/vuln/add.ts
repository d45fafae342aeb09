import { lockCase } from "../../db/queries/cases.ts";
import { addVulnerability } from "../../db/queries/vulnerabilities.ts";
import { seal } from "../../src/crypto/keyring.ts";
import { happened } from "../../src/domain/case.ts";
import { open } from "../../src/label.ts";
import { say, t } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg } from "../args.ts";
import { command } from "../contract.ts";
import { caseKey, digits, ref } from "../show.ts";
import { anywayArg, cveArg, cweOfIt, deskLine, readCve, readCwe, titleArg } from "./one.ts";

export const vulnAdd = command({
  name: "vuln add",
  summary: { ja: "案件に脆弱性を加える（複数あるとき、CVEを付けるとき）", en: "List a vulnerability of a case" },
  effects: "write",
  max: "desk",
  args: { case: caseArg, title: titleArg, cwe: cweOfIt, cve: cveArg, anyway: anywayArg },
  async run(ctx, { case: reference, title, cwe, cve, anyway }): Promise<View<"public" | "desk">> {
    const stored = await lockCase(ctx.tx, reference);
    const codes = {
      cwe: readCwe(cwe, null),
      cve: await readCve(ctx, stored, cve, undefined, anyway !== undefined),
    };
    const added = await addVulnerability(ctx.tx, {
      ...codes,
      caseId: stored.id,
      label: seal(caseKey(ctx, stored), "vulnerabilities.label", title),
      at: ctx.now,
      by: ctx.member.id,
    });
    await apply(ctx, stored, happened(stored, { type: "vuln.added", vulnerability: added.id, ...codes }));
    const d = digits(stored);
    return view<"public" | "desk">(
      say({ ja: t`${ref(stored)}: 脆弱性${open(added.n)}`, en: t`${ref(stored)}: vulnerability ${open(added.n)}` }),
      { kind: "items", rows: [{ text: deskLine(ctx, stored, added) }] },
      {
        kind: "para",
        text: say({
          ja: t`番号${open(added.n)}で加えました。詳細を読める開発者は、番号ごとにステータスと声明を出せます。`,
          en: t`Listed as number ${open(added.n)}. Vendors who may read the details can answer for each number.`,
        }),
      },
      { kind: "next", commands: [`vuln list ${d}`, `vuln edit ${d} ${added.n} cve=…`, `case show ${d}`] },
    );
  },
});
