import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, t } from "../../src/text.ts";
import type { Member } from "../contract.ts";
import { mayRun } from "../policy.ts";

/** Whoever is on duty reads what deadlines are about. */
export const mayBeOnDuty = (member: Pick<Member, "roles">): boolean => mayRun("deadline list", member.roles);

/** @param field the argument that named them. @throws Refusal `person.needed`. */
export function mustRead(member: Member, field: string): void {
  if (mayBeOnDuty(member)) return;
  // Roles are set, not added: the line must keep those that they have.
  const roles = [...member.roles, "coordinator"].join(",");
  throw new Refusal(
    "person.needed",
    say({
      ja: t`${open(member.name)} の役割では期限の内容を読めないため、当番を任せられません。`,
      en: t`${open(member.name)} has no role that may read deadlines, so duty cannot be theirs.`,
    }),
    say({
      ja: t`管理者が役割を付けます: ${open(`member role ${member.handle} ${roles}`)}`,
      en: t`An administrator gives one: ${open(`member role ${member.handle} ${roles}`)}`,
    }),
    field,
  );
}
