import { lockCase } from "../../db/queries/cases.ts";
import { addScore } from "../../db/queries/messages.ts";
import { scoreCvss } from "../../src/domain/case.ts";
import { open } from "../../src/label.ts";
import { scoreVector, severity } from "../../src/score/cvss.ts";
import { say, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg, textArg } from "../args.ts";
import { command } from "../contract.ts";
import { digits, ref } from "../show.ts";
import { cvssForm } from "./cvss-form.ts";

export const scoreCvssCommand = command({
  name: "score cvss",
  summary: { ja: "CVSS（2.0〜4.0）で評価する", en: "Score a case with CVSS 2.0, 3.0, 3.1 or 4.0" },
  effects: "write",
  max: "desk",
  args: {
    case: caseArg,
    vector: textArg({ ja: "CVSSベクタ", en: "CVSS vector" }, "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 400),
  },
  form: cvssForm,
  async run(ctx, { case: reference, vector: typed }) {
    const { vector, score, version } = scoreVector(typed);
    const stored = await lockCase(ctx.tx, reference);
    await apply(ctx, stored, scoreCvss(stored, vector, score));
    await addScore(ctx.tx, { caseId: stored.id, at: ctx.now, by: ctx.member.id, vector, score });
    const d = digits(stored);
    const result = say({
      ja: t`${open(score.toFixed(1))} ${words(severity(score))}（CVSS ${open(version)}）`,
      en: t`${open(score.toFixed(1))} ${words(severity(score))} (CVSS ${open(version)})`,
    });
    return view(
      say({ ja: t`${ref(stored)} を評価しました`, en: t`${ref(stored)} scored` }),
      { kind: "para", text: say({ ja: t`${ref(stored)}  ${result}`, en: t`${ref(stored)}  ${result}` }) },
      { kind: "para", text: say({ ja: t`${open(vector)}`, en: t`${open(vector)}` }) },
      { kind: "next", commands: [`score impact ${d}`, `case show ${d}`] },
      {
        kind: "buttons",
        buttons: [
          { label: words({ ja: "影響度…", en: "Impact…" }), run: `score impact ${d}` },
          { label: words({ ja: "案件を見る", en: "Show the case" }), run: `case show ${d}` },
        ],
      },
    );
  },
});
