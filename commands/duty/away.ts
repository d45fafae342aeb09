import { appendDesk } from "../../db/queries/audit.ts";
import { addAbsence, lockRoster, readRoster } from "../../db/queries/duty.ts";
import { redrawHomes } from "../../db/queries/homes.ts";
import type { MemberRow } from "../../db/queries/members.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, t, words } from "../../src/text.ts";
import { type Node, view } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import { memberArg, optional } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { getMember } from "../people.ts";
import { getSpan } from "../times.ts";
import { spanArgs } from "./args.ts";
import { standIns } from "./stand-ins.ts";

/** Oneself, or for an administrator anybody. @param own the line that does it for oneself. @throws Refusal `not-allowed`. */
export async function ownOrAdmin(ctx: Ctx, typed: string | undefined, own: string): Promise<MemberRow> {
  const member = typed === undefined ? ctx.member : await getMember(ctx, typed, "member");
  if (member.id === ctx.member.id || ctx.member.roles.includes("admin")) return member;
  throw new Refusal(
    "not-allowed",
    words({
      ja: "ほかの人の不在は、管理者だけが登録したり終えたりできます。",
      en: "Only an administrator may say when somebody else is away or back.",
    }),
    say({ ja: t`自分の不在なら: ${open(own)}`, en: t`For yourself: ${open(own)}` }),
    "member",
  );
}

/** Where they were named by hand for that time: an absence does not undo it. */
async function stillNamed(ctx: Ctx, memberId: number, s: { startsAt: Date; endsAt: Date }): Promise<Node<"public">[]> {
  const { overrides, shifts } = await readRoster(ctx.tx, s.startsAt);
  const meets = (o: { startsAt: Date; endsAt: Date }): boolean => o.startsAt < s.endsAt && s.startsAt < o.endsAt;
  const n =
    overrides.filter((o) => o.memberId === memberId && meets(o)).length +
    shifts.filter((o) => o.memberIds.includes(memberId) && meets(o)).length;
  if (n === 0) return [];
  return [
    {
      kind: "para",
      text: say({
        ja: t`この期間に名指しで決められた当番が${open(n)}件あり、そのまま残っています。替わる人を決めてください: help duty override`,
        en: t`Named by hand for duty in that time: ${open(n)}. That stays; put somebody else there: help duty override`,
      }),
    },
  ];
}

export const dutyAway = command({
  name: "duty away",
  summary: {
    ja: "不在を知らせる（輪番の次の人がいれば代わりに当番になる）",
    en: "Say that you are away: the next of the rotation who is there stands in",
  },
  effects: "write",
  max: "public",
  args: {
    ...spanArgs,
    member: optional(memberArg({ ja: "不在の人（省略すると自分）", en: "who is away; you if left out" })),
  },
  async run(ctx, { from, until, member: typed }) {
    await lockRoster(ctx.tx);
    const member = await ownOrAdmin(ctx, typed, `duty away "${from}" "${until}"`);
    const span = getSpan(ctx, from, until);
    const instead = await standIns(ctx, member.id, span);
    await addAbsence(ctx.tx, { ...span, memberId: member.id, setBy: ctx.member.id });
    await redrawHomes(ctx.tx);
    const data = { member: member.id, from: span.startsAt.toISOString(), until: span.endsAt.toISOString() };
    await appendDesk(ctx.tx, ctx.keys, ctx.actor, ctx.now, [{ action: "duty.away", data }]);
    return view(
      words({ ja: "不在を登録しました", en: "Absence noted" }),
      {
        kind: "para",
        text: say({
          ja: t`${open(member.name)} は ${moment(span.startsAt, ctx.zone)} から ${moment(span.endsAt, ctx.zone)} まで不在です。`,
          en: t`${open(member.name)} is away from ${moment(span.startsAt, ctx.zone)} to ${moment(span.endsAt, ctx.zone)}.`,
        }),
      },
      ...instead,
      ...(await stillNamed(ctx, member.id, span)),
      { kind: "next", commands: ["duty who", "duty back"] },
    );
  },
});
