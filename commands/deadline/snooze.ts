import { lockCaseById, noSuchCase } from "../../db/queries/cases.ts";
import { snoozeDeadline } from "../../db/queries/deadlines.ts";
import { happened } from "../../src/domain/case.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import { apply } from "../apply.ts";
import { timeArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { deadlineWords, digits, ref } from "../show.ts";
import { getFuture } from "../times.ts";
import { deadlineArg, getDeadline } from "./one.ts";

/** Business days that the reminders of an overdue deadline may be silenced for at a time. */
const longestOverdue = 3;

/** A snooze never swallows the moment at which the deadline falls due. @throws Refusal `args.invalid` with the latest time. */
function notBeyond(ctx: Ctx, due: Date, until: Date): Date {
  const latest = due > ctx.now ? due : ctx.calendar.businessDay(ctx.now, longestOverdue, 9);
  if (until <= latest) return until;
  throw new Refusal(
    "args.invalid",
    due > ctx.now
      ? say({
          ja: t`期限 ${moment(due, ctx.zone)} を越えて先送りはできません。`,
          en: t`A snooze cannot go past the due time, ${moment(due, ctx.zone)}.`,
        })
      : say({
          ja: t`期限を過ぎた通知の先送りは ${moment(latest, ctx.zone)} までです。`,
          en: t`It is overdue: snooze at most until ${moment(latest, ctx.zone)}.`,
        }),
    words({ ja: "対応が終わったら deadline done で完了にしてください。", en: "When the work is done: deadline done" }),
  );
}

/** The deadline itself stays where it is: only the next reminder moves, and the ladder of the last one stops. */
export const deadlineSnooze = command({
  name: "deadline snooze",
  summary: { ja: "次の通知を先送りする（期限は変わらない）", en: "Put the next ping off; the deadline itself stays" },
  effects: "write",
  max: "public",
  args: { deadline: deadlineArg, until: { ...timeArg({ ja: "いつまで", en: "until when" }), example: "08:00" } },
  async run(ctx, { deadline: id, until: typed }) {
    const { deadline } = await getDeadline(ctx, id);
    const until = notBeyond(ctx, deadline.dueAt, getFuture(ctx, typed, "until"));
    const stored = await lockCaseById(ctx.tx, deadline.caseId);
    if (stored === undefined) throw noSuchCase();
    await snoozeDeadline(ctx.tx, id, until);
    await apply(ctx, stored, happened(stored, { type: "deadline.snoozed", deadline: id, until: until.toISOString() }));
    return view(
      say({ ja: t`${ref(stored)} の通知を先送りしました`, en: t`${ref(stored)} snoozed` }),
      {
        kind: "para",
        text: say({
          ja: t`${ref(stored)}「${deadlineWords(deadline.kind)}」の次の通知は ${moment(until, ctx.zone)} です。期限 ${moment(deadline.dueAt, ctx.zone)} は変わりません。`,
          en: t`${ref(stored)}: next ping for ${deadlineWords(deadline.kind)} at ${moment(until, ctx.zone)}. It is still due ${moment(deadline.dueAt, ctx.zone)}.`,
        }),
      },
      { kind: "next", commands: [`case show ${digits(stored)}`] },
    );
  },
});
