import { isZone } from "../src/calendar.ts";
import { open } from "../src/label.ts";
import { isDayAlone, readMoment } from "../src/moments.ts";
import { Refusal } from "../src/refusal.ts";
import { say, t, words } from "../src/text.ts";
import { moment } from "../src/when.ts";
import type { Ctx } from "./contract.ts";
import type { Act } from "./desk.ts";

/** What goes out more than this after its time says so (milliseconds). Ticks come once a minute. */
export const lateAfter = 2 * 60_000;

const forms = words({
  ja: "書き方: 2026-12-03 · 2026-12-03 09:30 · 08:00 · 明日 · +30m · +2h · +3d · +1w · +5bd（営業日）",
  en: "Forms: 2026-12-03 · 2026-12-03 09:30 · 08:00 · tomorrow · +30m · +2h · +3d · +1w · +5bd (business days)",
});

/** A moment that somebody typed for argument `field`. @throws Refusal `args.invalid` with the forms that are read. */
export function getMoment(ctx: Pick<Act, "now" | "zone" | "calendar">, typed: string, field: string): Date {
  const at = readMoment(typed, ctx.now, ctx.zone, ctx.calendar);
  if (at !== undefined) return at;
  throw new Refusal(
    "args.invalid",
    say({ ja: t`「${open(typed)}」は日時として読めません。`, en: t`"${open(typed)}" cannot be read as a time.` }),
    forms,
    field,
  );
}

/** The zone that was typed for a moment, the desk's if none was. @throws Refusal `args.invalid` for one that does not exist. */
export function getZone(ctx: Pick<Act, "zone">, typed: string | undefined): string {
  const zone = typed ?? ctx.zone;
  if (isZone(zone)) return zone;
  throw new Refusal(
    "args.invalid",
    say({ ja: t`「${open(zone)}」というタイムゾーンはありません。`, en: t`There is no time zone "${open(zone)}".` }),
    words({ ja: "例: Asia/Tokyo、Europe/Berlin、UTC", en: "For example: Asia/Tokyo, Europe/Berlin, UTC." }),
    "zone",
  );
}

/** @throws Refusal `args.invalid` when it does not lie ahead. */
function mustBeAhead(ctx: Ctx, at: Date, field: string): Date {
  if (at > ctx.now) return at;
  throw new Refusal(
    "args.invalid",
    say({ ja: t`${moment(at, ctx.zone)} は過ぎています。`, en: t`${moment(at, ctx.zone)} has passed.` }),
    forms,
    field,
  );
}

/** The same, for moments that must lie ahead. */
export const getFuture = (ctx: Ctx, typed: string, field: string): Date =>
  mustBeAhead(ctx, getMoment(ctx, typed, field), field);

/** Where a span begins that somebody typed: a day alone from its midnight on. */
function getBegin(ctx: Ctx, typed: string, field: string): Date {
  const at = getMoment(ctx, typed, field);
  return isDayAlone(typed) ? ctx.calendar.atHour(at, 0) : at;
}

/** Between reading the clock and sending the line. */
const grace = 5 * 60_000;

/**
 * From when something holds that somebody typed; now if left out. Today, and what was a few minutes ago, begin now: nothing may hold
 * from before it was said, since who was on duty must stay on record. @throws Refusal `args.invalid` for what has passed.
 */
export function getStart(ctx: Ctx, typed: string | undefined, field: string): Date {
  if (typed === undefined) return ctx.now;
  const at = getBegin(ctx, typed, field);
  const runs = isDayAlone(typed) ? ctx.calendar.addDays(at, 1) > ctx.now : ctx.now.getTime() - at.getTime() <= grace;
  return at <= ctx.now && runs ? ctx.now : mustBeAhead(ctx, at, field);
}

/**
 * A span that somebody typed. A day alone means all of it: from its beginning, or to its end. What began already holds from now on.
 * @throws Refusal `args.invalid` when it does not end after it begins, or ended already.
 */
export function getSpan(ctx: Ctx, from: string, until: string): { startsAt: Date; endsAt: Date } {
  const begin = getBegin(ctx, from, "from");
  const last = getMoment(ctx, until, "until");
  const end = isDayAlone(until) ? ctx.calendar.addDays(ctx.calendar.atHour(last, 0), 1) : last;
  const endsAt = mustBeAhead(ctx, end, "until");
  if (begin < endsAt) return { startsAt: new Date(Math.max(begin.getTime(), ctx.now.getTime())), endsAt };
  throw new Refusal(
    "args.invalid",
    say({
      ja: t`終わりの ${moment(endsAt, ctx.zone)} が、始まりの ${moment(begin, ctx.zone)} より後になっていません。`,
      en: t`${moment(endsAt, ctx.zone)} is not after the beginning, ${moment(begin, ctx.zone)}.`,
    }),
    forms,
    "until",
  );
}
