import { deadlineKinds } from "../../src/domain/clock-rule.ts";
import { bigint, boolean, index, integer, pgTable, sql, text, uniqueIndex } from "../orm.ts";
import { bytes } from "./bytes.ts";
import { cases } from "./cases.ts";
import { parties } from "./parties.ts";
import { at, members } from "./people.ts";

/** A clock that runs on a case. `nextPingAt` is all that the tick looks at (ADR 0005). */
export const deadlines = pgTable(
  "deadlines",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    caseId: bigint("case_id", { mode: "number" })
      .notNull()
      .references(() => cases.id),
    kind: text("kind", { enum: deadlineKinds }).notNull(),
    /** For clocks that each party of a case has of its own. */
    partyId: bigint("party_id", { mode: "number" }).references(() => parties.id),
    /** What a hand-made deadline is about, sealed with the case's key. */
    label: bytes("label"),
    startsAt: at("starts_at").notNull(),
    dueAt: at("due_at").notNull(),
    /** IANA zone in which its days were counted. */
    zone: text("zone").notNull(),
    state: text("state", { enum: ["open", "paused", "done"] }).notNull(),
    /** Number of the next reminder. */
    step: integer("step").notNull().default(0),
    /** How often its date was moved: each new date is reminded of from the beginning. */
    round: integer("round").notNull().default(0),
    nextPingAt: at("next_ping_at"),
    pausedAt: at("paused_at"),
    /** Business days during which it stood still so far. */
    pausedDays: integer("paused_days").notNull().default(0),
    doneAt: at("done_at"),
    doneBy: integer("done_by").references(() => members.id),
    /** It ended because its case did: a case that is taken up again has it again. */
    withCase: boolean("with_case").notNull().default(false),
  },
  (table) => [
    index("deadlines_due").on(table.nextPingAt, table.id).where(sql`state = 'open' and next_ping_at is not null`),
    index("deadlines_open").on(table.dueAt, table.id).where(sql`state = 'open'`),
    index("deadlines_of_case").on(table.caseId),
  ],
);

/** Every change of a deadline's date by hand, with its reason sealed by the case's key: a date that moved can be explained later. */
export const deadlineChanges = pgTable(
  "deadline_changes",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    deadlineId: bigint("deadline_id", { mode: "number" })
      .notNull()
      .references(() => deadlines.id),
    at: at("at").notNull(),
    by: integer("by")
      .notNull()
      .references(() => members.id),
    from: at("from").notNull(),
    to: at("to").notNull(),
    reason: bytes("reason").notNull(),
  },
  (table) => [index("deadline_changes_of").on(table.deadlineId)],
);

/** One reminder of one deadline to one rung of the ladder. The unique key is what makes it happen once. */
export const pings = pgTable(
  "pings",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    deadlineId: bigint("deadline_id", { mode: "number" })
      .notNull()
      .references(() => deadlines.id),
    step: integer("step").notNull(),
    /** 0 = the person on duty, 1 = the next …; the rung after the last person is the desk room. */
    rung: integer("rung").notNull(),
    /** Null for the desk room. */
    memberId: integer("member_id").references(() => members.id),
    plannedAt: at("planned_at").notNull(),
    createdAt: at("created_at").notNull(),
    late: boolean("late").notNull(),
    sentAt: at("sent_at"),
    ackedAt: at("acked_at"),
    ackedBy: integer("acked_by").references(() => members.id),
    /** When the next rung is asked if nobody acknowledged; null once that happened or cannot. */
    escalateAt: at("escalate_at"),
  },
  (table) => [
    uniqueIndex("pings_once").on(table.deadlineId, table.step, table.rung),
    index("pings_to_escalate").on(table.escalateAt).where(sql`acked_at is null and escalate_at is not null`),
    index("pings_unacked").on(table.memberId).where(sql`acked_at is null`),
  ],
);
