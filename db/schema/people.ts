import { roles } from "../../src/domain/roles.ts";
import { locales } from "../../src/locale.ts";
import { bigint, integer, pgTable, primaryKey, text, timestamp } from "../orm.ts";

export const at = (name: string) => timestamp(name, { withTimezone: true });

export const members = pgTable("members", {
  id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
  handle: text("handle").notNull().unique(),
  name: text("name").notNull(),
  roles: text("roles", { enum: roles }).array().notNull(),
  locale: text("locale", { enum: locales }).notNull().default("ja"),
  /** Which of their calendar addresses holds; null: none does. A higher number makes the one before worthless. */
  calendar: integer("calendar"),
  createdAt: at("created_at").notNull().defaultNow(),
  removedAt: at("removed_at"),
});

/** A person's accounts: platform + workspace + user → member. Chat names and roles give no rights (ADR 0010). */
export const memberLinks = pgTable(
  "member_links",
  {
    platform: text("platform").notNull(),
    tenant: text("tenant").notNull(),
    account: text("account").notNull(),
    memberId: integer("member_id")
      .notNull()
      .references(() => members.id),
    linkedAt: at("linked_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.platform, table.tenant, table.account] })],
);

/** Who is on call, in the order in which they are asked. The newest row that covers a moment holds. */
export const dutyShifts = pgTable("duty_shifts", {
  id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  startsAt: at("starts_at").notNull(),
  endsAt: at("ends_at").notNull(),
  memberIds: integer("member_ids").array().notNull(),
  setBy: integer("set_by").notNull(),
  setAt: at("set_at").notNull().defaultNow(),
});
