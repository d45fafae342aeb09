import { open } from "./label.ts";
import type { Locale } from "./locale.ts";
import type { Words } from "./render.ts";
import { join, say, Text, t } from "./text.ts";

interface Zoned {
  readonly date: Readonly<Record<"ja" | "en", string>>;
  readonly time: string;
  readonly zone: string;
}

/** Making an Intl formatter takes a hundred times as long as using it, so each zone's are kept. */
interface Formats {
  readonly ja: Intl.DateTimeFormat;
  readonly en: Intl.DateTimeFormat;
  readonly time: Intl.DateTimeFormat;
  readonly zone: Intl.DateTimeFormat;
}

const made = new Map<string, Formats>();

function formatsIn(zone: string): Formats {
  const day = { timeZone: zone, weekday: "short", day: "numeric", month: "short", year: "numeric" } as const;
  const formats = made.get(zone) ?? {
    ja: new Intl.DateTimeFormat("ja-JP", day),
    en: new Intl.DateTimeFormat("en-GB", day),
    time: new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" }),
    zone: new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeZoneName: "short" }),
  };
  made.set(zone, formats);
  return formats;
}

const partsOf = (format: Intl.DateTimeFormat, moment: Date) => {
  const parts = format.formatToParts(moment);
  return (type: string): string => parts.find((p) => p.type === type)?.value ?? "";
};

/** The short name people use; `Intl` gives "GMT+9" for most. */
const zoneName = (moment: Date, zone: string): string =>
  zone === "Asia/Tokyo" ? "JST" : partsOf(formatsIn(zone).zone, moment)("timeZoneName") || zone;

function zoned(moment: Date, zone: string): Zoned {
  const formats = formatsIn(zone);
  const ja = partsOf(formats.ja, moment);
  const en = partsOf(formats.en, moment);
  return {
    date: {
      ja: `${ja("year")}年${ja("month").replace(/月$/, "")}月${ja("day")}日(${ja("weekday")})`,
      en: `${en("weekday")} ${en("day")} ${en("month")} ${en("year")}`,
    },
    time: formats.time.format(moment),
    zone: zoneName(moment, zone),
  };
}

/** "Fri 20 Nov 2026 10:12 JST" / "2026年11月20日(金) 10:12 JST". */
export function moment(at: Date, zone: string): Text<"public"> {
  const z = zoned(at, zone);
  const tail = `${z.time} ${z.zone}`;
  return say({ ja: t`${open(`${z.date.ja} ${tail}`)}`, en: t`${open(`${z.date.en} ${tail}`)}` });
}

/**
 * The same moment once more, on the clock of whoever reads it: Slack, Discord, a page with a script and the terminal know the
 * reader's zone, we do not. Nothing where a place cannot show it, so it must never be the only one that names the moment.
 */
export function readersOwn(at: Date): Text<"public"> {
  const part = { text: "", trusted: true, rank: "public", at } as const;
  return new Text({ ja: [part], en: [part] });
}

/** A moment that people in other zones must keep: ours, and their own. */
export const everywhere = (at: Date, zone: string): Text<"public"> => join([moment(at, zone), readersOwn(at)], "");

/** A moment that a platform draws on its reader's clock, and our words around it. */
export interface OwnClock {
  readonly before: string;
  readonly at: Date;
  readonly after: string;
}

const around: Readonly<Record<Locale, Pick<OwnClock, "before" | "after">>> = {
  ja: { before: "（お手元の時計では ", after: "）" },
  en: { before: " (on your clock ", after: ")" },
};

/** A text in runs: characters, and the moments that the reader's own clock shows. */
export function clocked(text: Words, locale: Locale): (string | OwnClock)[] {
  const out: (string | OwnClock)[] = [];
  for (const { text: letters, at } of text) {
    const last = out.at(-1);
    if (at !== undefined) out.push({ at, ...around[locale] });
    else if (typeof last === "string") out[out.length - 1] = last + letters;
    else out.push(letters);
  }
  return out;
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
