import { appendDesk } from "../../db/queries/audit.ts";
import { addOverrides, lockRoster } from "../../db/queries/duty.ts";
import { redrawHomes } from "../../db/queries/homes.ts";
import { listMembers, namesOf } from "../../db/queries/members.ts";
import { addNotices } from "../../db/queries/notices.ts";
import { decideSwap, lockSwap, type Swap } from "../../db/queries/swaps.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import { choiceArg, numberArg, optional } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { personalDestinations } from "../destinations.ts";
import { mustRead } from "./readers.ts";
import { type Share, shareAt } from "./shares.ts";

/** @throws Refusal `swap.not-found` or `not-allowed`. */
function check(ctx: Ctx, swap: Swap | undefined, agrees: boolean): asserts swap is Swap {
  if (swap === undefined || swap.outcome !== null) {
    throw new Refusal(
      "swap.not-found",
      words({
        ja: "その番号で返事を待っている交換はありません。",
        en: "No swap with that number waits for an answer.",
      }),
      words({ ja: "いまの当番: duty who", en: "Who is on duty: duty who" }),
    );
  }
  if (swap.expiresAt <= ctx.now) {
    throw new Refusal(
      "swap.not-found",
      say({
        ja: t`この申し出は ${moment(swap.expiresAt, ctx.zone)} に期限が切れました。何も変わっていません。`,
        en: t`That offer lapsed ${moment(swap.expiresAt, ctx.zone)}; nothing has changed.`,
      }),
      words({ ja: "もう一度申し出てください: duty swap", en: "Offer it again: duty swap" }),
    );
  }
  // Whoever offered it may take it back, but not agree in the other's place, on whatever account they come.
  if (swap.otherId === ctx.member.id || (!agrees && swap.proposedBy === ctx.member.id)) return;
  throw new Refusal(
    "not-allowed",
    words({ ja: "承知できるのは、申し出を受けた本人だけです。", en: "Only the one who was asked can agree to it." }),
    words({
      ja: "取り下げは申し出た人がします: duty confirm 番号 no",
      en: "Who offered it can take it back: duty confirm NUMBER no",
    }),
  );
}

/** What of one side is still as it was offered and lies ahead. @throws Refusal `swap.stale`. */
async function stillTheirs(ctx: Ctx, memberId: number, offered: Share): Promise<Share> {
  const from = new Date(Math.max(offered.startsAt.getTime(), ctx.now.getTime()));
  const share = await shareAt(ctx, memberId, from, offered.line);
  if (share !== undefined && share.startsAt <= from && share.endsAt >= offered.endsAt)
    return { ...offered, startsAt: from };
  throw new Refusal(
    "swap.stale",
    words({
      ja: "申し出のあとで当番表が変わったため、交換していません。",
      en: "The roster has changed since it was offered; nothing was swapped.",
    }),
    words({
      ja: "当番表を見て、もう一度申し出てください: duty roster",
      en: "Look at it, then offer again: duty roster",
    }),
  );
}

/** The two overrides that a swap is. */
async function exchange(ctx: Ctx, swap: Swap): Promise<number[]> {
  const { proposedBy, otherId, line, startsAt, endsAt } = swap;
  for (const member of await listMembers(ctx.tx)) {
    if (member.id === proposedBy || member.id === otherId) mustRead(member, "swap");
  }
  const given = await stillTheirs(ctx, proposedBy, { line, startsAt, endsAt });
  const taken = await stillTheirs(ctx, otherId, {
    line: swap.otherLine,
    startsAt: swap.otherStartsAt,
    endsAt: swap.otherEndsAt,
  });
  return await addOverrides(ctx.tx, [
    { ...given, memberId: otherId, setBy: ctx.member.id },
    { ...taken, memberId: proposedBy, setBy: ctx.member.id },
  ]);
}

/** Tells the other side how it was decided. */
async function tellOther(ctx: Ctx, swap: Swap): Promise<void> {
  const to = swap.otherId === ctx.member.id ? swap.proposedBy : swap.otherId;
  const destination = (await personalDestinations(ctx.tx, [to])).get(to);
  if (destination === undefined) return;
  const dedupe = `swap ${swap.id} decided ${destination}`;
  await addNotices(
    ctx.tx,
    [{ destination, kind: "swap", caseId: null, params: { swap: swap.id, decided: true }, dedupe }],
    ctx.now,
  );
}

export const dutyConfirm = command({
  name: "duty confirm",
  summary: { ja: "当番の交換の申し出に答える", en: "Answer an offer to swap duty" },
  effects: "write",
  max: "public",
  args: {
    swap: numberArg({ ja: "申し出の番号", en: "number of the offer" }, "3", 1, Number.MAX_SAFE_INTEGER),
    answer: optional(
      choiceArg({ ja: "承知するか断るか", en: "agree or refuse" }, [
        { value: "yes", words: { ja: "承知する", en: "agree" } },
        { value: "no", words: { ja: "断る", en: "refuse" } },
      ]),
    ),
  },
  async run(ctx, { swap: id, answer = "yes" }) {
    await lockRoster(ctx.tx);
    const swap = await lockSwap(ctx.tx, id);
    const agrees = answer === "yes";
    check(ctx, swap, agrees);
    const overrides = agrees ? await exchange(ctx, swap) : [];
    const outcome = agrees ? "agreed" : swap.proposedBy === ctx.member.id ? "withdrawn" : "refused";
    await decideSwap(ctx.tx, id, ctx.member.id, ctx.now, outcome);
    await tellOther(ctx, swap);
    await redrawHomes(ctx.tx);
    await appendDesk(ctx.tx, ctx.keys, ctx.actor, ctx.now, [
      { action: "duty.swap-decided", data: { swap: id, outcome, proposedBy: swap.proposedBy, overrides } },
    ]);
    const names = await namesOf(ctx.tx, [swap.proposedBy, swap.otherId]);
    const who = open(names.get(swap.proposedBy === ctx.member.id ? swap.otherId : swap.proposedBy) ?? "?");
    return view(
      agrees
        ? words({ ja: "当番を交換しました", en: "Duty swapped" })
        : words({ ja: "交換しません", en: "Not swapped" }),
      {
        kind: "para",
        text: agrees
          ? say({
              ja: t`${who} と当番を交換しました。相手に知らせます。`,
              en: t`Swapped with ${who}, who is being told.`,
            })
          : say({ ja: t`何も変わりません。${who} に知らせます。`, en: t`Nothing changes. ${who} is being told.` }),
      },
      { kind: "next", commands: ["duty roster", "duty who"] },
    );
  },
});
