import { open } from "./label.ts";
import { say, type Text, t } from "./text.ts";

interface Zoned {
  readonly date: Readonly<Record<"ja" | "en", string>>;
  readonly time: string;
  readonly zone: string;
}

/** The short name people use; `Intl` gives "GMT+9" for most. */
const zoneName = (moment: Date, zone: string): string => {
  if (zone === "Asia/Tokyo") return "JST";
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeZoneName: "short" }).formatToParts(moment);
  return parts.find((p) => p.type === "timeZoneName")?.value ?? zone;
};

function zoned(moment: Date, zone: string): Zoned {
  const date = (locale: string): string => {
    const options = { timeZone: zone, weekday: "short", day: "numeric", month: "short", year: "numeric" } as const;
    const get = new Intl.DateTimeFormat(locale, options).formatToParts(moment);
    const part = (type: string): string => get.find((p) => p.type === type)?.value ?? "";
    return locale === "ja-JP"
      ? `${part("year")}年${part("month").replace(/月$/, "")}月${part("day")}日(${part("weekday")})`
      : `${part("weekday")} ${part("day")} ${part("month")} ${part("year")}`;
  };
  const time = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" }).format(moment);
  return { date: { ja: date("ja-JP"), en: date("en-GB") }, time, zone: zoneName(moment, zone) };
}

/** "Fri 20 Nov 2026 10:12 JST" / "2026年11月20日(金) 10:12 JST". */
export function moment(at: Date, zone: string): Text<"public"> {
  const z = zoned(at, zone);
  const tail = `${z.time} ${z.zone}`;
  return say({ ja: t`${open(`${z.date.ja} ${tail}`)}`, en: t`${open(`${z.date.en} ${tail}`)}` });
}

/** The day alone, with its weekday. */
export function day(at: Date, zone: string): Text<"public"> {
  const z = zoned(at, zone);
  return say({ ja: t`${open(z.date.ja)}`, en: t`${open(z.date.en)}` });
}

const units = [
  { minutes: 1440, ja: "日", en: "day" },
  { minutes: 60, ja: "時間", en: "h" },
  { minutes: 1, ja: "分", en: "min" },
] as const;

/** "in 5 h 50 min" or "2 days 3 h ago": the two largest units, rounded down to minutes. */
export function distance(from: Date, to: Date): Text<"public"> {
  let minutes = Math.floor(Math.abs(to.getTime() - from.getTime()) / 60_000);
  const ja: string[] = [];
  const en: string[] = [];
  for (const unit of units) {
    const n = Math.floor(minutes / unit.minutes);
    minutes -= n * unit.minutes;
    if (n === 0 || ja.length === 2) continue;
    ja.push(`${n}${unit.ja}`);
    en.push(`${n} ${unit.en === "day" && n !== 1 ? "days" : unit.en}`);
  }
  if (ja.length === 0) return say({ ja: t`いま`, en: t`now` });
  const past = to.getTime() < from.getTime();
  return past
    ? say({ ja: t`${open(ja.join(""))}前`, en: t`${open(en.join(" "))} ago` })
    : say({ ja: t`あと${open(ja.join(""))}`, en: t`in ${open(en.join(" "))}` });
}
