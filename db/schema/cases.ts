import { impacts, requestStates, spreads } from "../../src/domain/case.ts";
import { reportKinds } from "../../src/domain/intake/kinds.ts";
import { laneReasons } from "../../src/domain/intake/lane.ts";
import { caseStates } from "../../src/domain/lifecycle/states.ts";
import { locales } from "../../src/locale.ts";
import {
  bigint,
  index,
  integer,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  sql,
  text,
  uniqueIndex,
  uuid,
} from "../orm.ts";
import { bytes } from "./bytes.ts";
import { at, members } from "./people.ts";

/** Who the finder is: apart from the case, under a key of its own. Destroying `key` is erasure. */
export const finders = pgTable("finders", {
  id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  key: bytes("key"),
  identity: bytes("identity").notNull(),
  /** Reference to which `key` is bound, once several cases came of one report; before that it is the case's own. */
  owner: integer("owner"),
  createdAt: at("created_at").notNull().defaultNow(),
});

/** A report from its receipt on; it is called a case once it is accepted, and keeps its row and reference. */
export const cases = pgTable(
  "cases",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    /** The 8 digits after `TDK#`. */
    reference: integer("reference").notNull(),
    kind: text("kind", { enum: reportKinds }).notNull(),
    state: text("state", { enum: caseStates }).notNull(),
    /** Counts changes: a write on a stale read is refused. */
    version: integer("version").notNull().default(1),
    assigneeId: integer("assignee_id").references(() => members.id),
    /** Place in the queue: 0 priority, 1 normal, 2 simple, 1 while not scored. */
    urgency: smallint("urgency").notNull().default(1),
    impact: text("impact", { enum: impacts }),
    spread: text("spread", { enum: spreads }),
    score: numeric("score", { precision: 3, scale: 1, mode: "number" }),
    vector: text("vector"),
    receivedAt: at("received_at").notNull(),
    acceptedAt: at("accepted_at"),
    closedAt: at("closed_at"),
    /** 起算日. */
    baseOn: at("base_on"),
    detailsOn: at("details_on"),
    publicationAt: at("publication_at"),
    request: text("request", { enum: requestStates }).notNull().default("none"),
    endCode: text("end_code"),
    endedFrom: text("ended_from", { enum: caseStates }),
    listing: smallint("listing").notNull().default(0),
    listedAt: at("listed_at"),
    ground: text("ground", { enum: ["unreachable", "disagreement"] }),
    finderId: bigint("finder_id", { mode: "number" })
      .notNull()
      .references(() => finders.id),
    /** Why it came into the review lane; null in the queue. Its clocks run in either. */
    lane: text("lane", { enum: laneReasons }),
    finderLocale: text("finder_locale", { enum: locales }).notNull(),
    /** SHA-256 of the receipt code. */
    receiptHash: bytes("receipt_hash").notNull(),
    /** The case's own key, wrapped by the key-encryption key. */
    key: bytes("key").notNull(),
    title: bytes("title").notNull(),
    /** The report as sent, without the finder's identity: sealed JSON. */
    report: bytes("report").notNull(),
    /** Keyed hashes of words and bigrams of title, product and vendor. */
    tokens: bigint("tokens", { mode: "bigint" }).array().notNull(),
    auditSeq: integer("audit_seq").notNull().default(0),
    auditHash: bytes("audit_hash").notNull(),
  },
  (table) => [
    uniqueIndex("cases_reference").on(table.reference),
    uniqueIndex("cases_receipt").on(table.receiptHash),
    index("cases_to_judge").on(table.receivedAt, table.id).where(sql`state in ('RCV', 'CHK', 'ASK')`),
    index("cases_open")
      .on(table.urgency, table.receivedAt, table.id)
      .where(sql`accepted_at is not null and closed_at is null`),
    index("cases_mine").on(table.assigneeId, table.urgency, table.receivedAt, table.id).where(sql`closed_at is null`),
    index("cases_tokens").using("gin", table.tokens).with({ fastupdate: false }),
  ],
);

const caseId = () =>
  bigint("case_id", { mode: "number" })
    .notNull()
    .references(() => cases.id);

/** What the finder and the desk said to each other, sealed with the case's key. */
export const messages = pgTable(
  "messages",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    caseId: caseId(),
    at: at("at").notNull(),
    sender: text("sender", { enum: ["desk", "finder"] }).notNull(),
    /** M-number of domain rules §11, or null for free words. */
    template: text("template"),
    body: bytes("body").notNull(),
  },
  (table) => [index("messages_of_case").on(table.caseId, table.id)],
);

/** The desk's own notes, sealed with the case's key. */
export const notes = pgTable(
  "notes",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    caseId: caseId(),
    at: at("at").notNull(),
    by: integer("by")
      .notNull()
      .references(() => members.id),
    body: bytes("body").notNull(),
  },
  (table) => [index("notes_of_case").on(table.caseId, table.id)],
);

/** A file that came with a report: never opened, its frames sealed with a key of its own. */
export const attachments = pgTable(
  "attachments",
  {
    id: uuid("id").primaryKey(),
    caseId: caseId(),
    key: bytes("key").notNull(),
    name: bytes("name").notNull(),
    /** Bytes of the original. */
    size: integer("size").notNull(),
    frames: integer("frames").notNull(),
  },
  (table) => [index("attachments_of_case").on(table.caseId)],
);

export const attachmentFrames = pgTable(
  "attachment_frames",
  {
    attachmentId: uuid("attachment_id")
      .notNull()
      .references(() => attachments.id),
    n: integer("n").notNull(),
    data: bytes("data").notNull(),
  },
  (table) => [primaryKey({ columns: [table.attachmentId, table.n] })],
);
