import { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency, default as ical } from "ical-generator";

/** One date of somebody's: its words are public, since calendars are read by other people's servers. */
export interface FeedEvent {
  /** The same for the same date for ever, so that a calendar moves an entry and does not add one. */
  readonly id: string;
  readonly at: Date;
  /** Counts changes of the date. */
  readonly sequence: number;
  readonly title: string;
}

/** How often a calendar may ask. */
const refreshSeconds = 3_600;

/**
 * An iCalendar file (RFC 5545). Times are UTC: each reader's calendar shows its own zone. A date takes no time of the day, so
 * nobody looks busy for it.
 */
export function calendarFeed(name: string, events: readonly FeedEvent[], now: Date): string {
  const calendar = ical({
    name,
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: "Todoke", product: "Deadlines" },
    ttl: refreshSeconds,
  });
  for (const { id, at, sequence, title } of events) {
    calendar.createEvent({
      id,
      start: at,
      stamp: now,
      sequence,
      summary: title,
      status: ICalEventStatus.CONFIRMED,
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  return calendar.toString();
}
