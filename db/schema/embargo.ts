import { embargoEnds, embargoStates, termStates } from "../../src/domain/embargo/states.ts";
import { bigint, index, integer, pgTable, primaryKey, smallint, text, uniqueIndex } from "../orm.ts";
import { bytes } from "./bytes.ts";
import { cases } from "./cases.ts";
import { parties } from "./parties.ts";
import { at, members } from "./people.ts";

const caseId = () =>
  bigint("case_id", { mode: "number" })
    .notNull()
    .references(() => cases.id);

/** The embargo of a case (models 4.2): one at most. No row: none was ever proposed. */
export const embargoes = pgTable("embargoes", {
  caseId: caseId().primaryKey(),
  state: text("state", { enum: embargoStates }).notNull(),
  /** The terms that bind, in the states active and revise. */
  termsId: bigint("terms_id", { mode: "number" }),
  endedAt: at("ended_at"),
  endedWhy: text("ended_why", { enum: embargoEnds }),
});

/** One proposal of an end. Who proposed it: a party, or a member of the desk. */
export const embargoTerms = pgTable(
  "embargo_terms",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    caseId: caseId(),
    /** Counts the proposals of the case from 1: what people type. */
    n: smallint("n").notNull(),
    endsAt: at("ends_at").notNull(),
    /** IANA zone in which the end was named. */
    zone: text("zone").notNull(),
    state: text("state", { enum: termStates }).notNull(),
    partyId: bigint("party_id", { mode: "number" }).references(() => parties.id),
    memberId: integer("member_id").references(() => members.id),
    /** Why, in the words of whoever proposed it, sealed with the case's key. */
    why: bytes("why"),
    at: at("at").notNull(),
    decidedAt: at("decided_at"),
  },
  (table) => [uniqueIndex("embargo_terms_of_case").on(table.caseId, table.n)],
);

/** What became of a case outside (models 4.4): public, an exploit public, attacks seen. Never undone. */
export const caseFacts = pgTable(
  "case_facts",
  {
    caseId: caseId(),
    fact: text("fact", { enum: ["public", "exploit", "attacks"] }).notNull(),
    /** When it was so, as far as known. */
    at: at("at").notNull(),
    by: integer("by")
      .notNull()
      .references(() => members.id),
    recordedAt: at("recorded_at").notNull(),
    /** How the desk knows, sealed with the case's key. */
    note: bytes("note"),
  },
  (table) => [primaryKey({ columns: [table.caseId, table.fact] })],
);

/** A vulnerability of a case, where it holds more than one. */
export const vulnerabilities = pgTable(
  "vulnerabilities",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    caseId: caseId(),
    n: smallint("n").notNull(),
    /** What tells it from the others, sealed with the case's key. */
    label: bytes("label").notNull(),
    cve: text("cve"),
    cwe: integer("cwe"),
    at: at("at").notNull(),
    by: integer("by")
      .notNull()
      .references(() => members.id),
    /** Its number is never given to another: somebody outside may still speak of it. */
    removedAt: at("removed_at"),
  },
  (table) => [
    uniqueIndex("vulnerabilities_of_case").on(table.caseId, table.n),
    index("vulnerabilities_cve").on(table.cve),
  ],
);
