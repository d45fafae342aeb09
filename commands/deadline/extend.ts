import { changeDeadline } from "../../db/queries/deadlines.ts";
import { seal } from "../../src/crypto/keyring.ts";
import { happened } from "../../src/domain/case.ts";
import { firstPing } from "../../src/domain/deadlines.ts";
import { say, t } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import { apply } from "../apply.ts";
import { textArg, timeArg } from "../args.ts";
import { command } from "../contract.ts";
import { caseKey, deadlineWords, digits, ref } from "../show.ts";
import { getFuture } from "../times.ts";
import { deadlineArg, lockDeadline, mustMove } from "./one.ts";

export const deadlineExtend = command({
  name: "deadline extend",
  summary: { ja: "期限を動かし、理由を残す", en: "Move a deadline, and keep the reason" },
  effects: "write",
  max: "public",
  args: {
    deadline: deadlineArg,
    at: timeArg({ ja: "新しい期限", en: "the new time" }),
    reason: textArg({ ja: "理由（デスク内だけ）", en: "why; for the desk only" }, "vendor needs two more weeks", 500),
  },
  async run(ctx, { deadline: id, at, reason }) {
    const due = getFuture(ctx, at, "at");
    const locked = await lockDeadline(ctx, id);
    mustMove(locked);
    const { deadline, stored } = locked;
    const from = deadline.dueAt;
    // What the new date still has before it is reminded of anew; what has passed is not.
    const next = firstPing({ ...deadline, dueAt: due }, ctx.now, ctx.calendar);
    await changeDeadline(
      ctx.tx,
      id,
      { ...next, dueAt: due },
      {
        at: ctx.now,
        by: ctx.member.id,
        from,
        to: due,
        reason: seal(caseKey(ctx, stored), "deadline_changes.reason", reason),
      },
    );
    const event = { type: "deadline.extended", deadline: id, from: from.toISOString(), to: due.toISOString() } as const;
    await apply(ctx, stored, happened(stored, event));
    return view(
      say({ ja: t`${ref(stored)}: 期限を動かしました`, en: t`${ref(stored)}: deadline moved` }),
      {
        kind: "para",
        text: say({
          ja: t`${ref(stored)}「${deadlineWords(deadline.kind)}」を ${moment(from, ctx.zone)} から ${moment(due, ctx.zone)} に動かしました。理由を残しました。`,
          en: t`${ref(stored)}, ${deadlineWords(deadline.kind)}: moved from ${moment(from, ctx.zone)} to ${moment(due, ctx.zone)}. The reason is kept.`,
        }),
      },
      { kind: "next", commands: [`deadline list ${digits(stored)}`, `case show ${digits(stored)}`] },
    );
  },
});
