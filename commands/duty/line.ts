import { appendDesk } from "../../db/queries/audit.ts";
import { addLayer, endLayer, lockRoster, readRoster, versionsFrom } from "../../db/queries/duty.ts";
import { redrawHomes } from "../../db/queries/homes.ts";
import { wallIn } from "../../src/calendar.ts";
import type { Hours, Layer } from "../../src/domain/roster.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, type Text, t, words } from "../../src/text.ts";
import type { View } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import { choiceArg, numberArg, optional, wordArg } from "../args.ts";
import { type Ctx, command, type Input } from "../contract.ts";
import * as refuse from "../refusals.ts";
import { getStart, getZone } from "../times.ts";
import { fromArg, getPeople, lineArg, peopleArg, seenArg } from "./args.ts";
import { linesOf } from "./lines.ts";
import { removeLine } from "./remove-line.ts";
import { rosterView } from "./roster-view.ts";
import { readClock, weekdayOf, weekdays } from "./rotation.ts";
import { hoursWords } from "./words.ts";

const hours = Object.entries(hoursWords).map(([value, both]) => ({ value, words: both }));
const isHours = (s: string): s is Hours => Object.hasOwn(hoursWords, s);

const args = {
  line: lineArg,
  people: optional({
    ...peopleArg,
    summary: { ja: "輪番の順にコンマ区切りで", en: "people in the order of their turns, with commas" },
    label: { ja: "当番（輪番の順）", en: "People, in the order of their turns" },
  }),
  days: optional(numberArg({ ja: "1回の日数（省略すると7）", en: "days of a turn; 7 if left out" }, "7", 1, 28)),
  weekday: optional(
    choiceArg(
      { ja: "交代の曜日（省略すると月曜）", en: "weekday of the hand-over; Monday if left out" },
      weekdays.map(({ value, words: both }) => ({ value, words: both })),
    ),
  ),
  time: optional(
    wordArg(
      { ja: "交代の時刻（省略すると10:00）", en: "time of the hand-over; 10:00 if left out" },
      "10:00",
      /^\d{1,2}:\d{2}$/,
    ),
  ),
  zone: optional(
    wordArg(
      { ja: "時刻の時間帯（省略するとデスクの時間帯）", en: "time zone of that time; the desk's if left out" },
      "Europe/London",
      /^[\w/+-]{2,50}$/,
    ),
  ),
  hours: optional(
    choiceArg({ ja: "受け持つ時間（省略するといつも）", en: "when the line has people; always if left out" }, hours),
  ),
  position: optional(
    numberArg(
      { ja: "何番目に知らせるか（新しい系列で省略すると最後）", en: "its place among the lines; a new one comes last" },
      "1",
      1,
      9,
    ),
  ),
  from: fromArg,
  remove: optional(
    choiceArg({ ja: "この系列をやめる", en: "take the line out" }, [
      { value: "no", words: { ja: "やめない", en: "no" } },
      { value: "yes", words: { ja: "やめる", en: "yes" } },
    ]),
  ),
  seen: seenArg,
};

/** The layer that these words make: what is left out stays as it was, or is the default. */
async function layerOf(
  ctx: Ctx,
  input: Input<typeof args>,
  line: string,
  startsAt: Date,
  old: Layer | undefined,
): Promise<Omit<Layer, "position" | "endsAt">> {
  const members = input.people === undefined ? undefined : await getPeople(ctx, input.people);
  const memberIds = members?.map((m) => m.id) ?? old?.memberIds;
  if (memberIds === undefined) throw refuse.missingArgument(dutyLine, "people", args.people);
  const zone = getZone(ctx, input.zone ?? old?.zone);
  const minutes = input.time === undefined ? (old?.minutes ?? 600) : readClock(input.time);
  const days = input.days ?? old?.days ?? 7;
  const hasNewTurns = [input.people, input.days, input.weekday, input.time, input.zone].some((x) => x !== undefined);
  const wall = wallIn(zone);
  const today = wall.dayOf(startsAt);
  let anchorDay = wall.at(today, minutes) <= startsAt ? today : today - 1;
  const weekday =
    input.weekday ?? (old === undefined ? (days % 7 === 0 ? "mon" : undefined) : weekdayOf(old.anchorDay));
  // The first one's turn is the one that runs when the layer begins.
  while (weekday !== undefined && weekdayOf(anchorDay) !== weekday) anchorDay -= 1;
  return {
    line,
    memberIds,
    days,
    minutes,
    zone,
    anchorDay: old !== undefined && !hasNewTurns ? old.anchorDay : anchorDay,
    hours: input.hours !== undefined && isHours(input.hours) ? input.hours : (old?.hours ?? "always"),
    startsAt,
  };
}

