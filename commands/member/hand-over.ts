import { appendDesk } from "../../db/queries/audit.ts";
import { lockCaseById } from "../../db/queries/cases.ts";
import { lockRoster } from "../../db/queries/duty.ts";
import { redrawHomes } from "../../db/queries/homes.ts";
import { giveArranged, givePings, layersWith, replaceInLayer, type Work, workOf } from "../../db/queries/leaver.ts";
import type { MemberRow } from "../../db/queries/members.ts";
import { addNotices } from "../../db/queries/notices.ts";
import { decideSwap } from "../../db/queries/swaps.ts";
import { passCaseOn } from "../../src/domain/case.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { handleArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { personalDestinations } from "../destinations.ts";
import { seenArg } from "../duty/args.ts";
import { mustRead } from "../duty/readers.ts";
import { getMember } from "../people.ts";
import { mayRun } from "../policy.ts";
import { counts, isNone, workFields } from "./work.ts";

/** What only the preview gives: that this administrator saw exactly this work going from the one to the other. */
const proofOf = (ctx: Ctx, from: MemberRow, to: MemberRow, work: Work): string =>
  ctx.keys.request(`hand-over ${ctx.member.id} ${from.id} ${to.id} ${JSON.stringify(work)}`).slice(0, 16);

function preview(ctx: Ctx, from: MemberRow, to: MemberRow, work: Work, isStale: boolean): View<"public"> {
  const run = `member hand-over ${from.handle} ${to.handle} seen=${proofOf(ctx, from, to, work)}`;
  return view(
    words({ ja: "引き継ぐ前の確認", en: "Before it is handed over" }),
    {
      kind: "para",
      text: isStale
        ? words({
            ja: "確認のあとで内容が変わったため、まだ何も引き継いでいません。いまはこうなります。",
            en: "Something changed after you looked, so nothing was handed over. This is what there is now.",
          })
        : say({
            ja: t`まだ何も変わっていません。${open(from.name)} から ${open(to.name)} へ、次のものを一度に引き継ぎます。`,
            en: t`Nothing has changed yet. All this goes from ${open(from.name)} to ${open(to.name)} at once.`,
          }),
    },
    workFields(work),
    {
      kind: "buttons",
      buttons: [{ label: words({ ja: "引き継ぐ", en: "Hand over" }), run, style: "primary" }],
    },
    { kind: "next", commands: [run] },
  );
}

/** @throws Refusal `args.invalid` or `person.needed`. */
function check(from: MemberRow, to: MemberRow, work: Work): void {
  if (from.id === to.id) {
    throw new Refusal(
      "args.invalid",
      words({ ja: "引き継ぐ人と引き継がれる人が同じです。", en: "That is one and the same person." }),
      words({ ja: "メンバー: member list", en: "Who there is: member list" }),
      "to",
    );
  }
  if (!isNone(work)) mustRead(to, "to");
  if (work.cases.length === 0 || mayRun("case take", to.roles)) return;
  throw new Refusal(
    "person.needed",
    say({
      ja: t`${open(to.name)} の役割では案件を担当できません。`,
      en: t`${open(to.name)} has no role that works on cases.`,
    }),
    say({
      ja: t`役割を付ける: ${open(`member role ${to.handle} coordinator`)}`,
      en: t`Give one: ${open(`member role ${to.handle} coordinator`)}`,
    }),
    "to",
  );
}

/** The duty of one becomes the duty of the other, turn by turn: everybody else keeps theirs. */
async function giveDuty(ctx: Ctx, from: number, to: number, work: Work): Promise<void> {
  for (const layer of await layersWith(ctx.tx, from, ctx.now)) {
    const memberIds = layer.memberIds.map((m) => (m === from ? to : m));
    await replaceInLayer(ctx.tx, layer, memberIds, ctx.member.id, ctx.now);
  }
  await giveArranged(ctx.tx, work, from, to);
  // Nobody can agree for another, the successor neither.
  for (const id of work.swaps) await decideSwap(ctx.tx, id, ctx.member.id, ctx.now, "withdrawn");
}

/** Tells the successor once of all of it, and again of each ping that still looks for an answer. */
async function tell(
  ctx: Ctx,
  from: MemberRow,
  to: MemberRow,
  work: Work,
  running: Awaited<ReturnType<typeof givePings>>,
) {
  const destination = (await personalDestinations(ctx.tx, [to.id])).get(to.id);
  if (destination === undefined) return;
  const params = { from: from.id, cases: work.cases.length, pings: work.pings.length };
  const dedupe = `passed-on ${from.id} ${ctx.now.toISOString()} ${destination}`;
  await addNotices(
    ctx.tx,
    [
      { destination, kind: "passed-on", caseId: null, params, dedupe },
      ...running.map((p) => ({
        destination,
        kind: "ping",
        caseId: p.caseId,
        params: { ping: p.id },
        dedupe: `ping ${p.id} ${destination}`,
      })),
    ],
    ctx.now,
  );
}

/**
 * Everything that somebody has goes to somebody else in one transaction: cases with their deadlines, duty, pings. The first call
 * shows how much there is; the button under it brings the proof that the second needs.
 */
export const memberHandOver = command({
  name: "member hand-over",
  summary: {
    ja: "ある人の案件・期限・当番をまとめて別の人に引き継ぐ（確認してから）",
    en: "Give all of somebody's cases, deadlines and duty to somebody else, after a preview",
  },
  effects: "write",
  max: "public",
  args: {
    from: handleArg({ ja: "引き継ぐ元の人", en: "whose work it is" }),
    to: { ...handleArg({ ja: "引き継ぐ先の人", en: "who gets it" }), example: "mori" },
    seen: seenArg,
  },
  async run(ctx, { from: leaving, to: taking, seen }): Promise<View<"public">> {
    await lockRoster(ctx.tx);
    const from = await getMember(ctx, leaving, "from");
    const to = await getMember(ctx, taking, "to");
    const work = await workOf(ctx.tx, from.id, ctx.now);
    check(from, to, work);
    if (isNone(work)) {
      return view(
        words({ ja: "引き継ぐものはありません", en: "Nothing to hand over" }),
        {
          kind: "para",
          text: say({
            ja: t`${open(from.name)} には案件も当番も、確認を待つ通知もありません。`,
            en: t`${open(from.name)} has no case, no duty and no ping that waits.`,
          }),
        },
        { kind: "next", commands: [`member remove ${from.handle}`] },
      );
    }
    if (seen !== proofOf(ctx, from, to, work)) return preview(ctx, from, to, work, seen !== undefined);
    for (const id of work.cases) {
      const stored = await lockCaseById(ctx.tx, id);
      if (stored !== undefined && stored.assigneeId === from.id) await apply(ctx, stored, passCaseOn(stored, to.id));
    }
    await giveDuty(ctx, from.id, to.id, work);
    await tell(ctx, from, to, work, await givePings(ctx.tx, work.pings, to.id));
    await redrawHomes(ctx.tx);
    await appendDesk(ctx.tx, ctx.keys, ctx.actor, ctx.now, [
      { action: "member.handed-over", data: { from: from.id, to: to.id, ...counts(work) } },
    ]);
    return view(
      words({ ja: "引き継ぎました", en: "Handed over" }),
      {
        kind: "para",
        text: say({
          ja: t`${open(from.name)} のものを ${open(to.name)} に引き継ぎました。本人に知らせます。`,
          en: t`What ${open(from.name)} had is with ${open(to.name)} now, who is being told.`,
        }),
      },
      workFields(work),
      { kind: "next", commands: [`member remove ${from.handle}`, "duty roster"] },
    );
  },
});
