import { bulletinSent, findDraft } from "../../db/queries/bulletins.ts";
import type { StoredCase } from "../../db/queries/cases.ts";
import { addNotices } from "../../db/queries/notices.ts";
import { addAttempt } from "../../db/queries/parties.ts";
import { groupRoomsOf, roomsOfParty, sharingVendors } from "../../db/queries/seats.ts";
import { addPartyMessage } from "../../db/queries/table.ts";
import { seal, unseal } from "../../src/crypto/keyring.ts";
import type { Case } from "../../src/domain/case.ts";
import type { CaseEvent } from "../../src/domain/events.ts";
import { attempted } from "../../src/domain/lifecycle/contact.ts";
import { vendorsIn } from "../../src/domain/rooms.ts";
import { type Standing, standings } from "../../src/domain/standing.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { optional, wordArg } from "../args.ts";
import type { Ctx } from "../contract.ts";
import { roomDestination } from "../destinations.ts";
import { sendCard } from "../party/card.ts";
import { caseKey, digits, ref } from "../show.ts";
import { countsOf, sentNodes } from "./counts.ts";
import { preview } from "./preview.ts";
import { card, proofOf, type Reach, reachOf, type Words } from "./reach.ts";

type R = "public" | "desk";

/** What only the preview's button gives: the draft's number, and that this member saw to whom it goes. */
export const seenArg = {
  ...optional(
    wordArg(
      { ja: "確認画面のボタンが付ける印", en: "what the preview's button adds" },
      "7-AAAAAAAAAAAAAAAA",
      /^\d{1,9}-[\w-]{16}$/,
    ),
  ),
  hidden: true,
};

/** A text that goes to several parties of a case, each by itself: none of them learns that there are others. */
export interface Several {
  readonly case: StoredCase;
  /** Only those who stand here; undefined: every vendor whom the desk invited and who has not declined. */
  readonly standing: Standing | undefined;
  /** `card`: no words, but the card that says what is asked and until when. Undefined: not given. */
  readonly text: string | typeof card | undefined;
  readonly seen: string | undefined;
  /** The verb with its case and standing, to which the button adds its proof. */
  readonly line: string;
}

const nobody = (c: StoredCase, standing: Standing | undefined, { beyond, declined }: Reach): Refusal =>
  new Refusal(
    "party.not-found",
    standing === undefined
      ? words({ ja: "招かれている開発者がいません。", en: "No vendor is invited to this case." })
      : say({
          ja: t`この状況（${words(standings[standing])}）の開発者は招かれていません。`,
          en: t`No invited vendor stands at "${words(standings[standing])}".`,
        }),
    say({
      ja: t`招かれていない関係者 ${open(beyond)}件、エンバーゴに不同意の開発者 ${open(declined)}社。状況を見る: ${open(`party list ${digits(c)}`)}`,
      en: t`Not invited: ${open(beyond)}; declined the embargo: ${open(declined)}. How each stands: ${open(`party list ${digits(c)}`)}`,
    }),
    "standing",
  );

/** In a room of several of its vendors a line says that each has something to read. */
async function tellGroups(ctx: Ctx, c: StoredCase): Promise<void> {
  const sharing = await sharingVendors(ctx.tx, c.reference);
  const all = await groupRoomsOf(ctx.tx, c.reference);
  const rooms = all.filter((r) => vendorsIn(r.audience).every((id) => sharing.includes(id))).map(roomDestination);
  await addNotices(
    ctx.tx,
    rooms.map((destination) => ({
      destination,
      kind: "group-news",
      caseId: c.id,
      params: {},
      dedupe: `group-news ${c.id} ${ctx.now.toISOString()} ${destination}`,
    })),
    ctx.now,
  );
}

/** One message for each, its notice and its attempt, as one change of the case. */
async function send(ctx: Ctx, m: Several, reach: Reach, text: Words): Promise<void> {
  const { case: c } = m;
  const key = caseKey(ctx, c);
  const events: CaseEvent[] = [];
  let after: Case = c;
  let all = reach.all;
  for (const p of reach.to) {
    const isCard = text === card || reach.byCard.has(p.id);
    if (!isCard) {
      const body = seal(key, "party_messages.body", text);
      const id = await addPartyMessage(ctx.tx, { partyId: p.id, at: ctx.now, byMember: ctx.member.id, body });
      events.push({ type: "party.written", party: p.id, message: id });
    }
    if (!reach.inRoom.has(p.id)) continue;
    if (isCard) await sendCard(ctx, c.id, p.id, (await roomsOfParty(ctx.tx, p.id)).map(roomDestination));
    const made = { at: ctx.now, means: "chat", outcome: "sent" } as const;
    await addAttempt(ctx.tx, { partyId: p.id, ...made, by: ctx.member.id, recordedAt: ctx.now });
    const tried = { ...p, attempts: [...p.attempts, made] };
    all = all.map((x) => (x.id === p.id ? tried : x));
    const step = attempted(after, all, tried, made);
    after = step.after;
    events.push(...step.events);
  }
  await apply(ctx, c, { before: c, after, events });
  if (m.standing === undefined) await tellGroups(ctx, c);
}

/**
 * In two acts: the first shows what is written to whom and keeps the text as a draft; the second brings its proof and sends exactly
 * that, unless somebody else would get it by now. @throws Refusal `party.not-found`, `args.missing`.
 */
export async function writeToSeveral(ctx: Ctx, m: Several, missing: () => Refusal): Promise<View<R>> {
  const { case: c } = m;
  const reach = await reachOf(ctx, c, m.standing);
  const [id = "", ...proof] = m.seen?.split("-") ?? [];
  const kept = m.seen === undefined ? undefined : await findDraft(ctx.tx, c.id, Number(id));
  const text = kept === undefined || m.text === card ? m.text : unseal(caseKey(ctx, c), "bulletins.body", kept.body);
  if (text === undefined) throw missing();
  if (reach.to.length === 0) throw nobody(c, m.standing, reach);
  const isSame = kept !== undefined && kept.standing === (m.standing ?? null);
  if (!isSame || proof.join("-") !== proofOf(ctx, kept.id, reach))
    return await preview(ctx, m, reach, text, m.seen !== undefined);
  await bulletinSent(ctx.tx, kept.id, ctx.now);
  await send(ctx, m, reach, text);
  const { room } = countsOf(reach);
  return view(
    room === 0
      ? say({ ja: t`${ref(c)}: 記録しました。何も送っていません`, en: t`${ref(c)}: kept, sent to nobody` })
      : say({ ja: t`${ref(c)}: ${open(room)}社に送ります`, en: t`${ref(c)}: on its way; vendors: ${open(room)}` }),
    ...sentNodes(reach),
    { kind: "next", commands: [`party list ${digits(c)}`] },
  );
}
