import type { Tx } from "../client.ts";
import { and, arrayContains, eq, getTableColumns, isNull, ne } from "../orm.ts";
import { cases, members, proposals } from "../schema/index.ts";

export async function addProposal(tx: Tx, row: typeof proposals.$inferInsert): Promise<number> {
  const [added] = await tx.insert(proposals).values(row).returning({ id: proposals.id });
  if (added === undefined) throw new Error("the proposal was not stored");
  return added.id;
}

/** A proposal with its case's reference and key, locked until the transaction ends. */
export async function findProposal(tx: Tx, id: number) {
  const [row] = await tx
    .select({
      proposal: getTableColumns(proposals),
      reference: cases.reference,
      key: cases.key,
      caseVersion: cases.version,
    })
    .from(proposals)
    .innerJoin(cases, eq(cases.id, proposals.caseId))
    .where(eq(proposals.id, id))
    .for("update", { of: proposals });
  return row;
}

export async function decideProposal(
  tx: Tx,
  id: number,
  how: { readonly decidedBy: number; readonly decidedAt: Date; readonly outcome: "confirmed" | "refused" },
): Promise<void> {
  await tx.update(proposals).set(how).where(eq(proposals.id, id));
}

/** Members of this role who are there, but for one. */
export const othersWithRole = (tx: Tx, role: string, except: number) =>
  tx
    .select({ id: members.id, name: members.name })
    .from(members)
    .where(and(isNull(members.removedAt), ne(members.id, except), arrayContains(members.roles, [role as never])));
