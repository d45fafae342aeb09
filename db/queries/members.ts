import type { Role } from "../../src/domain/roles.ts";
import type { Locale } from "../../src/locale.ts";
import type { Tx } from "../client.ts";
import { and, eq, inArray, isNull, sql } from "../orm.ts";
import { memberLinks, members } from "../schema/index.ts";

export interface MemberRow {
  readonly id: number;
  readonly handle: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly locale: Locale;
}

const columns = {
  id: members.id,
  handle: members.handle,
  name: members.name,
  roles: members.roles,
  locale: members.locale,
};

/** The member that a platform account belongs to, or undefined for a stranger or somebody who left. */
export async function findMemberByAccount(
  tx: Tx,
  platform: string,
  tenant: string,
  account: string,
): Promise<MemberRow | undefined> {
  const [row] = await tx
    .select(columns)
    .from(memberLinks)
    .innerJoin(members, eq(members.id, memberLinks.memberId))
    .where(
      and(
        eq(memberLinks.platform, platform),
        eq(memberLinks.tenant, tenant),
        eq(memberLinks.account, account),
        isNull(members.removedAt),
      ),
    );
  return row;
}

export async function findMember(tx: Tx, handle: string): Promise<MemberRow | undefined> {
  const [row] = await tx
    .select(columns)
    .from(members)
    .where(and(eq(members.handle, handle), isNull(members.removedAt)));
  return row;
}

export const listMembers = (tx: Tx): Promise<MemberRow[]> =>
  tx.select(columns).from(members).where(isNull(members.removedAt)).orderBy(members.handle);

/** Names by id, also of people who left: history needs them. */
export async function namesOf(tx: Tx, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({ id: members.id, name: members.name })
    .from(members)
    .where(inArray(members.id, [...new Set(ids)]));
  return new Map(rows.map((r) => [r.id, r.name]));
}

/** @returns the new member's id, or undefined when the handle is taken. */
export async function addMember(
  tx: Tx,
  member: { handle: string; name: string; roles: readonly Role[]; locale: Locale },
): Promise<number | undefined> {
  const [row] = await tx
    .insert(members)
    .values({ ...member, roles: [...member.roles] })
    .onConflictDoNothing()
    .returning({ id: members.id });
  return row?.id;
}

export async function setRoles(tx: Tx, id: number, roles: readonly Role[]): Promise<void> {
  await tx
    .update(members)
    .set({ roles: [...roles] })
    .where(eq(members.id, id));
}

/** Locks a member until the transaction ends: nobody gives them anything meanwhile. */
export async function lockMember(tx: Tx, id: number): Promise<void> {
  await tx.select({ id: members.id }).from(members).where(eq(members.id, id)).for("update");
}

/** Keeps a member of the desk until the transaction ends. @returns false when they left. */
export async function holdMember(tx: Tx, id: number): Promise<boolean> {
  const here = and(eq(members.id, id), isNull(members.removedAt));
  const rows = await tx.select({ id: members.id }).from(members).where(here).for("share");
  return rows.length > 0;
}

/** Takes a person's rights and accounts at once; their name stays for the history. */
export async function removeMember(tx: Tx, id: number, now: Date): Promise<void> {
  await tx.delete(memberLinks).where(eq(memberLinks.memberId, id));
  await tx
    .update(members)
    .set({ removedAt: now, handle: sql`${members.handle} || '.left.' || ${id}::text` })
    .where(eq(members.id, id));
}

/** Binds a platform account to a member; an account has one owner. */
export async function linkAccount(
  tx: Tx,
  memberId: number,
  platform: string,
  tenant: string,
  account: string,
): Promise<void> {
  await tx
    .insert(memberLinks)
    .values({ memberId, platform, tenant, account })
    .onConflictDoUpdate({ target: [memberLinks.platform, memberLinks.tenant, memberLinks.account], set: { memberId } });
}

export const accountsOf = (tx: Tx, memberIds: readonly number[]) =>
  memberIds.length === 0
    ? Promise.resolve([])
    : tx
        .select({
          memberId: memberLinks.memberId,
          platform: memberLinks.platform,
          tenant: memberLinks.tenant,
          account: memberLinks.account,
        })
        .from(memberLinks)
        .where(inArray(memberLinks.memberId, [...memberIds]));

/** Which calendar address of a member holds, and where they read it. Undefined for whoever left, and for strangers. */
export async function calendarOf(tx: Tx, memberId: number) {
  const [row] = await tx
    .select({ ...columns, calendar: members.calendar })
    .from(members)
    .where(and(eq(members.id, memberId), isNull(members.removedAt)));
  return row;
}

/** Makes another address hold, or none. */
export async function setCalendar(tx: Tx, memberId: number, n: number | null): Promise<void> {
  await tx.update(members).set({ calendar: n }).where(eq(members.id, memberId));
}

/** Accounts on one workspace or guild whose owners are of the desk now. */
export async function accountsIn(tx: Tx, platform: string, tenant: string): Promise<string[]> {
  const found = await tx
    .select({ account: memberLinks.account })
    .from(memberLinks)
    .innerJoin(members, eq(members.id, memberLinks.memberId))
    .where(and(eq(memberLinks.platform, platform), eq(memberLinks.tenant, tenant), isNull(members.removedAt)))
    .orderBy(memberLinks.account);
  return found.map((r) => r.account);
}
