import { vendorName } from "../../src/domain/vendors.ts";
import type { Tx } from "../client.ts";
import { and, asc, eq, inArray, isNotNull, isNull, ne, sql } from "../orm.ts";
import { cases, parties, rooms, vendorAccounts, vendorCodes, vendorContacts, vendors } from "../schema/index.ts";
import { caseColumns, type StoredCase } from "./cases.ts";
import { partiesOf, type StoredParty } from "./parties.ts";

const columns = {
  contactId: vendorContacts.id,
  vendorId: vendors.id,
  key: vendors.key,
  linkedAt: vendorAccounts.linkedAt,
};
const present = and(isNull(vendorContacts.removedAt), isNull(vendors.removedAt));

/** The vendor's person to whom an account is tied; none when the person or the vendor was removed. */
export async function findSeat(tx: Tx, platform: string, tenant: string, account: string) {
  const [row] = await tx
    .select(columns)
    .from(vendorAccounts)
    .innerJoin(vendorContacts, eq(vendorContacts.id, vendorAccounts.contactId))
    .innerJoin(vendors, eq(vendors.id, vendorContacts.vendorId))
    .where(
      and(
        eq(vendorAccounts.platform, platform),
        eq(vendorAccounts.tenant, tenant),
        eq(vendorAccounts.account, account),
        present,
      ),
    );
  return row;
}

/** A case at whose table the vendor sits, and as whom. Only from the invitation on: before it, there is nothing to see. */
export async function findSeated(
  tx: Tx,
  vendorId: number,
  reference: number,
  lock: boolean,
): Promise<{ readonly c: StoredCase; readonly party: StoredParty } | undefined> {
  const isTheirs = and(eq(parties.vendorId, vendorId), isNotNull(parties.invitedAt), isNull(parties.removedAt));
  const query = tx
    .select(caseColumns)
    .from(cases)
    .where(
      and(
        eq(cases.reference, reference),
        sql`exists (select from ${parties} where ${parties.caseId} = ${cases.id} and ${isTheirs})`,
      ),
    );
  const [c] = await (lock ? query.for("update") : query);
  if (c === undefined) return undefined;
  const party = (await partiesOf(tx, c.id)).find((p) => p.vendorId === vendorId && p.removedAt === null);
  return party === undefined ? undefined : { c, party };
}

/** Cases at whose table the vendor sits, the newest invitation first. */
export async function seatsOf(tx: Tx, vendorId: number, most: number) {
  return await tx
    .select({ party: parties, c: caseColumns })
    .from(parties)
    .innerJoin(cases, eq(cases.id, parties.caseId))
    .where(and(eq(parties.vendorId, vendorId), isNotNull(parties.invitedAt), isNull(parties.removedAt)))
    .orderBy(sql`${cases.closedAt} is not null`, sql`${parties.invitedAt} desc`, asc(parties.id))
    .limit(most);
}

/** Invitations of a vendor to cases that go on, for which no time to answer runs because nobody of it could read them. */
export const unreadInvitations = (tx: Tx, vendorId: number) =>
  tx
    .select({ id: parties.id, caseId: parties.caseId })
    .from(parties)
    .innerJoin(cases, eq(cases.id, parties.caseId))
    .where(
      and(
        eq(parties.vendorId, vendorId),
        eq(parties.consent, "invited"),
        isNull(parties.answerBy),
        isNull(parties.removedAt),
        isNull(cases.closedAt),
      ),
    )
    .orderBy(asc(parties.caseId));

/** The rooms of one vendor, held ones too. */
export const roomsOfVendor = (tx: Tx, audience: string) => tx.select().from(rooms).where(eq(rooms.audience, audience));

/** Vendors of a case who agreed to share a room with its other vendors, and who still sit there and did not decline since. */
export async function sharingVendors(tx: Tx, reference: number): Promise<readonly number[]> {
  const rows = await tx
    .select({ vendorId: parties.vendorId })
    .from(parties)
    .innerJoin(cases, eq(cases.id, parties.caseId))
    .where(
      and(
        eq(cases.reference, reference),
        isNotNull(parties.sharesRoomAt),
        isNull(parties.removedAt),
        ne(parties.consent, "declined"),
      ),
    )
    .orderBy(asc(parties.vendorId));
  return rows.flatMap((r) => r.vendorId ?? []);
}

/** Rooms of a case's group of vendors that are not held. */
export const groupRoomsOf = (tx: Tx, reference: number) =>
  tx
    .select()
    .from(rooms)
    .where(and(sql`${rooms.audience} like ${`group/${String(reference).padStart(8, "0")}/%`}`, isNull(rooms.heldAt)));

/** Which of these vendors have a room where something can be said: one that is not held. */
export async function vendorsWithRoom(tx: Tx, vendorIds: readonly number[]): Promise<ReadonlySet<number>> {
  if (vendorIds.length === 0) return new Set();
  const byAudience = new Map(vendorIds.map((id) => [vendorName(id), id]));
  const found = await tx
    .selectDistinct({ audience: rooms.audience })
    .from(rooms)
    .where(and(inArray(rooms.audience, [...byAudience.keys()]), isNull(rooms.heldAt)));
  return new Set(found.flatMap((r) => byAudience.get(r.audience) ?? []));
}

