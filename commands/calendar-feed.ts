import { timingSafeEqual } from "node:crypto";
import { deadlinesOfMember } from "../db/queries/deadline-lists.ts";
import { databaseNow } from "../db/queries/desk.ts";
import { calendarOf } from "../db/queries/members.ts";
import { calendarFeed } from "../src/exports/calendar-feed.ts";
import { everyone } from "../src/label.ts";
import type { Locale } from "../src/locale.ts";
import { plain, renderLine } from "../src/render.ts";
import { join, type Text } from "../src/text.ts";
import type { Desk } from "./desk.ts";
import { mayRun } from "./policy.ts";
import { deadlineWords, ref } from "./show.ts";

/** Nobody has more deadlines than a calendar takes. */
const most = 1_000;

/** Where a member's calendar is found. The number before the secret only says whose it is. */
export const calendarAddress = ({ publicUrl, keys }: Desk, memberId: number, n: number): string =>
  `${publicUrl}/calendar/${memberId.toString(36)}-${keys.calendar(memberId, n)}.ics`;

const same = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** Only public words: a calendar's server is nobody of ours. */
const shown = (text: Text<"public">, locale: Locale): string => plain(renderLine(text, everyone, locale));

/** The file behind a calendar's address. Undefined for every address that opens nothing, whatever is wrong with it. */
export async function readCalendar(desk: Desk, name: string): Promise<string | undefined> {
  const [id, secret] = /^([0-9a-z]{1,6})-([\w-]{22})\.ics$/.exec(name)?.slice(1) ?? [];
  if (id === undefined || secret === undefined) return undefined;
  return await desk.db.transaction(async (tx) => {
    const member = await calendarOf(tx, Number.parseInt(id, 36));
    const n = member?.calendar ?? 0;
    // Computed for anybody, so that it takes as long whether there is such a member or not.
    const isTheirs = same(secret, desk.keys.calendar(member?.id ?? 0, n));
    if (member === undefined || n <= 0 || !isTheirs || !mayRun("deadline list", member.roles)) return undefined;
    const [now, found] = await Promise.all([databaseNow(tx), deadlinesOfMember(tx, member.id, most)]);
    const host = new URL(desk.publicUrl).host;
    const events = found.map(({ deadline, reference }) => ({
      id: `deadline-${deadline.id}@${host}`,
      at: deadline.dueAt,
      // Minutes grow with every move of the date; the standard only wants that a later version counts higher.
      sequence: Math.max(0, Math.floor((now.getTime() - deadline.startsAt.getTime()) / 60_000)),
      title: shown(join([ref({ reference }), deadlineWords(deadline.kind)], " "), member.locale),
    }));
    return calendarFeed(`Todoke · ${member.name}`, events, now);
  });
}
