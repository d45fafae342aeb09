import type { Case } from "./case.ts";
import type { Reminder } from "./clock-rule.ts";
import type { CaseEvent } from "./events.ts";

/** Whatever ends a case ends its clocks, but for those that a finder's right hangs on. */
export const ends = ["report.declined", "case.published", "case.refuted", "case.fixed", "case.ended"] as const;

export const software = (c: Case): boolean => c.kind === "software";
export const website = (c: Case): boolean => c.kind === "website";
export const first = (e: CaseEvent): boolean => e.type === "party.attempted" && e.first;
export const attemptedAt = (_: Case, e: CaseEvent): Date | null =>
  e.type === "party.attempted" ? new Date(e.at) : null;
export const base = (c: Case): Date | null => c.baseOn;
export const open = (c: Case): boolean => c.closedAt === null;
/** It is somebody's now, or coordination's, and nobody has been contacted. Given on to another, the clock runs on. */
export const awaitsContact = (c: Case, e: CaseEvent): boolean => {
  if (c.kind === "own-product" || !["ACC", "HND"].includes(c.state)) return false;
  if (e.type === "case.handed-over") return true;
  return c.state === "ACC" && c.assigneeId !== null && (e.type !== "case.assigned" || e.from === null);
};
export const unjudged = (c: Case): boolean => ["RCV", "CHK", "ASK"].includes(c.state);

export const days = (...n: readonly number[]): Reminder[] => n.map((before) => ({ before }));
export const workdays = (...n: readonly number[]): Reminder[] => n.map((businessDay) => ({ businessDay }));
export const later = (...n: readonly number[]): Reminder[] => n.map((after) => ({ after }));
