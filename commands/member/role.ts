import { appendDesk } from "../../db/queries/audit.ts";
import { redrawAllHomes } from "../../db/queries/homes.ts";
import { workOf } from "../../db/queries/leaver.ts";
import { listMembers, type MemberRow, setRoles } from "../../db/queries/members.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, t, words } from "../../src/text.ts";
import { type Node, view } from "../../src/view.ts";
import { handleArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { mayBeOnDuty } from "../duty/readers.ts";
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

/** Whoever may not read deadlines any more keeps their turns until somebody else gets them. */
async function stillOnDuty(ctx: Ctx, member: MemberRow): Promise<Node<"public">[]> {
  if (mayBeOnDuty(member)) return [];
  const { lines, overrides, shifts } = await workOf(ctx.tx, member.id, ctx.now);
  const n = lines.length + overrides.length + shifts.length;
  if (n === 0) return [];
  const line = open(`member hand-over ${member.handle}`);
  const text = say({
    ja: t`当番が${open(n)}件残っています。この役割では期限の内容を読めません。引き継いでください: ${line} 引き継ぐ人`,
    en: t`Duty that is still theirs: ${open(n)}. These roles may not read deadlines; hand it over: ${line} SUCCESSOR`,
  });
  return [{ kind: "para", text }];
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
      ...(await stillOnDuty(ctx, { ...member, roles: given })),
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