/** Somebody changed it between this act's beginning and its turn: what was typed was meant for something else. */
const meanwhile = (line: string): Refusal =>
  new Refusal(
    "roster.stale",
    say({
      ja: t`ほかの人がいま「${open(line)}」を変えたため、何も変えていません。`,
      en: t`Somebody else has just changed "${open(line)}"; nothing was changed.`,
    }),
    words({
      ja: "当番表を見て、もう一度入力してください: duty roster",
      en: "Look at it, then say it again: duty roster",
    }),
  );

/** A version that begins within so many milliseconds was made by somebody at the same time. */
const atOnce = 60_000;

async function change(ctx: Ctx, input: Input<typeof args>, line: string): Promise<View<"public">> {
  const startsAt = getStart(ctx, input.from, "from");
  const versions = await versionsFrom(ctx.tx, line, startsAt);
  const old = versions.find((l) => l.startsAt <= startsAt);
  const next = versions.find((l) => l.startsAt > startsAt);
  if (input.from === undefined && next !== undefined && next.startsAt.getTime() - startsAt.getTime() < atOnce)
    throw meanwhile(line);
  const lines = linesOf(await readRoster(ctx.tx, ctx.now), ctx.now);
  const last = Math.max(0, ...lines.map((l) => l.position));
  const made = await layerOf(ctx, input, line, startsAt, old);
  const layer: Layer = {
    ...made,
    position: input.position ?? old?.position ?? next?.position ?? last + 1,
    // What was planned for later stays: another version, or the line's end.
    endsAt: old?.endsAt ?? next?.startsAt ?? null,
  };
  if (old !== undefined) await endLayer(ctx.tx, old.id, startsAt);
  await addLayer(ctx.tx, { ...layer, memberIds: [...layer.memberIds], setBy: ctx.member.id });
  await redrawHomes(ctx.tx);
  const { startsAt: _, endsAt, ...data } = layer;
  await appendDesk(ctx.tx, ctx.keys, ctx.actor, ctx.now, [
    { action: "duty.roster", data: { ...data, from: startsAt.toISOString(), until: endsAt?.toISOString() ?? null } },
  ]);
  return await rosterView(ctx, readsAs(ctx, layer));
}

/** From when a line is as it was just said, and until when. */
function readsAs(ctx: Ctx, { line, startsAt, endsAt }: Layer): Text<"public"> {
  if (endsAt === null) {
    return say({
      ja: t`「${open(line)}」は ${moment(startsAt, ctx.zone)} から次のとおりです。`,
      en: t`"${open(line)}" reads as follows from ${moment(startsAt, ctx.zone)}.`,
    });
  }
  return say({
    ja: t`「${open(line)}」は ${moment(startsAt, ctx.zone)} から ${moment(endsAt, ctx.zone)} まで次のとおりです。その後は、先に決めてあったとおりです。`,
    en: t`"${open(line)}" reads as follows from ${moment(startsAt, ctx.zone)} to ${moment(endsAt, ctx.zone)}; what was planned from then on stays.`,
  });
}

const changing = Object.keys(args).filter((name) => name !== "line" && name !== "seen");

/** Makes a line of the roster, changes it from a moment on, or takes it out. What is left out stays as it was. */
export const dutyLine = command({
  name: "duty line",
  summary: {
    ja: "当番表の系列を作る・変える・やめる",
    en: "Make, change or remove a line of the roster",
  },
  effects: "write",
  max: "public",
  args,
  form: { when: changing },
  needs: ["people"],
  async run(ctx, input): Promise<View<"public">> {
    const { line } = input;
    await lockRoster(ctx.tx);
    if (input.remove === "yes") return await removeLine(ctx, line, input.from, input.seen);
    // With nothing to change there is nothing to do.
    if (Object.keys(input).length === 1) throw refuse.missingArgument(dutyLine, "people", args.people);
    return await change(ctx, input, line);
  },
});
