import type { Asked } from "../../src/domain/duty.ts";
import type { Hours } from "../../src/domain/roster.ts";
import { bigint, index, integer, pgTable, primaryKey, smallint, sql, text, uniqueIndex } from "../orm.ts";
import { at, members } from "./people.ts";

const id = () => bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity();
const member = (name: string) => integer(name).references(() => members.id);

/** One version of a line of duty. A change ends one and begins the next, so that who was on duty before stays true. */
export const dutyLayers = pgTable(
  "duty_layers",
  {
    id: id(),
    line: text("line").notNull(),
    position: smallint("position").notNull(),
    memberIds: integer("member_ids").array().notNull(),
    days: smallint("days").notNull(),
    /** Wall-clock time of the hand-over in `zone`, in minutes after midnight. */
    minutes: smallint("minutes").notNull(),
    zone: text("zone").notNull(),
    /** Days since 1970: the day on which a turn of the first member begins. */
    anchorDay: integer("anchor_day").notNull(),
    hours: text("hours").$type<Hours>().notNull(),
    startsAt: at("starts_at").notNull(),
    endsAt: at("ends_at"),
    setBy: member("set_by").notNull(),
    setAt: at("set_at").notNull().defaultNow(),
  },
  (table) => [uniqueIndex("duty_layers_current").on(table.line).where(sql`ends_at is null`)],
);

/** Somebody has a line for a span. The newest that covers a moment holds. */
export const dutyOverrides = pgTable(
  "duty_overrides",
  {
    id: id(),
    line: text("line").notNull(),
    memberId: member("member_id").notNull(),
    startsAt: at("starts_at").notNull(),
    endsAt: at("ends_at").notNull(),
    setBy: member("set_by").notNull(),
    setAt: at("set_at").notNull().defaultNow(),
  },
  (table) => [index("duty_overrides_end").on(table.endsAt)],
);

export const dutyAbsences = pgTable(
  "duty_absences",
  {
    id: id(),
    memberId: member("member_id").notNull(),
    startsAt: at("starts_at").notNull(),
    endsAt: at("ends_at").notNull(),
    setBy: member("set_by").notNull(),
    setAt: at("set_at").notNull().defaultNow(),
  },
  (table) => [index("duty_absences_end").on(table.endsAt)],
);

/** An offer to swap two turns. Agreed, it becomes two overrides. */
export const dutySwaps = pgTable(
  "duty_swaps",
  {
    id: id(),
    proposedBy: member("proposed_by").notNull(),
    otherId: member("other_id").notNull(),
    /** What the proposer gives: the line and the share of a turn. */
    line: text("line").notNull(),
    startsAt: at("starts_at").notNull(),
    endsAt: at("ends_at").notNull(),
    /** What the proposer takes. */
    otherLine: text("other_line").notNull(),
    otherStartsAt: at("other_starts_at").notNull(),
    otherEndsAt: at("other_ends_at").notNull(),
    proposedAt: at("proposed_at").notNull(),
    expiresAt: at("expires_at").notNull(),
    decidedAt: at("decided_at"),
    decidedBy: member("decided_by"),
    outcome: text("outcome", { enum: ["agreed", "refused", "withdrawn"] }),
  },
  (table) => [index("duty_swaps_open").on(table.expiresAt).where(sql`outcome is null`)],
);

/** The escalation ladder, when the desk has one of its own. */
export const dutyRungs = pgTable("duty_rungs", {
  n: smallint("n").primaryKey(),
  who: text("who").$type<Asked>().notNull(),
  /** Minutes after the rung before; null = `ping.escalate-minutes`. */
  after: smallint("after"),
});

/** Who was on duty when the clock last looked: what differs from it is a change of duty, told once. */
export const dutySeen = pgTable(
  "duty_seen",
  {
    memberId: member("member_id").notNull(),
    line: text("line").notNull(),
  },
  (table) => [primaryKey({ columns: [table.memberId, table.line] })],
);
