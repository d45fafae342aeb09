import { getCase, type StoredCase } from "../../db/queries/cases.ts";
import { type Vulnerability, vulnerabilitiesOf } from "../../db/queries/vulnerabilities.ts";
import { type Assessor, assessors, assessorWords } from "../../src/domain/assessors.ts";
import { parseReference } from "../../src/domain/reference.ts";
import type { Field, Form, Option } from "../../src/form.ts";
import { open } from "../../src/label.ts";
import { foreign, join, say, type Text, t, words } from "../../src/text.ts";
import type { Ctx, Raw } from "../contract.ts";
import { fieldLabel } from "../form-words.ts";
import { deskLine, getVulnerability, numberOfIt } from "../vuln/one.ts";
import { weaknessWords } from "./cwe.ts";
import { assessorField, liveChoice } from "./fields.ts";
import type { Of } from "./record.ts";

/** What stands for the case itself in the choice of its vulnerabilities. */
const whole = "case";

/** Vulnerabilities to choose from: with the case itself and one that is further back, as many as a list in Discord holds. */
const most = 23;

const caseItself: Option = { value: whole, label: words({ ja: "案件そのもの", en: "The case itself" }) };

/** "2 · CWE-79 Cross-site Scripting · CVE-2026-12345". Its title is the desk's, and a choice is drawn for anybody. */
const optionOf = (v: Vulnerability): Option => ({
  value: String(v.n),
  label: join(
    [
      foreign(open(v.n)),
      ...(v.cwe === null ? [] : [weaknessWords(v.cwe)]),
      ...(v.cve === null ? [] : [foreign(open(v.cve))]),
    ],
    " · ",
  ),
});

const hintOf = (left: number): Text<"public"> =>
  left > 0
    ? say({
        ja: t`ほかの${open(left)}件は、コマンドに vulnerability=番号 を付けて評価します。`,
        en: t`The other ${open(left)}: add vulnerability= and the number to the command.`,
      })
    : words({
        ja: "影響度の表は、案件そのものの評価を使います。",
        en: "The matrix of impact uses the case's own score.",
      });

function vulnerabilityField(listed: readonly Vulnerability[], it: Vulnerability | undefined): Field {
  const first = listed.slice(0, most);
  const shown = it === undefined || first.some((v) => v.n === it.n) ? first : [...first, it];
  const options = [caseItself, ...shown.map(optionOf)];
  const chosen = it === undefined ? whole : String(it.n);
  return {
    ...liveChoice("vulnerability", fieldLabel(numberOfIt), options, chosen),
    hint: hintOf(listed.length - shown.length),
  };
}

/** Which vulnerability or case a form is about, and whose score when it is not the desk's. That first: a long title is cut at its end. */
export function itsLine(ctx: Ctx, c: StoredCase, { assessor, it }: Of): Text<"public" | "desk"> {
  const what =
    it === undefined
      ? words({ ja: "案件そのもの", en: "the case itself" })
      : say({ ja: t`脆弱性 ${deskLine(ctx, c, it)}`, en: t`vulnerability ${deskLine(ctx, c, it)}` });
  const name = words(assessorWords[assessor]);
  return assessor === "desk"
    ? say({ ja: t`評価の対象: ${what}`, en: t`Scored here: ${what}` })
    : say({ ja: t`${name}の評価の対象: ${what}`, en: t`Score of the ${name}: ${what}` });
}

export const assessorIn = (given: Raw): Assessor => assessors.find((a) => a === given["by"]) ?? "desk";

/** The vulnerability that was named or chosen. @throws Refusal `args.invalid` for one that is not listed. */
export async function itIn(ctx: Ctx, c: StoredCase, given: Raw): Promise<Vulnerability | undefined> {
  const n = given["vulnerability"];
  return n === undefined || n === whole ? undefined : await getVulnerability(ctx, c, Number(n));
}

/**
 * Where a case lists vulnerabilities: which of them is scored, and whose score it is. It is a heading that says what was chosen: Discord,
 * which draws no form anew as one chooses, shows none, and the choices say it there.
 */
export async function whoseFields(ctx: Ctx, given: Raw): Promise<Pick<Form, "before" | "fields">> {
  const reference = parseReference(given["case"] ?? "");
  if (reference === undefined) return { before: [], fields: [] };
  const c = await getCase(ctx.tx, reference);
  const of: Of = { assessor: assessorIn(given), it: await itIn(ctx, c, given) };
  const listed = await vulnerabilitiesOf(ctx.tx, c.id);
  const fields = [vulnerabilityField(listed, of.it), assessorField(assessors, of.assessor)];
  const isPlain = listed.length === 0 && of.assessor === "desk";
  return {
    before: isPlain ? [] : [{ kind: "heading", text: itsLine(ctx, c, of) }],
    fields: listed.length === 0 ? [] : fields,
  };
}

/** What was chosen of these, as arguments. The case itself takes back a vulnerability that the line named. */
export const whoseArgs = ({ by, vulnerability: n }: Raw): Raw => ({
  ...(by !== undefined && { by }),
  ...(n !== undefined && { vulnerability: n === whole ? "" : n }),
});
