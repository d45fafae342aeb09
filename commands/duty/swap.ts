import { appendDesk } from "../../db/queries/audit.ts";
import { lockRoster } from "../../db/queries/duty.ts";
import type { MemberRow } from "../../db/queries/members.ts";
import { addNotices } from "../../db/queries/notices.ts";
import { addSwap } from "../../db/queries/swaps.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import { memberArg, optional, timeArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { personalDestinations } from "../destinations.ts";
import { getMember } from "../people.ts";
import { getMoment } from "../times.ts";
import { lineArg } from "./args.ts";
import { mustRead } from "./readers.ts";
import { notTheirs, type Share, shareAt, shareText } from "./shares.ts";

/** How long an offer waits for its answer. */
const offerHours = 72;

/** Keeps the offer and asks the other one. @returns its number and until when it stands. */
async function offer(ctx: Ctx, other: MemberRow, mine: Share, theirs: Share) {
  const last = Math.min(ctx.now.getTime() + offerHours * 3_600_000, mine.endsAt.getTime(), theirs.endsAt.getTime());
  const expiresAt = new Date(last);
  const id = await addSwap(ctx.tx, {
    ...mine,
    proposedBy: ctx.member.id,
    otherId: other.id,
    otherLine: theirs.line,
    otherStartsAt: theirs.startsAt,
    otherEndsAt: theirs.endsAt,
    proposedAt: ctx.now,
    expiresAt,
  });
  const destination = (await personalDestinations(ctx.tx, [other.id])).get(other.id);
  if (destination === undefined) {
    throw new Refusal(
      "person.needed",
      say({
        ja: t`${open(other.name)} に届く宛先がありません。`,
        en: t`There is no way to reach ${open(other.name)}.`,
      }),
      words({
        ja: "管理者がアカウントを結び付けます: member link",
        en: "An administrator links an account: member link",
      }),
    );
  }
  const dedupe = `swap ${id} ${destination}`;
  await addNotices(ctx.tx, [{ destination, kind: "swap", caseId: null, params: { swap: id }, dedupe }], ctx.now);
  await appendDesk(ctx.tx, ctx.keys, ctx.actor, ctx.now, [
    { action: "duty.swap-offered", data: { swap: id, to: other.id } },
  ]);
  return { id, expiresAt };
}

/** One offers, the other agrees: only then does anything change. */
export const dutySwap = command({
  name: "duty swap",
  summary: {
    ja: "当番の交換を申し出る（相手が承知すると入れ替わる）",
    en: "Offer to swap a turn of duty; it changes when the other agrees",
  },
  effects: "write",
  max: "public",
  args: {
    with: { ...memberArg({ ja: "交換する相手", en: "with whom" }), example: "mori" },
    mine: { ...timeArg({ ja: "渡す当番の日時", en: "a time in the turn that you give" }), example: "2026-12-03" },
    theirs: {
      ...timeArg({ ja: "引き受ける当番の日時", en: "a time in the turn that you take" }),
      example: "2026-12-10",
    },
    line: optional(lineArg),
  },
  async run(ctx, { with: typed, mine: given, theirs: taken, line }) {
    await lockRoster(ctx.tx);
    const other = await getMember(ctx, typed, "with");
    if (other.id === ctx.member.id) {
      throw new Refusal(
        "args.invalid",
        words({ ja: "自分とは交換できません。", en: "A swap takes two people." }),
        words({ ja: "ほかの人を選んでください: member list", en: "Choose somebody else: member list" }),
        "with",
      );
    }
    for (const who of [ctx.member, other]) mustRead(who, "with");
    const [at, otherAt] = [getMoment(ctx, given, "mine"), getMoment(ctx, taken, "theirs")];
    const mine = await shareAt(ctx, ctx.member.id, at, line);
    if (mine === undefined) throw await notTheirs(ctx, ctx.member.name, at, "mine");
    const theirs = await shareAt(ctx, other.id, otherAt, line);
    if (theirs === undefined) throw await notTheirs(ctx, other.name, otherAt, "theirs");
    const { id, expiresAt } = await offer(ctx, other, mine, theirs);
    return view(
      words({ ja: "当番の交換を申し出ました", en: "Swap offered" }),
      {
        kind: "para",
        text: say({
          ja: t`${open(other.name)} に交換を申し出ました（番号 ${open(id)}）。${moment(expiresAt, ctx.zone)} までに承知すると入れ替わります。それまでは何も変わりません。`,
          en: t`${open(other.name)} is asked to swap (no. ${open(id)}). Nothing changes unless they agree by ${moment(expiresAt, ctx.zone)}.`,
        }),
      },
      {
        kind: "fields",
        rows: [
          [words({ ja: "渡す当番", en: "You give" }), shareText(ctx, mine)],
          [words({ ja: "引き受ける当番", en: "You take" }), shareText(ctx, theirs)],
        ],
      },
      { kind: "next", commands: [`duty confirm ${id} no`, "duty who"] },
    );
  },
});
