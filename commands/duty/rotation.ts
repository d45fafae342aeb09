import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, t, words } from "../../src/text.ts";

/** In the order of the days from 1970's first Monday on. */
export const weekdays = [
  { value: "mon", words: { ja: "月曜", en: "Monday" } },
  { value: "tue", words: { ja: "火曜", en: "Tuesday" } },
  { value: "wed", words: { ja: "水曜", en: "Wednesday" } },
  { value: "thu", words: { ja: "木曜", en: "Thursday" } },
  { value: "fri", words: { ja: "金曜", en: "Friday" } },
  { value: "sat", words: { ja: "土曜", en: "Saturday" } },
  { value: "sun", words: { ja: "日曜", en: "Sunday" } },
] as const;
type Weekday = (typeof weekdays)[number]["value"];

/** The weekday of a day numbered since 1970: day 0 was a Thursday. */
export const weekdayOf = (day: number): Weekday => weekdays[(((day + 3) % 7) + 7) % 7]?.value ?? "mon";

/** Minutes after midnight of "10:00". @throws Refusal `args.invalid`. */
export function readClock(typed: string): number {
  const [hour = 24, minute = 60] = typed.split(":").map(Number);
  if (hour < 24 && minute < 60) return hour * 60 + minute;
  throw new Refusal(
    "args.invalid",
    say({ ja: t`「${open(typed)}」は時刻として読めません。`, en: t`"${open(typed)}" is no time of day.` }),
    words({ ja: "例: 10:00", en: "Such as 10:00" }),
    "time",
  );
}

/** "10:00". */
export const clockText = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((n) => String(n).padStart(2, "0")).join(":");
