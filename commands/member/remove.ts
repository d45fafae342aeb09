import { appendDesk } from "../../db/queries/audit.ts";
import { redrawAllHomes } from "../../db/queries/homes.ts";
import { casesOf } from "../../db/queries/lists.ts";
import { removeMember } from "../../db/queries/members.ts";
import { open } from "../../src/label.ts";
import { say, t } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { handleArg } from "../args.ts";
import { command } from "../contract.ts";
import { getMember } from "../people.ts";
import { keepOneAdmin } from "./role.ts";

export const memberRemove = command({
  name: "member remove",
  summary: { ja: "メンバーの登録を外す", en: "Take a person off the desk" },
  effects: "write",
  max: "public",
  args: { member: handleArg({ ja: "メンバー", en: "member" }) },
  async run(ctx, { member: typed }) {
    const member = await getMember(ctx, typed, "member");
    await keepOneAdmin(ctx, member.id);
    const left = await casesOf(ctx.tx, member.id);
    await removeMember(ctx.tx, member.id, ctx.now);
    await redrawAllHomes(ctx.tx);
    await appendDesk(ctx.tx, ctx.keys, ctx.actor, ctx.now, [{ action: "member.removed", data: { member: member.id } }]);
    return view(
      say({ ja: t`${open(member.handle)} を外しました`, en: t`${open(member.handle)} removed` }),
      {
        kind: "para",
        text: say({
          ja: t`${open(member.name)} の権限とアカウントを外しました。担当のままの案件: ${open(left.total)}件`,
          en: t`${open(member.name)} has no rights and no accounts here any more. Cases still in that name: ${open(left.total)}.`,
        }),
      },
      { kind: "next", commands: left.total > 0 ? ["case list"] : ["member list"] },
    );
  },
});
