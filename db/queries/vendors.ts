import type { Check } from "../../src/domain/vendors/checked.ts";
import { Refusal } from "../../src/refusal.ts";
import { words } from "../../src/text.ts";
import type { Tx } from "../client.ts";
import { and, arrayContains, asc, desc, eq, gt, inArray, isNull, lte, type SQL, sql } from "../orm.ts";
import { cases, parties, vendorAccounts, vendorChanges, vendorContacts, vendors } from "../schema/index.ts";
import { countLimit, pageSize } from "./lists.ts";

const isChecked: Readonly<Record<Check, (oldBefore: Date) => SQL | undefined>> = {
  never: () => isNull(vendors.verifiedAt),
  old: (before) => lte(vendors.verifiedAt, before),
  fresh: (before) => gt(vendors.verifiedAt, before),
};

/** The number of the next vendor: its key is bound to it before the row is there. */
export async function nextVendorId(tx: Tx): Promise<number> {
  const [row] = await tx.execute<{ id: string }>(sql`select nextval(pg_get_serial_sequence('vendors', 'id')) as id`);
  return Number(row?.id);
}

export async function addVendor(tx: Tx, row: typeof vendors.$inferInsert): Promise<void> {
  await tx.insert(vendors).values(row);
}

/** Changes columns of a vendor that the caller holds locked. */
export async function saveVendor(
  tx: Tx,
  { id, version }: StoredVendor,
  set: Partial<typeof vendors.$inferInsert>,
): Promise<void> {
  await tx
    .update(vendors)
    .set({ ...set, version: version + 1 })
    .where(eq(vendors.id, id));
}

/** Vendors whose entry has all these words, by their keyed hashes; all of them for none. In the order of their numbers. */
export const findVendors = (tx: Tx, hashes: readonly bigint[], limit: number) =>
  tx
    .select()
    .from(vendors)
    .where(and(isNull(vendors.removedAt), hashes.length === 0 ? undefined : arrayContains(vendors.tokens, [...hashes])))
    .orderBy(asc(vendors.id))
    .limit(limit);

/** Vendors whose number begins with these digits. */
export const vendorsNumbered = (tx: Tx, digits: string, limit: number): Promise<StoredVendor[]> =>
  tx
    .select()
    .from(vendors)
    .where(and(isNull(vendors.removedAt), sql`${vendors.id}::text like ${`${digits}%`}`))
    .orderBy(asc(vendors.id))
    .limit(limit);

/** One page of the same. @param after the number of the vendor at which the page before ended. @param checked only those whose entry was checked then. */
export async function vendorPage(
  tx: Tx,
  hashes: readonly bigint[],
  after: number,
  checked?: { readonly check: Check; readonly oldBefore: Date },
) {
  const fits = and(
    isNull(vendors.removedAt),
    checked === undefined ? undefined : isChecked[checked.check](checked.oldBefore),
    hashes.length === 0 ? undefined : arrayContains(vendors.tokens, [...hashes]),
  );
  // Counting on would read the whole table: past the limit, lists say "more than".
  const counted = (which: SQL | undefined) =>
    tx.execute<{ n: number }>(
      sql`select count(*)::int as n from (select 1 from ${vendors} where ${which} limit ${countLimit + 1}) as counted`,
    );
  const [rows, [all], [earlier]] = await Promise.all([
    tx
      .select()
      .from(vendors)
      .where(and(fits, gt(vendors.id, after)))
      .orderBy(asc(vendors.id))
      .limit(pageSize + 1),
    counted(fits),
    counted(and(fits, lte(vendors.id, after))),
  ]);
  return { rows: rows.slice(0, pageSize), total: all?.n ?? 0, before: earlier?.n ?? 0, more: rows.length > pageSize };
}

/**
 * Vendors whose entry has any of these words, by their keyed hashes; those that have most of the sure ones first.
 * @param limit how many at most.
 */
export async function vendorsWithAny(tx: Tx, sure: readonly bigint[], others: readonly bigint[], limit: number) {
  const list = (hashes: readonly bigint[]): SQL => sql`${`{${hashes.join(",")}}`}::bigint[]`;
  const shared = sql`cardinality(array(select unnest(${vendors.tokens}) intersect select unnest(${list(sure)})))`;
  return await tx
    .select()
    .from(vendors)
    .where(and(isNull(vendors.removedAt), sql`${vendors.tokens} && ${list([...sure, ...others])}`))
    .orderBy(desc(shared), asc(vendors.id))
    .limit(limit);
}

export const contactsOf = (tx: Tx, vendorId: number) =>
  tx
    .select()
    .from(vendorContacts)
    .where(and(eq(vendorContacts.vendorId, vendorId), isNull(vendorContacts.removedAt)))
    .orderBy(asc(vendorContacts.n));

/** When each of these vendors' entries was last checked; null: never. */
export async function checkedAt(tx: Tx, ids: readonly number[]): Promise<ReadonlyMap<number, Date | null>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({ id: vendors.id, at: vendors.verifiedAt })
    .from(vendors)
    .where(inArray(vendors.id, [...ids]));
  return new Map(rows.map((r) => [r.id, r.at]));
}

/** A person at a vendor who is still there, by the row's id, with the vendor. */
export async function findContact(tx: Tx, id: number) {
  const [row] = await tx
    .select({ contact: vendorContacts, vendor: vendors })
    .from(vendorContacts)
    .innerJoin(vendors, eq(vendors.id, vendorContacts.vendorId))
    .where(and(eq(vendorContacts.id, id), isNull(vendorContacts.removedAt), isNull(vendors.removedAt)));
  return row;
}

