import { addBulletin, bulletinSent, findDraft } from "../../db/queries/bulletins.ts";
import type { StoredCase } from "../../db/queries/cases.ts";
import { addNotices } from "../../db/queries/notices.ts";
import { addAttempt, partiesOf, type StoredParty } from "../../db/queries/parties.ts";
import { groupRoomsOf, roomsOfParty, sharingVendors, vendorsWithRoom } from "../../db/queries/seats.ts";
import { addPartyMessage } from "../../db/queries/table.ts";
import { seal, unseal } from "../../src/crypto/keyring.ts";
import type { Case } from "../../src/domain/case.ts";
import { consentAt } from "../../src/domain/embargo/consent.ts";
import type { CaseEvent } from "../../src/domain/events.ts";
import { attempted } from "../../src/domain/lifecycle/contact.ts";
import { vendorsIn } from "../../src/domain/rooms.ts";
import { type Standing, standings } from "../../src/domain/standing.ts";
import { desk, open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { foreign, say, type Text, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { optional, wordArg } from "../args.ts";
import type { Ctx } from "../contract.ts";
import { roomDestination } from "../destinations.ts";
import { partyName } from "../party/one.ts";
import { standingsOf } from "../party/standings.ts";
import { caseKey, digits, ref } from "../show.ts";

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

/** Instead of words: the invitation's card once more. */
export const card = Symbol("card");

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

/** Names shown of those whom a text reaches; the number of all stands beside them. */
const shownNames = 20;

type Words = string | typeof card;

interface Reach {
  readonly to: readonly StoredParty[];
  /** Those of them whose room hears it; the others read it on their page. */
  readonly inRoom: ReadonlySet<number>;
  readonly all: readonly StoredParty[];
  /** In the class, but not of the directory or not invited: nothing of ours reaches them. */
  readonly beyond: number;
}

async function reachOf(ctx: Ctx, c: StoredCase, standing: Standing | undefined): Promise<Reach> {
  const all = await partiesOf(ctx.tx, c.id);
  const stands = await standingsOf(ctx, c.id, all);
  const meant = all.filter((p) =>
    standing === undefined ? consentAt(p, ctx.now) !== "declined" : stands.get(p.id)?.standing === standing,
  );
  const to = meant.filter((p) => p.vendorId !== null && p.invitedAt !== null);
  const withRoom = await vendorsWithRoom(
    ctx.tx,
    to.flatMap((p) => p.vendorId ?? []),
  );
  const inRoom = new Set(to.filter((p) => p.vendorId !== null && withRoom.has(p.vendorId)).map((p) => p.id));
  return { to, inRoom, all, beyond: meant.length - to.length };
}

const proofOf = (ctx: Ctx, draft: number, { to }: Reach): string =>
  ctx.keys.request(`several ${draft} ${ctx.member.id} ${to.map((p) => p.id).join(" ")}`).slice(0, 16);

const nobody = (c: StoredCase, standing: Standing | undefined, beyond: number): Refusal =>
  new Refusal(
    "party.not-found",
    standing === undefined
      ? words({ ja: "招かれている開発者がいません。", en: "No vendor is invited to this case." })
      : say({
          ja: t`この状況（${words(standings[standing])}）の開発者は招かれていません。`,
          en: t`No invited vendor stands at "${words(standings[standing])}".`,
        }),
    say({
      ja: t`招かれていない関係者 ${open(beyond)}件。状況を見る: ${open(`party list ${digits(c)}`)}`,
      en: t`Not invited: ${open(beyond)}. How each stands: ${open(`party list ${digits(c)}`)}`,
    }),
    "standing",
  );

/** Who reads it, and what. Nothing is sent. */
async function preview(ctx: Ctx, m: Several, reach: Reach, text: Words, isStale: boolean): Promise<View<R>> {
  const { case: c, standing } = m;
  const body = seal(caseKey(ctx, c), "bulletins.body", text === card ? "" : text);
  const row = { caseId: c.id, at: ctx.now, by: ctx.member.id, body, standing: standing ?? null };
  const draft = await addBulletin(ctx.tx, row);
  const run = `${m.line} seen=${draft}-${proofOf(ctx, draft, reach)}`;
  const count = open(reach.to.length);
  const more = reach.to.length - shownNames;
  const unread = reach.to.filter((p) => !["signatory", "none"].includes(consentAt(p, ctx.now))).length;
  return view<R>(
    say({ ja: t`${ref(c)}: 送る前の確認`, en: t`${ref(c)}: before it is sent` }),
    {
      kind: "para",
      text: isStale
        ? words({
            ja: "確認のあとに宛先が変わったため、まだ送っていません。今の宛先はこうです。",
            en: "Who gets it changed after you looked, so nothing was sent. This is who gets it now.",
          })
        : words({
            ja: "まだ送っていません。宛先ごとに別々に届き、ほかの宛先は見えません。",
            en: "Nothing is sent yet. Each gets it alone and learns of no other.",
          }),
    },
    {
      kind: "fields",
      rows: [
        [
          words({ ja: "宛先", en: "Goes to" }),
          standing === undefined
            ? say({ ja: t`招かれている開発者 ${count}社`, en: t`invited vendors: ${count}` })
            : say({
                ja: t`「${words(standings[standing])}」の開発者 ${count}社`,
                en: t`vendors at "${words(standings[standing])}": ${count}`,
              }),
        ],
        [
          words({ ja: "部屋に知らせる", en: "Told in their room" }),
          say({ ja: t`${open(reach.inRoom.size)}社`, en: t`${open(reach.inRoom.size)}` }),
        ],
        [
          words({ ja: "ページでだけ読める", en: "Only on their page" }),
          say({
            ja: t`${open(reach.to.length - reach.inRoom.size)}社`,
            en: t`${open(reach.to.length - reach.inRoom.size)}`,
          }),
        ],
        ...(text === card || unread === 0
          ? []
          : [
              [
                words({ ja: "同意するまで読めない", en: "Cannot read it before they agree" }),
                say({ ja: t`${open(unread)}社`, en: t`${open(unread)}` }),
              ] as const,
            ]),
        ...(reach.beyond === 0
          ? []
          : [
              [
                words({ ja: "届かない（招かれていない）", en: "Not reached: not invited" }),
                say({ ja: t`${open(reach.beyond)}件`, en: t`${open(reach.beyond)}` }),
              ] as const,
            ]),
      ],
    },
    {
      kind: "items",
      rows: reach.to.slice(0, shownNames).map((p) => ({ text: partyName(ctx, c, p) })),
    },
    ...(more > 0
      ? [{ kind: "para" as const, text: say({ ja: t`ほか ${open(more)}社`, en: t`and ${open(more)} more` }) }]
      : []),
    text === card
      ? {
          kind: "para",
          text: words({
            ja: "エンバーゴに同意していないので、文は読めません。依頼と期限を書いたカードを、もう一度部屋に送ります。",
            en: "They have not agreed to the embargo and could not read words of yours. Their card goes to their room again: what is asked, and until when.",
          }),
        }
      : { kind: "quote", text: foreign(desk(text)) },
    {
      kind: "buttons",
      buttons: [
        {
          label: say({ ja: t`${count}社に送る`, en: t`Send to ${count}` }),
          run,
          style: "primary",
        },
      ],
    },
  );
}

/** The party's card, once more, in its vendor's rooms. */
async function sendCard(ctx: Ctx, caseId: number, p: StoredParty): Promise<void> {
  const rooms = (await roomsOfParty(ctx.tx, p.id)).map(roomDestination);
  await addNotices(
    ctx.tx,
    rooms.map((destination) => ({
      destination,
      kind: "vendor-card",
      caseId,
      params: { party: p.id },
      dedupe: `vendor-card ${p.id} ${ctx.now.toISOString()} ${destination}`,
    })),
    ctx.now,
  );
}

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
    if (text !== card) {
      const body = seal(key, "party_messages.body", text);
      const id = await addPartyMessage(ctx.tx, { partyId: p.id, at: ctx.now, byMember: ctx.member.id, body });
      events.push({ type: "party.written", party: p.id, message: id });
    }
    if (!reach.inRoom.has(p.id)) continue;
    if (text === card) await sendCard(ctx, c.id, p);
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
  if (reach.to.length === 0) throw nobody(c, m.standing, reach.beyond);
  const isSame = kept !== undefined && kept.standing === (m.standing ?? null);
  if (!isSame || proof.join("-") !== proofOf(ctx, kept.id, reach))
    return await preview(ctx, m, reach, text, m.seen !== undefined);
  await bulletinSent(ctx.tx, kept.id, ctx.now);
  await send(ctx, m, reach, text);
  const count: Text<"public"> = say({ ja: t`${open(reach.to.length)}社`, en: t`vendors: ${open(reach.to.length)}` });
  return view(
    say({ ja: t`${ref(c)}: ${count}に送ります`, en: t`${ref(c)}: on its way; ${count}` }),
    {
      kind: "para",
      text: say({
        ja: t`部屋に知らせるのは ${open(reach.inRoom.size)}社です。届いたかどうかは party list に表示します。`,
        en: t`${open(reach.inRoom.size)} are told in their rooms. party list shows whom it has reached.`,
      }),
    },
    { kind: "next", commands: [`party list ${digits(c)}`] },
  );
}
