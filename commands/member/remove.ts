import { appendDesk } from "../../db/queries/audit.ts";
import { lockRoster } from "../../db/queries/duty.ts";
import { redrawAllHomes } from "../../db/queries/homes.ts";
import { workOf } from "../../db/queries/leaver.ts";
import { lockMember, type MemberRow, removeMember } from "../../db/queries/members.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, t } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { handleArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { getMember } from "../people.ts";
import { keepOneAdmin } from "./role.ts";
import { isNone } from "./work.ts";

/** Nothing may stay in the name of somebody who left. @throws Refusal `member.has-work`. */
async function mustHaveNoWork(ctx: Ctx, member: MemberRow): Promise<void> {
  const work = await workOf(ctx.tx, member.id, ctx.now);
  if (isNone(work)) return;
  const duty = work.lines.length + work.overrides.length + work.shifts.length;
  throw new Refusal(
    "member.has-work",
    say({
      ja: t`${open(member.name)} には、担当の届出・案件が${open(work.cases.length)}件、当番が${open(duty)}件、確認していない通知が${open(work.pings.length)}件あります。`,
      en: t`${open(member.name)} still has reports and cases: ${open(work.cases.length)}, duty: ${open(duty)}, unacknowledged pings: ${open(work.pings.length)}.`,
    }),
    say({
      ja: t`先に引き継いでください: ${open(`member hand-over ${member.handle}`)} 引き継ぐ人`,
      en: t`Hand them over first: ${open(`member hand-over ${member.handle}`)} SUCCESSOR`,
    }),
  );
}

export const memberRemove = command({
  name: "member remove",
  summary: { ja: "メンバーの登録を外す", en: "Take a person off the desk" },
  effects: "write",
  max: "public",
  args: { member: handleArg({ ja: "メンバー", en: "member" }) },
  async run(ctx, { member: typed }) {
    await lockRoster(ctx.tx);
    const member = await getMember(ctx, typed, "member");
    // Cases are given under a lock of the same row: what was being given is there now, and nothing more comes.
    await lockMember(ctx.tx, member.id);
    await keepOneAdmin(ctx, member.id);
    await mustHaveNoWork(ctx, member);
    await removeMember(ctx.tx, member.id, ctx.now);
    await redrawAllHomes(ctx.tx);
    await appendDesk(ctx.tx, ctx.keys, ctx.actor, ctx.now, [{ action: "member.removed", data: { member: member.id } }]);
    return view(
      say({ ja: t`${open(member.handle)} を外しました`, en: t`${open(member.handle)} removed` }),
      {
        kind: "para",
        text: say({
          ja: t`${open(member.name)} の権限とアカウントを外しました。`,
          en: t`${open(member.name)} has no rights and no accounts here any more.`,
        }),
      },
      { kind: "next", commands: ["member list"] },
    );
  },
});
