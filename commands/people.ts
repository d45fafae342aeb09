import { findMember, findMemberByAccount, listMembers, type MemberRow } from "../db/queries/members.ts";
import { open } from "../src/label.ts";
import { Refusal } from "../src/refusal.ts";
import { say, t } from "../src/text.ts";
import type { Ctx } from "./contract.ts";

/**
 * The workspace in which an account of this platform is meant: the room's, or in a direct message the asker's own. Ids are
 * unique only within one, so a mention of another platform names nobody.
 */
function tenantFor({ place, principal }: Ctx, platform: string): string | undefined {
  const here = place.kind === "room" ? place : principal;
  return here.platform === platform ? here.tenant : undefined;
}

/**
 * The member that somebody typed: a handle, "me", or a mention as `slack:U1`. @param field the argument it was typed for.
 * @throws Refusal `member.not-found`.
 */
export async function getMember(ctx: Ctx, typed: string, field: string): Promise<MemberRow> {
  if (typed === "me") return ctx.member;
  const [platform = "", account] = typed.split(":");
  const tenant = tenantFor(ctx, platform);
  const found =
    account !== undefined && tenant !== undefined
      ? await findMemberByAccount(ctx.tx, platform, tenant, account)
      : await findMember(ctx.tx, typed.toLowerCase());
  if (found !== undefined) return found;
  const known = (await listMembers(ctx.tx)).map((m) => m.handle).slice(0, 20);
  throw new Refusal(
    "member.not-found",
    say({ ja: t`「${open(typed)}」というメンバーはいません。`, en: t`There is no member "${open(typed)}".` }),
    say({ ja: t`登録済み: ${open(known.join("、"))}`, en: t`Members: ${open(known.join(", "))}` }),
    field,
  );
}
