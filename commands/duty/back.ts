import { appendDesk } from "../../db/queries/audit.ts";
import { endAbsences, lockRoster } from "../../db/queries/duty.ts";
import { redrawHomes } from "../../db/queries/homes.ts";
import { open } from "../../src/label.ts";
import { say, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { memberArg, optional } from "../args.ts";
import { command } from "../contract.ts";
import { ownOrAdmin } from "./away.ts";

export const dutyBack = command({
  name: "duty back",
  summary: { ja: "不在を終える（予定していた不在も取り消す）", en: "End your absence, and those that you had planned" },
  effects: "write",
  max: "public",
  args: { member: optional(memberArg({ ja: "戻った人（省略すると自分）", en: "who is back; you if left out" })) },
  async run(ctx, { member: typed }) {
    await lockRoster(ctx.tx);
    const member = await ownOrAdmin(ctx, typed, "duty back");
    const n = await endAbsences(ctx.tx, member.id, ctx.now);
    if (n > 0) {
      await redrawHomes(ctx.tx);
      await appendDesk(ctx.tx, ctx.keys, ctx.actor, ctx.now, [{ action: "duty.back", data: { member: member.id, n } }]);
    }
    return view(
      words({ ja: "不在を終えました", en: "Back" }),
      {
        kind: "para",
        text:
          n === 0
            ? say({ ja: t`${open(member.name)} の不在はありません。`, en: t`${open(member.name)} has no absence.` })
            : say({
                ja: t`${open(member.name)} の不在を終えました（${open(n)}件）。輪番に戻ります。`,
                en: t`${open(member.name)} is back; absences ended: ${open(n)}. The rotation counts again.`,
              }),
      },
      { kind: "next", commands: ["duty who"] },
    );
  },
});
