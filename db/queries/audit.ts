import type { Keyring } from "../../src/crypto/keyring.ts";
import { type AuditRow, canonical } from "../../src/domain/audit.ts";
import type { Tx } from "../client.ts";
import { and, asc, desc, eq, inArray, sql } from "../orm.ts";
import { audit, auditHeads, cases } from "../schema/index.ts";
import { readsChain, verifyReads } from "./audit-reads.ts";

export const caseChain = (caseId: number): string => `case/${caseId}`;
export const deskChain = "desk";

export interface Entry {
  readonly action: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Head {
  readonly seq: number;
  readonly hash: Buffer;
}

/**
 * Adds rows to the end of a chain whose head the caller holds locked. @returns the new head, at once, and when the rows are
 * written: what else the transaction does may be sent meanwhile.
 */
export function append(
  tx: Tx,
  keys: Keyring,
  chain: string,
  head: Head,
  actor: string,
  at: Date,
  entries: readonly Entry[],
): Head & { readonly written: Promise<unknown> } {
  let { seq, hash } = head;
  const rows = entries.map(({ action, data }) => {
    seq += 1;
    const row: AuditRow = { chain, seq, at, actor, action, data };
    hash = keys.link(hash, canonical(row));
    return { ...row, hash };
  });
  return { seq, hash, written: rows.length > 0 ? tx.insert(audit).values(rows).execute() : Promise.resolve() };
}

/** Adds to the desk's own chain; its head row is the lock. */
export async function appendDesk(
  tx: Tx,
  keys: Keyring,
  actor: string,
  at: Date,
  entries: readonly Entry[],
): Promise<void> {
  await tx
    .insert(auditHeads)
    .values({ chain: deskChain, seq: 0, hash: Buffer.alloc(0) })
    .onConflictDoNothing();
  const [head] = await tx.select().from(auditHeads).where(eq(auditHeads.chain, deskChain)).for("update");
  if (head === undefined) throw new Error("the desk's audit chain has no head");
  const { seq, hash, written } = append(tx, keys, deskChain, head, actor, at, entries);
  await Promise.all([written, tx.update(auditHeads).set({ seq, hash }).where(eq(auditHeads.chain, deskChain))]);
}

export const history = (tx: Tx, chain: string, limit: number) =>
  tx.select().from(audit).where(eq(audit.chain, chain)).orderBy(desc(audit.seq)).limit(limit);

/** The last time that one of these things happened to a case. */
export async function lastOf(tx: Tx, caseId: number, actions: readonly string[]) {
  const [row] = await tx
    .select({ actor: audit.actor, at: audit.at })
    .from(audit)
    .where(and(eq(audit.chain, caseChain(caseId)), inArray(audit.action, [...actions])))
    .orderBy(desc(audit.seq))
    .limit(1);
  return row;
}

export const latest = (tx: Tx, limit: number) =>
  tx.select().from(audit).orderBy(desc(audit.at), desc(audit.seq)).limit(limit);

export interface Break {
  readonly chain: string;
  readonly seq: number;
  readonly why: "changed" | "missing" | "cut off";
}

export interface Verdict {
  readonly rows: number;
  readonly breaks: readonly Break[];
}

const batch = 5000;

/** Walks every chain and compares each link, and each chain's end with the head kept elsewhere. First break of a chain only. */
export async function verify(tx: Tx, keys: Keyring): Promise<Verdict> {
  const heads = new Map<string, Head>();
  for (const h of await tx.select().from(auditHeads)) heads.set(h.chain, h);
  for (const c of await tx.select({ id: cases.id, seq: cases.auditSeq, hash: cases.auditHash }).from(cases)) {
    if (c.seq > 0) heads.set(caseChain(c.id), c);
  }
  const breaks: Break[] = [];
  let rows = 0;
  let at: { chain: string; seq: number; hash: Buffer; broken: boolean } | undefined;
  const finish = (): void => {
    if (at === undefined) return;
    const head = heads.get(at.chain);
    heads.delete(at.chain);
    if (at.broken) return;
    if (head === undefined || head.seq !== at.seq || !head.hash.equals(at.hash)) {
      breaks.push({ chain: at.chain, seq: at.seq + 1, why: "cut off" });
    }
  };
  for (let from: { chain: string; seq: number } | undefined; ; ) {
    const next = await tx
      .select()
      .from(audit)
      .where(from && sql`(${audit.chain}, ${audit.seq}) > (${from.chain}, ${from.seq})`)
      .orderBy(asc(audit.chain), asc(audit.seq))
      .limit(batch);
    for (const row of next) {
      rows += 1;
      if (at?.chain !== row.chain) {
        finish();
        at = { chain: row.chain, seq: 0, hash: Buffer.alloc(0), broken: false };
      }
      if (at.broken) continue;
      const expected = keys.link(at.hash, canonical(row));
      if (row.seq !== at.seq + 1) breaks.push({ chain: row.chain, seq: at.seq + 1, why: "missing" });
      else if (!expected.equals(row.hash)) breaks.push({ chain: row.chain, seq: row.seq, why: "changed" });
      else {
        at = { chain: row.chain, seq: row.seq, hash: row.hash, broken: false };
        continue;
      }
      at.broken = true;
    }
    const last = next.at(-1);
    if (last === undefined || next.length < batch) break;
    from = { chain: last.chain, seq: last.seq };
  }
  finish();
  const seen = await verifyReads(tx, keys, heads.get(readsChain));
  heads.delete(readsChain);
  rows += seen.rows;
  breaks.push(...seen.breaks);

  for (const [chain, head] of heads) if (head.seq > 0) breaks.push({ chain, seq: 1, why: "missing" });
  return { rows, breaks };
}
