import type { Tx } from "../client.ts";
import { asc, desc, eq } from "../orm.ts";
import { attachments, messages, notes } from "../schema/index.ts";

export async function addMessage(tx: Tx, row: typeof messages.$inferInsert): Promise<number> {
  const [added] = await tx.insert(messages).values(row).returning({ id: messages.id });
  if (added === undefined) throw new Error("the message was not stored");
  return added.id;
}

/** What finder and desk said, oldest first. */
export const messagesOf = (tx: Tx, caseId: number) =>
  tx.select().from(messages).where(eq(messages.caseId, caseId)).orderBy(asc(messages.id));

export async function addNote(tx: Tx, row: typeof notes.$inferInsert): Promise<number> {
  const [added] = await tx.insert(notes).values(row).returning({ id: notes.id });
  if (added === undefined) throw new Error("the note was not stored");
  return added.id;
}

/** The latest notes of a case, latest first. */
export const notesOf = (tx: Tx, caseId: number, limit: number) =>
  tx.select().from(notes).where(eq(notes.caseId, caseId)).orderBy(desc(notes.id)).limit(limit);

export const attachmentsOf = (tx: Tx, caseId: number) =>
  tx
    .select({ id: attachments.id, name: attachments.name, size: attachments.size })
    .from(attachments)
    .where(eq(attachments.caseId, caseId));
