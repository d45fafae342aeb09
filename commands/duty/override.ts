import { appendDesk } from "../../db/queries/audit.ts";
import { addOverrides, lockRoster, readRoster } from "../../db/queries/duty.ts";
import { redrawHomes } from "../../db/queries/homes.ts";
import { open } from "../../src/label.ts";
import { say, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import { memberArg, optional } from "../args.ts";
import { command } from "../contract.ts";
import { getMember } from "../people.ts";
import { getSpan } from "../times.ts";
import { lineArg, spanArgs } from "./args.ts";
import { getLine } from "./lines.ts";
import { mustRead } from "./readers.ts";

/** Another override over it, for whoever's turn it was, takes it back: the newest holds. */
export const dutyOverride = command({
  name: "duty override",
  summary: {
    ja: "ある期間だけ、輪番と違う人を当番にする",
    en: "Put somebody on duty for a span, in place of whoever's turn it is",
  },
  effects: "write",
  max: "public",
  args: {
    member: memberArg({ ja: "当番になる人", en: "who takes the duty" }),
    ...spanArgs,
    line: optional(lineArg),
  },
  async run(ctx, { member: typed, from, until, line: named }) {
    await lockRoster(ctx.tx);
    const member = await getMember(ctx, typed, "member");
    mustRead(member, "member");
    const { startsAt, endsAt } = getSpan(ctx, from, until);
    const line = getLine(await readRoster(ctx.tx, ctx.now), ctx.now, named);
    const [override] = await addOverrides(ctx.tx, [
      { line, memberId: member.id, startsAt, endsAt, setBy: ctx.member.id },
    ]);
    await redrawHomes(ctx.tx);
    await appendDesk(ctx.tx, ctx.keys, ctx.actor, ctx.now, [
      {
        action: "duty.override",
        data: { override, line, member: member.id, from: startsAt.toISOString(), until: endsAt.toISOString() },
      },
    ]);
    return view(
      words({ ja: "当番を一時的に変えました", en: "Duty overridden" }),
      {
        kind: "para",
        text: say({
          ja: t`「${open(line)}」の当番は、${moment(startsAt, ctx.zone)} から ${moment(endsAt, ctx.zone)} まで ${open(member.name)} です。`,
          en: t`${open(member.name)} has "${open(line)}" from ${moment(startsAt, ctx.zone)} to ${moment(endsAt, ctx.zone)}.`,
        }),
      },
      { kind: "next", commands: ["duty who", "duty roster"] },
    );
  },
});
