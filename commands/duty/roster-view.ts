import { readRoster } from "../../db/queries/duty.ts";
import { namesOf } from "../../db/queries/members.ts";
import { inAskingOrder } from "../../src/domain/asking.ts";
import type { Layer, Roster } from "../../src/domain/roster.ts";
import { open } from "../../src/label.ts";
import { foreign, join, say, type Text, t, words } from "../../src/text.ts";
import { type Node, type View, view } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import type { Ctx } from "../contract.ts";
import { mayRun } from "../policy.ts";
import { clockText, weekdayOf, weekdays } from "./rotation.ts";
import { hoursWords } from "./words.ts";

type Names = ReadonlyMap<number, string>;
const name = (id: number, names: Names): Text<"public"> => foreign(open(names.get(id) ?? "?"));

/** "every week", "every 2 weeks", "every 3 days". */
function every(days: number): Text<"public"> {
  if (days === 7) return words({ ja: "毎週交代", en: "every week" });
  if (days === 1) return words({ ja: "毎日交代", en: "every day" });
  if (days % 7 === 0) return say({ ja: t`${open(days / 7)}週ごとに交代`, en: t`every ${open(days / 7)} weeks` });
  return say({ ja: t`${open(days)}日ごとに交代`, en: t`every ${open(days)} days` });
}

function layerText(ctx: Ctx, layer: Layer, names: Names): Text<"public"> {
  const order = join(
    layer.memberIds.map((id) => name(id, names)),
    " → ",
  );
  const weekday = words(weekdays.find((w) => w.value === weekdayOf(layer.anchorDay))?.words ?? { ja: "", en: "" });
  const at = foreign(open(`${clockText(layer.minutes)} ${layer.zone}`));
  const hand = layer.days % 7 === 0 ? join([weekday, at], " ") : at;
  const turns = say({ ja: t`${every(layer.days)}、${hand}`, en: t`${every(layer.days)}, ${hand}` });
  const place = foreign(open(layer.position));
  const own = join([place, foreign(open(layer.line)), order, turns, words(hoursWords[layer.hours])], " · ");
  if (layer.startsAt > ctx.now) {
    return say({
      ja: t`${own}（${moment(layer.startsAt, ctx.zone)} から）`,
      en: t`${own}, from ${moment(layer.startsAt, ctx.zone)}`,
    });
  }
  if (layer.endsAt === null) return own;
  return say({
    ja: t`${own}（${moment(layer.endsAt, ctx.zone)} まで）`,
    en: t`${own}, until ${moment(layer.endsAt, ctx.zone)}`,
  });
}

const span = (ctx: Ctx, s: { readonly startsAt: Date; readonly endsAt: Date }): Text<"public"> =>
  say({
    ja: t`${moment(s.startsAt, ctx.zone)} から ${moment(s.endsAt, ctx.zone)} まで`,
    en: t`${moment(s.startsAt, ctx.zone)} to ${moment(s.endsAt, ctx.zone)}`,
  });

/** What departs from the rotation, now and later. */
function departures(ctx: Ctx, roster: Roster, names: Names): Node<"public">[] {
  const ahead = <T extends { readonly startsAt: Date; readonly endsAt: Date }>(rows: readonly T[]): T[] =>
    rows.filter((r) => r.endsAt > ctx.now).toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  const rows = [
    ...ahead(roster.shifts).map((s) => ({
      text: say({
        ja: t`duty set: ${join(
          s.memberIds.map((id) => name(id, names)),
          " → ",
        )}、${span(ctx, s)}`,
        en: t`duty set: ${join(
          s.memberIds.map((id) => name(id, names)),
          " → ",
        )}, ${span(ctx, s)}`,
      }),
    })),
    ...ahead(roster.overrides).map((o) => ({
      text: say({
        ja: t`${open(o.line)} の変更: ${name(o.memberId, names)}、${span(ctx, o)}`,
        en: t`override of ${open(o.line)}: ${name(o.memberId, names)}, ${span(ctx, o)}`,
      }),
    })),
    ...ahead(roster.absences).map((a) => ({
      text: say({
        ja: t`不在: ${name(a.memberId, names)}、${span(ctx, a)}`,
        en: t`away: ${name(a.memberId, names)}, ${span(ctx, a)}`,
      }),
    })),
  ];
  if (rows.length === 0) return [];
  return [
    { kind: "heading", text: words({ ja: "輪番と違うところ", en: "Other than by rotation" }) },
    { kind: "items", rows },
  ];
}

/** Each opens a form. */
const actions = [
  { label: words({ ja: "系列を決める…", en: "Set a line…" }), run: "duty line" },
  { label: words({ ja: "一時的に変える…", en: "Override…" }), run: "duty override" },
  { label: words({ ja: "交換を申し出る…", en: "Offer a swap…" }), run: "duty swap" },
  { label: words({ ja: "不在を知らせる…", en: "Be away…" }), run: "duty away" },
];

/** The lines with their rotations, and what departs from them. @param said what was just done. */
export async function rosterView(ctx: Ctx, said?: Text<"public">): Promise<View<"public">> {
  const roster = await readRoster(ctx.tx, ctx.now);
  const layers = inAskingOrder(roster.layers.filter((l) => l.endsAt === null || l.endsAt > ctx.now));
  const ids = [...layers, ...roster.shifts].flatMap((r) => r.memberIds);
  const others = [...roster.overrides, ...roster.absences].map((r) => r.memberId);
  const names = await namesOf(ctx.tx, [...ids, ...others]);
  // A line with a planned change has several rows.
  const count = new Set(layers.map((l) => l.line)).size;
  const first: Text<"public"> =
    layers.length === 0
      ? words({ ja: "当番表はまだありません。", en: "There is no roster yet." })
      : say({
          ja: t`当番表: 系列${open(count)}件（知らせる順）`,
          en: t`Roster: ${open(count)} ${words({ ja: "", en: count === 1 ? "line" : "lines" })}, in the order in which they are asked`,
        });
  return view(
    words({ ja: "当番表", en: "Roster" }),
    ...(said === undefined ? [] : [{ kind: "para" as const, text: said }]),
    { kind: "para", text: first },
    { kind: "items", rows: layers.map((l) => ({ text: layerText(ctx, l, names) })) },
    ...departures(ctx, roster, names),
    { kind: "buttons", buttons: actions.filter((a) => mayRun(a.run, ctx.member.roles)) },
    {
      kind: "next",
      commands:
        layers.length === 0 ? ["duty line first hana,mori weekday=mon time=10:00"] : ["duty who", "duty ladder"],
    },
  );
}
