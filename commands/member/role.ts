import { appendDesk } from "../../db/queries/audit.ts";
import { redrawAllHomes } from "../../db/queries/homes.ts";
import { listMembers, setRoles } from "../../db/queries/members.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { handleArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { getMember } from "../people.ts";
import { readRoles, rolesArg, rolesText } from "./roles.ts";

/** Somebody must be left who can give roles. @throws Refusal `member.last-admin`. */
export async function keepOneAdmin(ctx: Ctx, without: number): Promise<void> {
  const others = (await listMembers(ctx.tx)).filter((m) => m.id !== without && m.roles.includes("admin"));
  if (others.length > 0) return;
  throw new Refusal(
    "member.last-admin",
    words({ ja: "最後の管理者からは管理者の役割を外せません。", en: "The last administrator must stay one." }),
    words({
      ja: "先に別の人を管理者にしてください: member role 名前 admin",
      en: "Make somebody else one first: member role NAME admin",
    }),
  );
}

export const memberRole = command({
  name: "member role",
  summary: { ja: "メンバーの役割を変える", en: "Set a member's roles" },
  effects: "write",
  max: "public",
  args: { member: handleArg({ ja: "メンバー", en: "member" }), roles: rolesArg },
  async run(ctx, { member: typed, roles }) {
    const member = await getMember(ctx, typed, "member");
    const given = readRoles(roles);
    if (!given.includes("admin")) await keepOneAdmin(ctx, member.id);
    await setRoles(ctx.tx, member.id, given);
    await redrawAllHomes(ctx.tx);
    await appendDesk(ctx.tx, ctx.keys, ctx.actor, ctx.now, [
      { action: "member.roles", data: { member: member.id, before: member.roles, after: given } },
    ]);
    return view(
      say({ ja: t`${open(member.handle)} の役割を変えました`, en: t`${open(member.handle)} has new roles` }),
      {
        kind: "para",
        text: say({
          ja: t`${open(member.name)} の役割: ${rolesText(given)}。次の操作から有効です。`,
          en: t`Roles of ${open(member.name)}: ${rolesText(given)}. They hold from the next command on.`,
        }),
      },
    );
  },
});
