import { appendDesk } from "../../db/queries/audit.ts";
import { addShift, lockRoster } from "../../db/queries/duty.ts";
import { redrawHomes } from "../../db/queries/homes.ts";
import { open } from "../../src/label.ts";
import { foreign, join, say, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import { numberArg, optional } from "../args.ts";
import { command } from "../contract.ts";
import { getStart } from "../times.ts";
import { fromArg, getPeople, peopleArg } from "./args.ts";

export const dutySet = command({
  name: "duty set",
  summary: {
    ja: "当番を決める（先頭から順に知らせる）",
    en: "Put people on duty, in the order in which they are asked",
  },
  effects: "write",
  max: "public",
  args: {
    people: peopleArg,
    days: optional(numberArg({ ja: "日数（省略すると7）", en: "for how many days; 7 if left out" }, "7", 1, 366)),
    from: fromArg,
  },
  async run(ctx, { people, days = 7, from }) {
    await lockRoster(ctx.tx);
    const members = await getPeople(ctx, people);
    const startsAt = getStart(ctx, from, "from");
    const endsAt = ctx.calendar.addDays(startsAt, days);
    const memberIds = [...new Set(members.map((m) => m.id))];
    const shift = await addShift(ctx.tx, { startsAt, endsAt, memberIds, setBy: ctx.member.id });
    await redrawHomes(ctx.tx);
    await appendDesk(ctx.tx, ctx.keys, ctx.actor, ctx.now, [
      { action: "duty.set", data: { shift, members: memberIds } },
    ]);
    const order = join(
      members.map((m) => foreign(open(m.name))),
      " → ",
    );
    return view(
      words({ ja: "当番を決めました", en: "Duty set" }),
      {
        kind: "para",
        text: say({
          ja: t`当番: ${order} → デスクの部屋。${moment(startsAt, ctx.zone)} から ${moment(endsAt, ctx.zone)} まで。`,
          en: t`On duty: ${order} → desk room, from ${moment(startsAt, ctx.zone)} to ${moment(endsAt, ctx.zone)}.`,
        }),
      },
      { kind: "next", commands: ["duty who", "deadline list"] },
    );
  },
});
