import { bigint, index, integer, jsonb, pgTable, primaryKey, text } from "../orm.ts";
import { bytes } from "./bytes.ts";
import { at } from "./people.ts";

/** Who did what, in chains: one per case (`case/<id>`) and one for the desk's own acts (`desk`). Ids only, no personal data. */
export const audit = pgTable(
  "audit",
  {
    chain: text("chain").notNull(),
    seq: integer("seq").notNull(),
    at: at("at").notNull(),
    /** `member/3`, `finder`, `clock`. */
    actor: text("actor").notNull(),
    action: text("action").notNull(),
    data: jsonb("data").$type<Readonly<Record<string, unknown>>>().notNull(),
    /** HMAC-SHA256 over the previous hash and this row. */
    hash: bytes("hash").notNull(),
  },
  (table) => [primaryKey({ columns: [table.chain, table.seq] })],
);

/** The end of each chain that no other row holds; a case's own head is in its row. */
export const auditHeads = pgTable("audit_heads", {
  chain: text("chain").primaryKey(),
  seq: integer("seq").notNull(),
  hash: bytes("hash").notNull(),
});

/** Reads of sealed text: who opened which case, when. Appended in the reading transaction; its batches are chained by the clock. */
export const auditReads = pgTable(
  "audit_reads",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    at: at("at").notNull(),
    memberId: integer("member_id").notNull(),
    caseId: bigint("case_id", { mode: "number" }).notNull(),
    what: text("what").notNull(),
  },
  (table) => [index("audit_reads_of_case").on(table.caseId, table.id)],
);
