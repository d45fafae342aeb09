import { boolean, integer, pgTable, text } from "../orm.ts";
import { at, members } from "./people.ts";

/** Grounds of declining and ending in the desk's own words, and those that it added (src/domain/grounds.ts has the others). */
export const grounds = pgTable("grounds", {
  code: text("code").primaryKey(),
  ja: text("ja").notNull(),
  en: text("en").notNull(),
  finderJa: text("finder_ja").notNull(),
  finderEn: text("finder_en").notNull(),
  active: boolean("active").notNull(),
  changedBy: integer("changed_by")
    .notNull()
    .references(() => members.id),
  changedAt: at("changed_at").notNull(),
});
