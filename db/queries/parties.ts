import type { Attempt, Party } from "../../src/domain/parties.ts";
import { Refusal } from "../../src/refusal.ts";
import { words } from "../../src/text.ts";
import type { Tx } from "../client.ts";
import { and, asc, desc, eq, inArray, isNotNull, isNull, sql } from "../orm.ts";
import { attempts, caseLinks, cases, parties } from "../schema/index.ts";
import { caseColumns, type StoredCase } from "./cases.ts";

/** A party as stored: what rules look at, its sealed name and contact, and how it takes part. */
export type StoredParty = Party & typeof parties.$inferSelect;

/** The parties of a case in their order, each with its attempts, oldest first. Not those who were taken off it. */
export async function partiesOf(tx: Tx, caseId: number): Promise<StoredParty[]> {
  const [rows, tries] = await Promise.all([
    tx
      .select()
      .from(parties)
      .where(and(eq(parties.caseId, caseId), isNull(parties.removedAt)))
      .orderBy(asc(parties.n)),
    tx
      .select({ partyId: attempts.partyId, at: attempts.at, means: attempts.means, outcome: attempts.outcome })
      .from(attempts)
      .innerJoin(parties, eq(parties.id, attempts.partyId))
      .where(eq(parties.caseId, caseId))
      .orderBy(asc(attempts.at), asc(attempts.id)),
  ]);
  const of = new Map<number, Attempt[]>();
  for (const { partyId, ...attempt } of tries) of.set(partyId, [...(of.get(partyId) ?? []), attempt]);
  return rows.map((row) => ({ ...row, attempts: of.get(row.id) ?? [] }));
}

/** A party that was taken off its case; undefined while it is on it. */
export async function removedParty(tx: Tx, id: number) {
  const [row] = await tx
    .select()
    .from(parties)
    .where(and(eq(parties.id, id), isNotNull(parties.removedAt)));
  return row;
}

/** @throws Refusal `party.not-found`. */
export async function getParty(tx: Tx, caseId: number, n: number): Promise<{ party: StoredParty; all: StoredParty[] }> {
  const all = await partiesOf(tx, caseId);
  const party = all.find((p) => p.n === n);
  if (party !== undefined) return { party, all };
  throw new Refusal(
    "party.not-found",
    words({ ja: "その番号の関係者はこの案件にいません。", en: "No party of this case has that number." }),
    words({ ja: "番号は party list にあります。", en: "party list shows the numbers." }),
    "party",
  );
}

/** Adds a party as the case's next number. The case is locked by whoever calls. */
export async function addParty(
  tx: Tx,
  row: Omit<typeof parties.$inferInsert, "n">,
): Promise<{ readonly id: number; readonly n: number }> {
  const n = sql`(select coalesce(max(p.n), 0) + 1 from ${parties} as p where p.case_id = ${row.caseId})`;
  const [added] = await tx
    .insert(parties)
    .values({ ...row, n })
    .returning({ id: parties.id, n: parties.n });
  if (added === undefined) throw new Error("the party was not stored");
  return added;
}

export async function addAttempt(tx: Tx, row: typeof attempts.$inferInsert): Promise<void> {
  await tx.insert(attempts).values(row);
}

/** The last attempts to contact a party, oldest first, with what was noted of each and who wrote it down. */
export async function attemptsWith(tx: Tx, partyId: number, most: number) {
  const rows = await tx
    .select()
    .from(attempts)
    .where(eq(attempts.partyId, partyId))
    .orderBy(desc(attempts.at), desc(attempts.id))
    .limit(most);
  return rows.reverse();
}

export async function saveParty(tx: Tx, p: Party): Promise<void> {
  await tx.update(parties).set({ work: p.work, status: p.status, detailsOn: p.detailsOn }).where(eq(parties.id, p.id));
}

/** Changes columns of a party that no rule looks at. */
export async function updateParty(tx: Tx, id: number, set: Partial<typeof parties.$inferInsert>): Promise<void> {
  await tx.update(parties).set(set).where(eq(parties.id, id));
}

/** Those who were sent the details: whoever is told of dates and ends. */
export const notifiedParties = (tx: Tx, caseId: number) =>
  tx
    .select({ id: parties.id })
    .from(parties)
    .where(and(eq(parties.caseId, caseId), isNotNull(parties.detailsOn), isNull(parties.removedAt)))
    .orderBy(asc(parties.n));

export async function linkCases(tx: Tx, row: typeof caseLinks.$inferInsert): Promise<void> {
  await tx.insert(caseLinks).values(row).onConflictDoNothing();
}

/** References of the cases that belong to one: merged into it, split from it, or the other way round. */
export async function linkedCases(tx: Tx, caseId: number) {
  const links = await tx
    .select({ kind: caseLinks.kind, fromId: caseLinks.fromId, toId: caseLinks.toId })
    .from(caseLinks)
    .where(sql`${caseLinks.fromId} = ${caseId} or ${caseLinks.toId} = ${caseId}`);
  if (links.length === 0) return [];
  const others = links.map((l) => (l.fromId === caseId ? l.toId : l.fromId));
  const rows = await tx
    .select({ id: cases.id, reference: cases.reference })
    .from(cases)
    .where(inArray(cases.id, others));
  const references = new Map(rows.map((r) => [r.id, r.reference]));
  return links.map((l) => {
    const out = l.fromId === caseId;
    return { kind: l.kind, out, reference: references.get(out ? l.toId : l.fromId) ?? 0 };
  });
}

/** Duplicates that were merged into a case and whose finders are still asked not to disclose, locked in the order of their ids. */
export const absorbedAndAsked = (tx: Tx, caseId: number): Promise<StoredCase[]> =>
  tx
    .select(caseColumns)
    .from(cases)
    .where(
      and(
        eq(cases.request, "in-force"),
        inArray(
          cases.id,
          tx
            .select({ id: caseLinks.fromId })
            .from(caseLinks)
            .where(and(eq(caseLinks.toId, caseId), eq(caseLinks.kind, "merged"))),
        ),
        isNotNull(cases.closedAt),
      ),
    )
    .orderBy(asc(cases.id))
    .for("update");

/** The cases that were split off one, and those that were split off them, in the order in which they began. */
export async function casesSplitOff(tx: Tx, caseId: number): Promise<StoredCase[]> {
  const found = await tx.execute<{ id: string }>(sql`
    with recursive off(id) as (
      select to_id from ${caseLinks} where from_id = ${caseId} and kind = 'split'
      union select l.to_id from ${caseLinks} l join off on l.from_id = off.id where l.kind = 'split'
    ) select id from off`);
  if (found.length === 0) return [];
  const ids = found.map((r) => Number(r.id));
  return await tx.select(caseColumns).from(cases).where(inArray(cases.id, ids)).orderBy(asc(cases.id));
}
