import { lockCase } from "../../db/queries/cases.ts";
import { addDeadlines } from "../../db/queries/deadlines.ts";
import { seal } from "../../src/crypto/keyring.ts";
import { happened } from "../../src/domain/case.ts";
import { open } from "../../src/label.ts";
import { say, t } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import { apply, customClock } from "../apply.ts";
import { caseArg, optional, textArg, timeArg } from "../args.ts";
import { command } from "../contract.ts";
import { caseKey, digits, ref } from "../show.ts";
import { getFuture } from "../times.ts";

export const deadlineAdd = command({
  name: "deadline add",
  summary: {
    ja: "案件に期限を付ける。時刻になると当番に知らせる",
    en: "Set a deadline on a case; the person on duty is pinged then",
  },
  effects: "write",
  max: "public",
  args: {
    case: caseArg,
    at: timeArg({ ja: "期限の日時", en: "when" }),
    about: optional(textArg({ ja: "何の期限か", en: "what it is about" }, "answer of the vendor", 200)),
  },
  async run(ctx, { case: reference, at, about }) {
    const due = getFuture(ctx, at, "at");
    const stored = await lockCase(ctx.tx, reference);
    const label = about === undefined ? null : seal(caseKey(ctx, stored), "deadlines.label", about);
    const [id = 0] = await addDeadlines(ctx.tx, [{ ...customClock(ctx, stored.id, due), label }]);
    await apply(ctx, stored, happened(stored, { type: "deadline.added", deadline: id }));
    return view(
      say({ ja: t`${ref(stored)} に期限を付けました`, en: t`Deadline set on ${ref(stored)}` }),
      {
        kind: "para",
        text: say({
          ja: t`${ref(stored)} 期限 ${moment(due, ctx.zone)}（番号 ${open(id)}）。その時刻に当番へ知らせます。`,
          en: t`${ref(stored)} deadline ${moment(due, ctx.zone)} (no. ${open(id)}). The person on duty is pinged then.`,
        }),
      },
      { kind: "next", commands: [`deadline list ${digits(stored)}`, `deadline done ${id}`, "duty who"] },
    );
  },
});