/** Which of these vendors have a person with an account of theirs, in chat or on the page. */
export async function vendorsWithPeople(tx: Tx, vendorIds: readonly number[]): Promise<ReadonlySet<number>> {
  if (vendorIds.length === 0) return new Set();
  const found = await tx
    .selectDistinct({ id: vendorContacts.vendorId })
    .from(vendorAccounts)
    .innerJoin(vendorContacts, eq(vendorContacts.id, vendorAccounts.contactId))
    .where(and(inArray(vendorContacts.vendorId, [...vendorIds]), isNull(vendorContacts.removedAt)));
  return new Set(found.map((r) => r.id));
}

/** The rooms of the vendor that takes part as this party; none for one that is not in the directory. */
export async function roomsOfParty(tx: Tx, partyId: number) {
  const [row] = await tx.select({ vendorId: parties.vendorId }).from(parties).where(eq(parties.id, partyId));
  return row?.vendorId == null ? [] : await roomsOfVendor(tx, vendorName(row.vendorId));
}

/** The chat accounts of a vendor's people; of those who are still there. */
export const accountsOfVendor = (tx: Tx, vendorId: number) =>
  tx
    .select({
      platform: vendorAccounts.platform,
      tenant: vendorAccounts.tenant,
      account: vendorAccounts.account,
      contactId: vendorAccounts.contactId,
    })
    .from(vendorAccounts)
    .innerJoin(vendorContacts, eq(vendorContacts.id, vendorAccounts.contactId))
    .innerJoin(vendors, eq(vendors.id, vendorContacts.vendorId))
    .where(and(eq(vendorContacts.vendorId, vendorId), present));

/** Keeps a code; the contact's earlier ones end. */
export async function addCode(tx: Tx, row: typeof vendorCodes.$inferInsert): Promise<void> {
  await tx
    .update(vendorCodes)
    .set({ usedAt: row.madeAt })
    .where(and(eq(vendorCodes.contactId, row.contactId), isNull(vendorCodes.usedAt)));
  await tx.insert(vendorCodes).values(row);
}

/** Ends the codes that a contact has, or gave to people whom they let in. @returns how many people they let in who are still there. */
export async function endCodesOf(tx: Tx, contactId: number, now: Date): Promise<number> {
  const letIn = await tx
    .select({ id: vendorContacts.id })
    .from(vendorContacts)
    .where(and(eq(vendorContacts.namedBy, contactId), isNull(vendorContacts.removedAt)));
  const ids = [contactId, ...letIn.map((c) => c.id)];
  await tx
    .update(vendorCodes)
    .set({ usedAt: now })
    .where(and(inArray(vendorCodes.contactId, ids), isNull(vendorCodes.usedAt)));
  return letIn.length;
}

/** A code of a contact who is still there. */
export async function findCode(tx: Tx, hash: Buffer) {
  const [row] = await tx
    .select({
      hash: vendorCodes.hash,
      contactId: vendorCodes.contactId,
      vendorId: vendorContacts.vendorId,
      expiresAt: vendorCodes.expiresAt,
      usedAt: vendorCodes.usedAt,
    })
    .from(vendorCodes)
    .innerJoin(vendorContacts, eq(vendorContacts.id, vendorCodes.contactId))
    .innerJoin(vendors, eq(vendors.id, vendorContacts.vendorId))
    .where(and(eq(vendorCodes.hash, hash), present));
  return row;
}

/** @returns false when somebody else used it first. */
export async function useCode(tx: Tx, hash: Buffer, now: Date): Promise<boolean> {
  const used = await tx
    .update(vendorCodes)
    .set({ usedAt: now })
    .where(and(eq(vendorCodes.hash, hash), isNull(vendorCodes.usedAt)))
    .returning({ contactId: vendorCodes.contactId });
  return used.length > 0;
}

/** Ties an account to a contact; one that was tied to somebody who is gone passes on. @returns false when it is somebody's. */
export async function tieAccount(tx: Tx, row: typeof vendorAccounts.$inferInsert): Promise<boolean> {
  const isGone = sql`exists (select from ${vendorContacts} as c join ${vendors} as v on v.id = c.vendor_id
    where c.id = ${vendorAccounts.contactId} and (c.removed_at is not null or v.removed_at is not null))`;
  const tied = await tx
    .insert(vendorAccounts)
    .values(row)
    .onConflictDoUpdate({
      target: [vendorAccounts.platform, vendorAccounts.tenant, vendorAccounts.account],
      set: { contactId: row.contactId, linkedAt: row.linkedAt },
      setWhere: isGone,
    })
    .returning({ contactId: vendorAccounts.contactId });
  return tied.length > 0;
}
