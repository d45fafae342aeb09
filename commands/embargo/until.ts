import { isDayAlone, readMoment } from "../../src/moments.ts";
import { optional, textArg, timeArg, zoneArg } from "../args.ts";
import type { Ctx } from "../contract.ts";
import { getFuture, getZone } from "../times.ts";

/** Arguments of a proposal. */
export const termsArgs = {
  until: optional({
    ...timeArg({
      ja: "終わりの日時（日だけなら12:00、省略すると設定の日数）",
      en: "when it ends; a day alone means 12:00, left out the usual days",
    }),
    example: "+45d",
  }),
  zone: optional(zoneArg({ ja: "untilのタイムゾーン", en: "time zone of until" })),
  why: optional(textArg({ ja: "理由（デスク内だけ）", en: "why, for the desk only" }, "release cycle", 500)),
};

/** The end that was typed, and the zone in which it was meant. @throws Refusal `args.invalid`. */
export function getEnd(
  ctx: Ctx,
  typed: { readonly until?: string | undefined; readonly zone?: string | undefined },
): { endsAt: Date; zone: string } {
  const zone = getZone(ctx, typed.zone);
  if (typed.until === undefined) {
    return { endsAt: ctx.calendar.addDays(ctx.now, ctx.settings["embargo.default-days"]), zone };
  }
  const dated = /^\d/.test(typed.until) && isDayAlone(typed.until);
  // A day without an hour is the desk's noon; an hour is that of the zone that was named with it.
  const at = dated ? undefined : readMoment(typed.until, ctx.now, zone, ctx.calendar);
  return { endsAt: at ?? getFuture(ctx, dated ? `${typed.until} 12:00` : typed.until, "until"), zone };
}
