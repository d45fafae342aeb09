import { lockCase } from "../../db/queries/cases.ts";
import { parseVector } from "../../src/score/vector.ts";
import { caseArg, optional } from "../args.ts";
import { command } from "../contract.ts";
import { getVulnerability, numberOfIt } from "../vuln/one.ts";
import { assessorArg, vectorArg, whyArg } from "./args.ts";
import { cvssForm } from "./cvss-form.ts";
import { recordScore } from "./record.ts";

export const scoreCvssCommand = command({
  name: "score cvss",
  summary: { ja: "CVSS（2.0〜4.0）で評価する", en: "Score a case with CVSS 2.0, 3.0, 3.1 or 4.0" },
  effects: "write",
  max: "desk",
  args: {
    case: caseArg,
    vector: vectorArg({ ja: "CVSSベクタ", en: "CVSS vector" }, "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N"),
    by: assessorArg,
    why: whyArg,
    vulnerability: optional(numberOfIt),
  },
  form: cvssForm,
  async run(ctx, { case: reference, vector: typed, by: assessor = "desk", why, vulnerability: n }) {
    const vector = parseVector(typed);
    const stored = await lockCase(ctx.tx, reference);
    const it = n === undefined ? undefined : await getVulnerability(ctx, stored, n);
    return await recordScore(ctx, stored, { assessor, it }, vector, why);
  },
});
