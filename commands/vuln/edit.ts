import { lockCase } from "../../db/queries/cases.ts";
import { updateVulnerability } from "../../db/queries/vulnerabilities.ts";
import { seal } from "../../src/crypto/keyring.ts";
import { happened } from "../../src/domain/case.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg, optional } from "../args.ts";
import { command } from "../contract.ts";
import { caseKey, digits, ref } from "../show.ts";
import {
  anywayArg,
  cveArg,
  cweOfIt,
  deskLine,
  getVulnerability,
  numberOfIt,
  readCve,
  readCwe,
  titleArg,
} from "./one.ts";

const nothing = (): Refusal =>
  new Refusal(
    "args.missing",
    words({ ja: "何を改めるかがありません。", en: "Nothing to change was given." }),
    words({
      ja: "title=、cwe=、cve= のどれかを付けてください。cwe=none と cve=none で外せます。",
      en: "Give title=, cwe= or cve=; cwe=none and cve=none take one off.",
    }),
    "title",
  );

export const vulnEdit = command({
  name: "vuln edit",
  summary: {
    ja: "脆弱性の題・CWE・CVEを改める（none で外す）",
    en: "Change a vulnerability's title, CWE or CVE; none takes one off",
  },
  effects: "write",
  max: "desk",
  needs: ["cve"],
  form: { when: ["title", "cwe", "cve"] },
  args: {
    case: caseArg,
    vulnerability: numberOfIt,
    title: optional(titleArg),
    cwe: cweOfIt,
    cve: cveArg,
    anyway: anywayArg,
  },
  async run(ctx, { case: reference, vulnerability: n, title, cwe, cve, anyway }): Promise<View<"public" | "desk">> {
    if (title === undefined && cwe === undefined && cve === undefined) throw nothing();
    const stored = await lockCase(ctx.tx, reference);
    const before = await getVulnerability(ctx, stored, n);
    const codes = {
      cwe: readCwe(cwe, before.cwe),
      cve: await readCve(ctx, stored, cve, before, anyway !== undefined),
    };
    const label = title === undefined ? before.label : seal(caseKey(ctx, stored), "vulnerabilities.label", title);
    await updateVulnerability(ctx.tx, before.id, { ...codes, label });
    await apply(ctx, stored, happened(stored, { type: "vuln.edited", vulnerability: before.id, ...codes }));
    return view<"public" | "desk">(
      say({
        ja: t`${ref(stored)}: 脆弱性${open(n)}を改めました`,
        en: t`${ref(stored)}: vulnerability ${open(n)} changed`,
      }),
      { kind: "items", rows: [{ text: deskLine(ctx, stored, { ...before, ...codes, label }) }] },
      { kind: "next", commands: [`vuln list ${digits(stored)}`, `case show ${digits(stored)}`] },
    );
  },
});
