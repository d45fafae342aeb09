import { appendDesk } from "../../db/queries/audit.ts";
import { fillGroups } from "../../db/queries/groups.ts";
import { redrawAllHomes } from "../../db/queries/homes.ts";
import { linkAccount } from "../../db/queries/members.ts";
import { open } from "../../src/label.ts";
import { say, t } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { handleArg, wordArg } from "../args.ts";
import { command } from "../contract.ts";
import { peopleOnDuty } from "../on-duty.ts";
import { getMember } from "../people.ts";

export const memberLink = command({
  name: "member link",
  summary: { ja: "チャットのアカウントをメンバーに結び付ける", en: "Link a chat account to a member" },
  effects: "write",
  max: "public",
  args: {
    member: handleArg({ ja: "メンバー", en: "member" }),
    account: wordArg(
      { ja: "アカウント: slack:ワークスペースID:ユーザーID", en: "account: slack:WORKSPACE:USER" },
      "slack:T0123:U0456",
      /^(slack|discord):[A-Za-z0-9]{1,40}:[A-Za-z0-9]{1,40}$/,
    ),
  },
  async run(ctx, { member: typed, account }) {
    const member = await getMember(ctx, typed, "member");
    const [platform = "", tenant = "", user = ""] = account.split(":");
    await linkAccount(ctx.tx, member.id, platform, tenant, user);
    await redrawAllHomes(ctx.tx);
    // Whoever is on duty belongs in the platform's group with this account, whoever had it before does not.
    if ((await peopleOnDuty(ctx.tx, ctx.now)).length > 0) await fillGroups(ctx.tx);
    await appendDesk(ctx.tx, ctx.keys, ctx.actor, ctx.now, [
      { action: "member.linked", data: { member: member.id, platform } },
    ]);
    return view(say({ ja: t`${open(member.handle)} を結び付けました`, en: t`${open(member.handle)} linked` }), {
      kind: "para",
      text: say({
        ja: t`${open(account)} からの操作は ${open(member.name)} のものとして扱います。通知もそこに届きます。`,
        en: t`Whoever writes as ${open(account)} acts as ${open(member.name)}, and is reached there.`,
      }),
    });
  },
});
