import { lockCase } from "../../db/queries/cases.ts";
import { parseVector } from "../../src/score/vector.ts";
import { caseArg } from "../args.ts";
import { command } from "../contract.ts";
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
  },
  form: cvssForm,
  async run(ctx, { case: reference, vector: typed, by: assessor = "desk", why }) {
    const vector = parseVector(typed);
    return await recordScore(ctx, await lockCase(ctx.tx, reference), assessor, vector, why);
  },
});
