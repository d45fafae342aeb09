import { lockCase, type StoredCase } from "../../db/queries/cases.ts";
import { addNote } from "../../db/queries/messages.ts";
import { cancelForParty } from "../../db/queries/notices.ts";
import { getParty, updateParty } from "../../db/queries/parties.ts";
import { lookSoon } from "../../db/queries/rooms.ts";
import { seal } from "../../src/crypto/keyring.ts";
import { happened } from "../../src/domain/case.ts";
import { open } from "../../src/label.ts";
import { say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg, textArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { dropProposals } from "../embargo/drop.ts";
import { propose } from "../propose.ts";
import { caseKey, digits, ref } from "../show.ts";
import { partyArg } from "./one.ts";

/** The reason as a note of the case, so that whoever confirms can read it. @returns the case as it is then, and the note. */
async function noteWhy(ctx: Ctx, stored: StoredCase, n: number, reason: string) {
  const body = seal(caseKey(ctx, stored), "notes.body", `party remove ${n}: ${reason}`);
  const note = await addNote(ctx.tx, { caseId: stored.id, at: ctx.now, by: ctx.member.id, body });
  await apply(ctx, stored, happened(stored, { type: "case.noted", note }));
  return { again: await lockCase(ctx.tx, stored.reference), note };
}

interface Input {
  readonly case: number;
  readonly party: number;
  readonly note: number;
}

/**
 * Takes a party off a case; comes here a second time when a second person has confirmed it. From then on its people are answered as
 * strangers to the case. What was said and tried stays. What waits for its rooms is not sent, but for one sentence if it was invited.
 */
export async function remove(ctx: Ctx, { case: reference, party: n, note }: Input): Promise<View<"public">> {
  const stored = await lockCase(ctx.tx, reference);
  const { party } = await getParty(ctx.tx, stored.id, n);
  const wasInvited = party.invitedAt !== null;
  const waits = wasInvited ? await propose(ctx, stored, "remove", { case: reference, party: n, note }) : undefined;
  if (waits !== undefined) return waits;
  const dropped = await dropProposals(ctx, stored.id, party.id);
  await updateParty(ctx.tx, party.id, { removedAt: ctx.now, answerBy: null });
  await cancelForParty(ctx.tx, stored.id, party.id, ctx.now);
  const events = [...dropped, { type: "party.removed", party: party.id, note } as const];
  await apply(ctx, stored, { before: stored, after: stored, events });
  // A room that it shared with others is held until the desk says anew who belongs there.
  if (party.sharesRoomAt !== null) await lookSoon(ctx.tx);
  const d = digits(stored);
  return view(
    say({
      ja: t`${ref(stored)}: 関係者${open(n)}を外しました`,
      en: t`${ref(stored)}: party ${open(n)} is off the case`,
    }),
    {
      kind: "para",
      text: wasInvited
        ? words({
            ja: "この案件はもう見えません。相手の部屋には、依頼が終わったことと、まだ守る約束があればそれだけを知らせます。記録は残ります。",
            en: "It sees nothing of the case any more. Its room is told that nothing more is asked, and what still binds if anything does. The record stays.",
          })
        : words({
            ja: "この案件のことは知らせていないので、何も送りません。記録は残ります。",
            en: "It was never told of the case, so nothing is sent. The record stays.",
          }),
    },
    { kind: "next", commands: [`party list ${d}`, `case history ${d}`] },
  );
}

export const partyRemove = command({
  name: "party remove",
  summary: {
    ja: "関係者を案件から外す（招いたあとは2人で）",
    en: "Take a party off a case; by two people once it was invited",
  },
  effects: "write",
  max: "public",
  args: {
    case: caseArg,
    party: partyArg,
    reason: textArg(
      { ja: "理由（デスクだけが読みます）", en: "why; only the desk reads it" },
      "added by mistake: another company of that name",
      1000,
    ),
  },
  async run(ctx, { case: reference, party: n, reason }): Promise<View<"public">> {
    const stored = await lockCase(ctx.tx, reference);
    await getParty(ctx.tx, stored.id, n);
    const { note } = await noteWhy(ctx, stored, n, reason);
    return await remove(ctx, { case: reference, party: n, note });
  },
});
