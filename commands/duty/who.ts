import { nextShift, shiftAt } from "../../db/queries/duty.ts";
import { namesOf } from "../../db/queries/members.ts";
import { open } from "../../src/label.ts";
import { foreign, join, say, type Text, t, words } from "../../src/text.ts";
import { type Node, view } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import { optional, timeArg } from "../args.ts";
import { command } from "../contract.ts";
import { getMoment } from "../times.ts";

const people = (ids: readonly number[], names: ReadonlyMap<number, string>): Text<"public"> =>
  join(
    ids.map((id) => foreign(open(names.get(id) ?? "?"))),
    " → ",
  );

export const dutyWho = command({
  name: "duty who",
  summary: { ja: "当番と、応答がないときの順番を表示する", en: "Show who is on duty, and who is asked next" },
  effects: "read",
  max: "public",
  args: { at: optional(timeArg({ ja: "いつの当番か（省略すると今）", en: "at which time; now if left out" })) },
  async run(ctx, { at }) {
    const when = at === undefined ? ctx.now : getMoment(ctx, at, "at");
    const [shift, next] = await Promise.all([shiftAt(ctx.tx, when), nextShift(ctx.tx, when)]);
    const names = await namesOf(ctx.tx, [...(shift?.memberIds ?? []), ...(next?.memberIds ?? [])]);
    const later: Node<"public">[] =
      next === undefined
        ? []
        : [
            {
              kind: "para",
              text: say({
                ja: t`次: ${people(next.memberIds, names)}（${moment(next.startsAt, ctx.zone)} から）`,
                en: t`Next: ${people(next.memberIds, names)}, from ${moment(next.startsAt, ctx.zone)}.`,
              }),
            },
          ];
    if (shift === undefined) {
      return view(
        words({ ja: "当番", en: "Duty" }),
        {
          kind: "para",
          text: words({
            ja: "当番は決まっていません。期限の通知はデスクの部屋に届きます。",
            en: "Nobody is on duty. Pings go to the desk room.",
          }),
        },
        ...later,
        { kind: "next", commands: [`duty set ${ctx.member.handle}`] },
      );
    }
    const wait = ctx.settings["ping.escalate-minutes"];
    return view(
      words({ ja: "当番", en: "Duty" }),
      {
        kind: "para",
        text: say({
          ja: t`${people(shift.memberIds, names)} → デスクの部屋（${moment(shift.endsAt, ctx.zone)} まで）`,
          en: t`${people(shift.memberIds, names)} → desk room, until ${moment(shift.endsAt, ctx.zone)}.`,
        }),
      },
      {
        kind: "para",
        text: say({
          ja: t`通知に${open(wait)}分応答がなければ次の人に知らせます。`,
          en: t`A ping that nobody acknowledges within ${open(wait)} minutes goes to the next.`,
        }),
      },
      ...later,
    );
  },
});
