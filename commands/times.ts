import { open } from "../src/label.ts";
import { readMoment } from "../src/moments.ts";
import { Refusal } from "../src/refusal.ts";
import { say, t, words } from "../src/text.ts";
import { moment } from "../src/when.ts";
import type { Ctx } from "./contract.ts";

/** What goes out more than this after its time says so (milliseconds). Ticks come once a minute. */
export const lateAfter = 2 * 60_000;

const forms = words({
  ja: "書き方: 2026-12-03 · 2026-12-03 09:30 · 08:00 · +30m · +2h · +3d · +5bd（営業日）",
  en: "Forms: 2026-12-03 · 2026-12-03 09:30 · 08:00 · +30m · +2h · +3d · +5bd (business days)",
});

/** A moment that somebody typed for argument `field`. @throws Refusal `args.invalid` with the forms that are read. */
export function getMoment(ctx: Ctx, typed: string, field: string): Date {
  const at = readMoment(typed, ctx.now, ctx.zone, ctx.calendar);
  if (at !== undefined) return at;
  throw new Refusal(
    "args.invalid",
    say({ ja: t`「${open(typed)}」は日時として読めません。`, en: t`"${open(typed)}" cannot be read as a time.` }),
    forms,
    field,
  );
}

const dayAlone = /^\d{4}-\d{2}-\d{2}$/;

/**
 * A span that somebody typed. A day alone means all of it: from its beginning, or to its end.
 * @throws Refusal `args.invalid` when it ends before it begins, or ended already.
 */
export function getSpan(ctx: Ctx, from: string | undefined, until: string): { startsAt: Date; endsAt: Date } {
  const begin = from !== undefined && dayAlone.test(from) ? `${from} 00:00` : from;
  const startsAt = begin === undefined ? ctx.now : getMoment(ctx, begin, "from");
  const end = getFuture(ctx, until, "until");
  const endsAt = dayAlone.test(until) ? ctx.calendar.addDays(ctx.calendar.atHour(end, 0), 1) : end;
  if (startsAt < endsAt) return { startsAt, endsAt };
  throw new Refusal(
    "args.invalid",
    say({
      ja: t`${moment(endsAt, ctx.zone)} は、始まりの ${moment(startsAt, ctx.zone)} より前です。`,
      en: t`${moment(endsAt, ctx.zone)} is before the beginning, ${moment(startsAt, ctx.zone)}.`,
    }),
    forms,
    "until",
  );
}

/** The same, for moments that must lie ahead. */
export function getFuture(ctx: Ctx, typed: string, field: string): Date {
  const at = getMoment(ctx, typed, field);
  if (at > ctx.now) return at;
  throw new Refusal(
    "args.invalid",
    say({ ja: t`${moment(at, ctx.zone)} は過ぎています。`, en: t`${moment(at, ctx.zone)} has passed.` }),
    forms,
    field,
  );
}