/** A person at a vendor, as its next contact. */
export async function addContact(tx: Tx, row: Omit<typeof vendorContacts.$inferInsert, "n">) {
  const n = sql`(select coalesce(max(c.n), 0) + 1 from ${vendorContacts} as c where c.vendor_id = ${row.vendorId})`;
  const [added] = await tx
    .insert(vendorContacts)
    .values({ ...row, n })
    .returning({ id: vendorContacts.id, n: vendorContacts.n });
  if (added === undefined) throw new Error("the contact was not stored");
  return added;
}

export type StoredVendor = typeof vendors.$inferSelect;

/** Any fixed number: the lock of whoever gives a vendor its name. */
const namesLock = 7267;

/** One name is given at a time: whether it is free is decided on what the one before left. Taken before any other lock. */
export async function lockNames(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${namesLock})`);
}

/** The vendor, which is not removed before the transaction ends. @throws Refusal `vendor.not-found`. */
export const getVendor = (tx: Tx, id: number): Promise<StoredVendor> => readVendor(tx, id, "key share");

/**
 * The vendor, which nobody else changes before the transaction ends. @param lock `update` also waits for whoever relies on its being
 * there (`getVendor`). @throws Refusal `vendor.not-found`.
 */
export const lockVendor = (tx: Tx, id: number, lock: "no key update" | "update" = "no key update") =>
  readVendor(tx, id, lock);

async function readVendor(tx: Tx, id: number, lock: "key share" | "no key update" | "update"): Promise<StoredVendor> {
  const [row] = await tx
    .select()
    .from(vendors)
    .where(and(eq(vendors.id, id), isNull(vendors.removedAt)))
    .for(lock);
  if (row !== undefined) return row;
  throw new Refusal(
    "vendor.not-found",
    words({ ja: "その番号の開発者は登録されていません。", en: "No vendor of the directory has that number." }),
    words({ ja: "番号は vendor list にあります。", en: "vendor list shows the numbers." }),
    "vendor",
  );
}

/** That something of a vendor was changed, without the value. */
export async function noteChange(tx: Tx, ...rows: (typeof vendorChanges.$inferInsert)[]): Promise<void> {
  await tx.insert(vendorChanges).values(rows);
}

/** The cases that have not ended in which a vendor takes part. */
export const openCasesOf = (tx: Tx, vendorId: number) =>
  tx
    .select({ reference: cases.reference })
    .from(cases)
    .innerJoin(parties, eq(parties.caseId, cases.id))
    .where(and(eq(parties.vendorId, vendorId), isNull(parties.removedAt), isNull(cases.closedAt)))
    .orderBy(asc(cases.id));

/** An account is nobody's from now on. */
export async function untieAccount(
  tx: Tx,
  { platform, tenant, account }: Pick<typeof vendorAccounts.$inferSelect, "platform" | "tenant" | "account">,
): Promise<void> {
  await tx
    .delete(vendorAccounts)
    .where(
      and(
        eq(vendorAccounts.platform, platform),
        eq(vendorAccounts.tenant, tenant),
        eq(vendorAccounts.account, account),
      ),
    );
}

/** The latest changes of a vendor, newest first. */
export interface Changes {
  readonly rows: readonly (typeof vendorChanges.$inferSelect)[];
  readonly total: number;
  /** When one of the fields that were asked for was last changed. */
  readonly changedAt: Date | null;
}

export async function changesOf(tx: Tx, vendorId: number, limit: number, fields: readonly string[]): Promise<Changes> {
  const isIts = eq(vendorChanges.vendorId, vendorId);
  const [rows, [all], [last]] = await Promise.all([
    tx.select().from(vendorChanges).where(isIts).orderBy(desc(vendorChanges.id)).limit(limit),
    tx.select({ total: sql<number>`count(*)::int` }).from(vendorChanges).where(isIts),
    tx
      .select({ at: vendorChanges.at })
      .from(vendorChanges)
      .where(and(isIts, inArray(vendorChanges.field, [...fields])))
      .orderBy(desc(vendorChanges.at))
      .limit(1),
  ]);
  return { rows, total: all?.total ?? 0, changedAt: last?.at ?? null };
}

const isPerson = (vendorId: number, n: number) =>
  and(eq(vendorContacts.vendorId, vendorId), eq(vendorContacts.n, n), isNull(vendorContacts.removedAt));

/** Somebody was compared with what the vendor says. @returns their id; undefined when there is no such person. */
export async function verifyContact(tx: Tx, vendorId: number, n: number, now: Date): Promise<number | undefined> {
  const [found] = await tx
    .update(vendorContacts)
    .set({ verifiedAt: now })
    .where(isPerson(vendorId, n))
    .returning({ id: vendorContacts.id });
  return found?.id;
}

/** Somebody works for a vendor no more; their codes end. @returns their id; undefined when there is no such person. */
export async function removeContact(tx: Tx, vendorId: number, n: number, now: Date): Promise<number | undefined> {
  const [gone] = await tx
    .update(vendorContacts)
    .set({ removedAt: now })
    .where(isPerson(vendorId, n))
    .returning({ id: vendorContacts.id });
  return gone?.id;
}
