import { finishDeadline } from "../../db/queries/deadlines.ts";
import { happened } from "../../src/domain/case.ts";
import { say, t } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { command } from "../contract.ts";
import { deadlineWords, digits, ref } from "../show.ts";
import { deadlineArg, lockDeadline, mustEnd } from "./one.ts";

export const deadlineDone = command({
  name: "deadline done",
  summary: { ja: "期限を完了にする（通知も止まる）", en: "Mark a deadline as done; its pings stop" },
  effects: "write",
  max: "public",
  args: { deadline: deadlineArg },
  async run(ctx, { deadline: id }) {
    const locked = await lockDeadline(ctx, id);
    mustEnd(locked);
    const { deadline, stored } = locked;
    await finishDeadline(ctx.tx, id, ctx.member.id, ctx.now);
    await apply(ctx, stored, happened(stored, { type: "deadline.done", deadline: id }));
    return view(
      say({ ja: t`${ref(stored)} の期限を完了にしました`, en: t`Deadline of ${ref(stored)} done` }),
      {
        kind: "para",
        text: say({
          ja: t`${ref(stored)}「${deadlineWords(deadline.kind)}」を完了にしました。`,
          en: t`${ref(stored)}: ${deadlineWords(deadline.kind)} is done.`,
        }),
      },
      { kind: "next", commands: [`case show ${digits(stored)}`, "deadline list"] },
    );
  },
});
