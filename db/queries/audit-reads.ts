import type { Keyring } from "../../src/crypto/keyring.ts";
import type { Tx } from "../client.ts";
import { asc, desc, eq, sql } from "../orm.ts";
import { auditHeads, auditReads } from "../schema/index.ts";
import type { Break, Head } from "./audit.ts";

/** The chain of all reads. Its head is the id of the last row that is linked. */
export const readsChain = "reads";

/** Notes that a member opened sealed text of a case. */
export async function recordRead(tx: Tx, memberId: number, caseId: number, what: string, at: Date): Promise<void> {
  await tx.insert(auditReads).values({ at, memberId, caseId, what });
}

/** Who opened sealed text of a case, latest first. */
export const readsOf = (tx: Tx, caseId: number, limit: number) =>
  tx.select().from(auditReads).where(eq(auditReads.caseId, caseId)).orderBy(desc(auditReads.id)).limit(limit);

interface Row {
  readonly id: number;
  readonly at: Date;
  readonly memberId: number;
  readonly caseId: number;
  readonly what: string;
}

const canonical = (r: Row): string =>
  JSON.stringify([readsChain, r.id, r.at.toISOString(), r.memberId, r.caseId, r.what]);

const batch = 5000;

/** Rows of the table in order of their ids, from one id on up to another, a batch at a time. */
async function* rowsBetween(tx: Tx, after: number, last: number): AsyncGenerator<Row> {
  for (let from = after; ; ) {
    const rows = await tx
      .select()
      .from(auditReads)
      .where(sql`${auditReads.id} > ${from} and ${auditReads.id} <= ${last}`)
      .orderBy(asc(auditReads.id))
      .limit(batch);
    yield* rows;
    const end = rows.at(-1);
    if (end === undefined || rows.length < batch) return;
    from = end.id;
  }
}

/**
 * Links the reads of the past into their chain: all but the last two minutes, so that no row of a transaction still under
 * way can come in behind the head. Done by the clock, since a read must not wait for a lock.
 */
export async function linkReads(tx: Tx, keys: Keyring): Promise<void> {
  await tx
    .insert(auditHeads)
    .values({ chain: readsChain, seq: 0, hash: Buffer.alloc(0) })
    .onConflictDoNothing();
  const [head] = await tx.select().from(auditHeads).where(eq(auditHeads.chain, readsChain)).for("update");
  const [until] = await tx.execute<{ last: string | null }>(sql`
    select max(id) as last from ${auditReads}
    where id < coalesce((select min(id) from ${auditReads} where at > now() - interval '2 minutes'), 9223372036854775807)`);
  if (head === undefined || until?.last == null) return;
  let { seq, hash } = head;
  for await (const row of rowsBetween(tx, seq, Number(until.last))) {
    hash = keys.link(hash, canonical(row));
    seq = row.id;
  }
  if (seq !== head.seq) await tx.update(auditHeads).set({ seq, hash }).where(eq(auditHeads.chain, readsChain));
}

/** Walks the linked reads; a change or removal anywhere gives another end. It cannot say which row, only that one did. */
export async function verifyReads(
  tx: Tx,
  keys: Keyring,
  head: Head | undefined,
): Promise<{ rows: number; breaks: Break[] }> {
  if (head === undefined) return { rows: 0, breaks: [] };
  let hash: Buffer = Buffer.alloc(0);
  let rows = 0;
  for await (const row of rowsBetween(tx, 0, head.seq)) {
    hash = keys.link(hash, canonical(row));
    rows += 1;
  }
  return { rows, breaks: hash.equals(head.hash) ? [] : [{ chain: readsChain, seq: head.seq, why: "changed" }] };
}
