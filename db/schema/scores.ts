import { assessors } from "../../src/domain/assessors.ts";
import { impacts, spreads } from "../../src/domain/case.ts";
import type { ImpactInputs } from "../../src/domain/impact.ts";
import { bigint, index, integer, jsonb, numeric, pgTable, primaryKey, text } from "../orm.ts";
import { bytes } from "./bytes.ts";
import { cases } from "./cases.ts";
import { vulnerabilities } from "./embargo.ts";
import { at, members } from "./people.ts";

const caseId = () =>
  bigint("case_id", { mode: "number" })
    .notNull()
    .references(() => cases.id);

const by = () =>
  integer("by")
    .notNull()
    .references(() => members.id);

/** Every score that was given: who, when, with which vector. The case row holds the one in force. */
export const scores = pgTable(
  "scores",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    caseId: caseId(),
    /** Which of the case's vulnerabilities it is of; null is the case itself, whose score decides. */
    vulnerabilityId: bigint("vulnerability_id", { mode: "number" }).references(() => vulnerabilities.id),
    at: at("at").notNull(),
    by: by(),
    vector: text("vector"),
    score: numeric("score", { precision: 3, scale: 1, mode: "number" }),
    spread: text("spread", { enum: spreads }),
    impact: text("impact", { enum: impacts }),
    /** Whose assessment a vector is. Null is the desk's own, from before others were kept beside it. */
    assessor: text("assessor", { enum: assessors }),
    /** Why, in the words of who entered it, sealed with the case's key. */
    why: bytes("why"),
    /** What an impact was decided from. Null from before it was kept. */
    inputs: jsonb("inputs").$type<ImpactInputs>(),
    /** The rules or the calculator that gave the result, with their version. */
    made: text("made"),
  },
  (table) => [index("scores_of_case").on(table.caseId, table.id)],
);

/** Every decision by an SSVC table: which edition of it, what was answered, what came out. */
export const ssvcDecisions = pgTable(
  "ssvc_decisions",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    caseId: caseId(),
    at: at("at").notNull(),
    by: by(),
    /** Key and version of the table, such as DT_COORD_TRIAGE 1.0.0. */
    table: text("table").notNull(),
    version: text("version").notNull(),
    /** Decision point → value, by their keys. */
    answers: jsonb("answers").notNull().$type<Readonly<Record<string, string>>>(),
    outcome: text("outcome").notNull(),
    why: bytes("why"),
    /** Who or what answered each point, and what the case said then: sealed JSON. Null from before it was kept. */
    reasons: bytes("reasons"),
  },
  (table) => [index("ssvc_decisions_of_case").on(table.caseId, table.id)],
);

/** Weaknesses of a case: numbers of CWE. */
export const weaknesses = pgTable(
  "weaknesses",
  {
    caseId: caseId(),
    cwe: integer("cwe").notNull(),
    at: at("at").notNull(),
    by: by(),
  },
  (table) => [primaryKey({ columns: [table.caseId, table.cwe] }), index("weaknesses_cwe").on(table.cwe)],
);
