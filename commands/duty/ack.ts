import { lockCaseById, noSuchCase } from "../../db/queries/cases.ts";
import { ackStep, findPing, unackedOf } from "../../db/queries/deadlines.ts";
import { namesOf } from "../../db/queries/members.ts";
import { happened } from "../../src/domain/case.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import { apply } from "../apply.ts";
import { numberArg, optional } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { deadlineWords, digits, ref } from "../show.ts";

const nothing = (): Refusal =>
  new Refusal(
    "ping.not-found",
    words({ ja: "確認を待っている通知はありません。", en: "No ping waits for an acknowledgement." }),
    words({ ja: "一覧: me · deadline list", en: "See: me · deadline list" }),
  );

async function pingOf(ctx: Ctx, id: number | undefined) {
  const wanted = id ?? (await unackedOf(ctx.tx, ctx.member.id, 1))[0]?.ping.id;
  const found = wanted === undefined ? undefined : await findPing(ctx.tx, wanted);
  if (found === undefined) throw nothing();
  return found;
}

/** Says "I have it". Silences the ladder of this reminder only: the deadline runs on. A second word changes nothing. */
export const dutyAck = command({
  name: "duty ack",
  summary: { ja: "通知を確認した（対応する）と答える", en: "Acknowledge a ping: you have it" },
  effects: "write",
  max: "public",
  args: {
    ping: optional(
      numberArg(
        { ja: "通知の番号（省略すると最も古い自分宛て）", en: "number of the ping; your oldest if left out" },
        "7",
        1,
        Number.MAX_SAFE_INTEGER,
      ),
    ),
  },
  async run(ctx, { ping: id }) {
    const { ping, deadline } = await pingOf(ctx, id);
    // The case's row is the lock: of two people who press at once, the second sees the first one's name.
    const stored = await lockCaseById(ctx.tx, deadline.caseId);
    if (stored === undefined) throw noSuchCase();
    const fresh = await findPing(ctx.tx, ping.id);
    const by = fresh?.ping.ackedBy ?? null;
    const d = digits(stored);
    if (by !== null && fresh?.ping.ackedAt) {
      const names = await namesOf(ctx.tx, [by]);
      return view(
        say({ ja: t`${ref(stored)} は確認済みです`, en: t`${ref(stored)} was acknowledged` }),
        {
          kind: "para",
          text: say({
            ja: t`${ref(stored)} は ${open(names.get(by) ?? "?")} が ${moment(fresh.ping.ackedAt, ctx.zone)} に確認しています。`,
            en: t`${open(names.get(by) ?? "?")} acknowledged ${ref(stored)} on ${moment(fresh.ping.ackedAt, ctx.zone)}.`,
          }),
        },
        { kind: "next", commands: [`case show ${d}`] },
      );
    }
    await ackStep(ctx.tx, deadline.id, ping.step, ctx.member.id, ctx.now);
    await apply(ctx, stored, happened(stored, { type: "ping.acked", ping: ping.id }));
    return view(
      say({ ja: t`${ref(stored)} を確認しました`, en: t`${ref(stored)} acknowledged` }),
      {
        kind: "para",
        text: say({
          ja: t`${ref(stored)}「${deadlineWords(deadline.kind)}」を確認しました。ほかの人には知らせません。期限は ${moment(deadline.dueAt, ctx.zone)} のままです。`,
          en: t`${ref(stored)}, ${deadlineWords(deadline.kind)}: acknowledged, nobody else is woken. It is still due ${moment(deadline.dueAt, ctx.zone)}.`,
        }),
      },
      {
        kind: "next",
        commands: [`case show ${d}`, `deadline done ${deadline.id}`],
      },
    );
  },
});
