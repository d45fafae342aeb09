import { consents } from "../../src/domain/embargo/states.ts";
import { type Means, type Outcome, type PartyStatus, partyRoles, type Work } from "../../src/domain/parties.ts";
import { bigint, index, integer, pgTable, smallint, text, uniqueIndex } from "../orm.ts";
import { bytes } from "./bytes.ts";
import { cases } from "./cases.ts";
import { at, members } from "./people.ts";
import { vendors } from "./vendors.ts";

const caseId = (name: string) =>
  bigint(name, { mode: "number" })
    .notNull()
    .references(() => cases.id);

/** A vendor or operator who takes part in one case. What names it is sealed with the case's key. */
export const parties = pgTable(
  "parties",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    caseId: caseId("case_id"),
    /** Counts the parties of the case from 1: what people type. */
    n: smallint("n").notNull(),
    role: text("role", { enum: partyRoles }).notNull(),
    name: bytes("name").notNull(),
    /** How to reach them: free words. */
    contact: bytes("contact"),
    work: text("work").$type<Work>().notNull().default("not_contacted"),
    status: text("status").$type<PartyStatus>().notNull().default("unknown"),
    detailsOn: at("details_on"),
    /** Their entry in the directory; null when they have none. */
    vendorId: integer("vendor_id").references(() => vendors.id),
    consent: text("consent", { enum: consents }).notNull().default("none"),
    /** When it became so. */
    consentAt: at("consent_at"),
    /** Silence until then is no. */
    answerBy: at("answer_by"),
    /** Whose terms the consent is about: a row of embargo_terms. */
    termsId: bigint("terms_id", { mode: "number" }),
    invitedAt: at("invited_at"),
    openedAt: at("opened_at"),
    acknowledgedAt: at("acknowledged_at"),
    /** When they say that the fix will be there; when it was; when it was with its users. */
    fixDueAt: at("fix_due_at"),
    fixReadyAt: at("fix_ready_at"),
    fixDeployedAt: at("fix_deployed_at"),
    /** When they agreed to sit in one room with the case's other vendors. */
    sharesRoomAt: at("shares_room_at"),
    removedAt: at("removed_at"),
    addedAt: at("added_at").notNull(),
    addedBy: integer("added_by")
      .notNull()
      .references(() => members.id),
  },
  (table) => [
    uniqueIndex("parties_of_case").on(table.caseId, table.n),
    index("parties_of_vendor").on(table.vendorId, table.caseId),
  ],
);

/** One try to contact a party (domain rules §6.1): date, means, address, result, person, proof. */
export const attempts = pgTable(
  "attempts",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    partyId: bigint("party_id", { mode: "number" })
      .notNull()
      .references(() => parties.id),
    at: at("at").notNull(),
    means: text("means").$type<Means>().notNull(),
    outcome: text("outcome").$type<Outcome>().notNull(),
    /** Address used and what proves it, in words. */
    note: bytes("note"),
    by: integer("by")
      .notNull()
      .references(() => members.id),
    recordedAt: at("recorded_at").notNull(),
  },
  (table) => [index("attempts_of_party").on(table.partyId, table.at)],
);

/** Cases that belong together: a duplicate and what it was merged into, a product found behind a website. */
export const caseLinks = pgTable(
  "case_links",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    kind: text("kind", { enum: ["merged", "split"] }).notNull(),
    fromId: caseId("from_id"),
    toId: caseId("to_id"),
    at: at("at").notNull(),
    by: integer("by")
      .notNull()
      .references(() => members.id),
  },
  (table) => [uniqueIndex("case_links_once").on(table.fromId, table.toId), index("case_links_to").on(table.toId)],
);

/**
 * An act that one person proposed and another has to confirm (domain rules §10.7). The line is what `confirm` runs, as it was
 * typed, sealed with the case's key; the version is that of the case when it was proposed.
 */
export const proposals = pgTable(
  "proposals",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    caseId: caseId("case_id"),
    /** Key of the table in src/domain/second.ts. */
    act: text("act").notNull(),
    line: bytes("line").notNull(),
    version: integer("version").notNull(),
    proposedBy: integer("proposed_by")
      .notNull()
      .references(() => members.id),
    proposedAt: at("proposed_at").notNull(),
    expiresAt: at("expires_at").notNull(),
    decidedBy: integer("decided_by").references(() => members.id),
    decidedAt: at("decided_at"),
    outcome: text("outcome", { enum: ["confirmed", "refused"] }),
  },
  (table) => [index("proposals_of_case").on(table.caseId)],
);
