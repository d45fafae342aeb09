import type { Case } from "../../src/domain/case.ts";
import type { LaneReason } from "../../src/domain/intake/lane.ts";
import { shortReference } from "../../src/domain/reference.ts";
import { open } from "../../src/label.ts";
import type { Locale } from "../../src/locale.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, t, words } from "../../src/text.ts";
import type { Tx } from "../client.ts";
import { and, eq, getTableColumns, inArray, sql } from "../orm.ts";
import { cases } from "../schema/index.ts";

/** A case as stored: what rules look at, its sealed parts, and the head of its audit chain. */
export interface StoredCase extends Case {
  readonly key: Buffer;
  readonly title: Buffer;
  readonly finderId: number;
  readonly finderLocale: Locale;
  /** Why it waits in the review lane; null when it does not. */
  readonly lane: LaneReason | null;
  readonly auditSeq: number;
  readonly auditHash: Buffer;
}

const { report, tokens, receiptHash, ...light } = getTableColumns(cases);
/** Everything of a case but the report itself: what lists and decisions need. */
export const caseColumns = light;

/** One text for "there is none" and "not for you", so that nobody can ask which numbers exist (guarantees P8). */
export const noSuchCase = (): Refusal =>
  new Refusal(
    "case.not-found",
    words({ ja: "その番号の案件はないか、閲覧できません。", en: "There is no such case, or you may not see it." }),
    words({
      ja: "番号は8桁です。一覧: report list · case list",
      en: "References have 8 digits. Lists: report list · case list",
    }),
  );

/** The case, locked until the transaction ends: for whoever is about to change it. @throws Refusal `case.not-found`. */
export async function lockCase(tx: Tx, reference: number): Promise<StoredCase> {
  const [row] = await tx.select(light).from(cases).where(eq(cases.reference, reference)).for("update");
  if (row === undefined) throw noSuchCase();
  return row;
}

/** The case, for reading. @throws Refusal `case.not-found`. */
export async function getCase(tx: Tx, reference: number): Promise<StoredCase> {
  const [row] = await tx.select(light).from(cases).where(eq(cases.reference, reference));
  if (row === undefined) throw noSuchCase();
  return row;
}

export async function lockCaseById(tx: Tx, id: number): Promise<StoredCase | undefined> {
  const [row] = await tx.select(light).from(cases).where(eq(cases.id, id)).for("update");
  return row;
}

export async function findCaseById(tx: Tx, id: number): Promise<StoredCase | undefined> {
  const [row] = await tx.select(light).from(cases).where(eq(cases.id, id));
  return row;
}

/** Who has these cases. */
export async function assigneesOf(tx: Tx, ids: readonly number[]): Promise<ReadonlyMap<number, number | null>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({ id: cases.id, assigneeId: cases.assigneeId })
    .from(cases)
    .where(inArray(cases.id, [...new Set(ids)]));
  return new Map(rows.map((r) => [r.id, r.assigneeId]));
}

/** Those of these references that exist, in their order. */
export const casesByReference = (tx: Tx, references: readonly number[]): Promise<StoredCase[]> =>
  references.length === 0
    ? Promise.resolve([])
    : tx
        .select(light)
        .from(cases)
        .where(inArray(cases.reference, [...references]))
        .orderBy(cases.reference);

/** The sealed report of a case: JSON of field key → value. */
export async function sealedReport(tx: Tx, caseId: number): Promise<Buffer> {
  const [row] = await tx.select({ report: cases.report }).from(cases).where(eq(cases.id, caseId));
  if (row === undefined) throw noSuchCase();
  return row.report;
}

/** What of a case can change, by name: a stored case has more, which stays. */
const changing = (c: Case) => ({
  state: c.state,
  assigneeId: c.assigneeId,
  urgency: c.urgency,
  impact: c.impact,
  spread: c.spread,
  score: c.score,
  vector: c.vector,
  acceptedAt: c.acceptedAt,
  closedAt: c.closedAt,
  baseOn: c.baseOn,
  detailsOn: c.detailsOn,
  publicationAt: c.publicationAt,
  request: c.request,
  endCode: c.endCode,
  endedFrom: c.endedFrom,
  listing: c.listing,
  listedAt: c.listedAt,
  ground: c.ground,
});

/**
 * Writes `after` and the new head of its audit chain, only if nobody changed the case since it was read.
 * @throws Refusal `case.stale`.
 */
export async function saveCase(tx: Tx, after: Case, auditSeq: number, auditHash: Buffer): Promise<void> {
  const { id, version } = after;
  const saved = await tx
    .update(cases)
    .set({
      ...changing(after),
      version: version + 1,
      auditSeq,
      auditHash,
    })
    .where(and(eq(cases.id, id), eq(cases.version, version)))
    .returning({ id: cases.id });
  if (saved.length > 0) return;
  const ref = open(shortReference(after.reference));
  throw new Refusal(
    "case.stale",
    say({
      ja: t`${ref} は今変更されました。何も書き込んでいません。`,
      en: t`${ref} has just changed; nothing was written.`,
    }),
    words({ ja: "もう一度表示してから操作してください。", en: "Look at it again, then repeat." }),
  );
}

/** Out of the review lane, into the queue. */
export async function leaveLane(tx: Tx, id: number): Promise<void> {
  await tx.update(cases).set({ lane: null }).where(eq(cases.id, id));
}

/** References that start with these digits, for completion: an indexed range, at most `limit`. */
export async function referencesFrom(tx: Tx, digits: string, limit: number): Promise<number[]> {
  const low = Number(digits.padEnd(8, "0"));
  const high = Number(digits.padEnd(8, "9"));
  const rows = await tx
    .select({ reference: cases.reference })
    .from(cases)
    .where(sql`${cases.reference} between ${low} and ${high}`)
    .orderBy(cases.reference)
    .limit(limit);
  return rows.map((r) => r.reference);
}
