import { lockCase } from "../../db/queries/cases.ts";
import { getParty } from "../../db/queries/parties.ts";
import { accountsOfVendor, roomsOfVendor } from "../../db/queries/seats.ts";
import { contactsOf } from "../../db/queries/vendors.ts";
import { mayBegin } from "../../src/domain/embargo/rules.ts";
import { onOffer } from "../../src/domain/embargo/talks.ts";
import { checkContact } from "../../src/domain/lifecycle/contact.ts";
import { vendorName } from "../../src/domain/vendors.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, type Text, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { everywhere } from "../../src/when.ts";
import { caseArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { roomDestination } from "../destinations.ts";
import { inviteParty, proposeTerms } from "../embargo/acts.ts";
import { talksOf } from "../embargo/talks.ts";
import { digits, ref } from "../show.ts";
import { sendInvitation } from "./card.ts";
import { partyArg } from "./one.ts";

const notListed = (n: number): Refusal =>
  new Refusal(
    "args.invalid",
    say({
      ja: t`関係者${open(n)}は名簿の開発者と結び付いていないので、部屋に招けません。`,
      en: t`Party ${open(n)} is not tied to a vendor of the directory, so there is no room to invite it to.`,
    }),
    words({
      ja: "名簿の番号で加え直してください: party add 案件 vendor=番号",
      en: "Add it by its number of the directory: party add CASE vendor=NUMBER",
    }),
    "party",
  );

/** Where the desk offers no terms yet, its default is what a newcomer is asked about. */
async function firstTerms(ctx: Ctx, reference: number): Promise<void> {
  const stored = await lockCase(ctx.tx, reference);
  const talks = await talksOf(ctx, stored.id);
  if (onOffer(talks) !== undefined || talks.state === "exited" || !mayBegin(talks.ground)) return;
  const days = ctx.settings["embargo.default-days"];
  const endsAt = ctx.calendar.atHour(ctx.calendar.addDays(ctx.now, days), 12);
  await proposeTerms(ctx, stored, { endsAt, zone: ctx.zone, by: { member: ctx.member.id } });
}

/** Whom the invitation reaches: a room of theirs, only people who look for themselves, or nobody yet. */
type Reached = "room" | "people" | "nobody";

const reaches: Readonly<Record<Reached, (rooms: number) => Text<"public">>> = {
  room: (rooms) =>
    say({
      ja: t`開発者の部屋（${open(rooms)}）に招待を送りました。連絡の試みとして記録しました。`,
      en: t`The invitation went to its room (${open(rooms)}), and counts as an attempt to contact it.`,
    }),
  people: () =>
    words({
      ja: "この開発者の部屋がないので、こちらからは何も送っていません。登録済みの担当者は、自分のページか reply list で招待を見られます。メールや電話で知らせて、連絡として記録してください。",
      en: "It has no room, so nothing was sent. Its people who are linked see the invitation on their page, or with reply list: tell them by mail or phone, and record that.",
    }),
  nobody: () =>
    words({
      ja: "この開発者には部屋も登録済みの担当者もないので、まだ誰も招待を読めません。読めるようになるまで、回答がなくても不同意とはみなしません。部屋で room bind vendor を入力するか、担当者にコードを渡してください（vendor link）。回答の期限はそのときから数えます。",
      en: "It has no room and nobody of it is linked, so no one can read the invitation yet, and until then silence does not count as no. Type room bind vendor in its room, or give one of its people a code (vendor link): the time to answer begins with that.",
    }),
};

/** A code for the first person who is there; where none is, the line that adds one. */
async function codeFor(ctx: Ctx, vendor: number): Promise<string> {
  const [first] = await contactsOf(ctx.tx, vendor);
  return first === undefined ? `vendor contact ${vendor} "…" mail=…` : `vendor link ${vendor} ${first.n}`;
}

const nextSteps: Readonly<Record<Reached, (d: string, n: number, code: string) => readonly string[]>> = {
  room: (d) => [`embargo show ${d}`],
  people: (d, n) => [`party attempt ${d} ${n} mail sent`],
  nobody: (_d, _n, code) => [code],
};

export const partyInvite = command({
  name: "party invite",
  summary: {
    ja: "開発者を案件に招く（詳細はエンバーゴに同意するまで見えません）",
    en: "Invite a vendor to a case; it sees no detail before it agrees to the embargo",
  },
  effects: "write",
  max: "public",
  args: { case: caseArg, party: partyArg },
  async run(ctx, { case: reference, party: n }) {
    checkContact(await lockCase(ctx.tx, reference));
    await firstTerms(ctx, reference);
    const stored = await lockCase(ctx.tx, reference);
    const { party } = await getParty(ctx.tx, stored.id, n);
    if (party.vendorId === null) throw notListed(n);
    const rooms = await roomsOfVendor(ctx.tx, vendorName(party.vendorId));
    const linked = await accountsOfVendor(ctx.tx, party.vendorId);
    const reached = rooms.length > 0 ? "room" : linked.length > 0 ? "people" : "nobody";
    const { answerBy } = await inviteParty(ctx, stored, party);
    await sendInvitation(ctx, stored.id, party.id, rooms.map(roomDestination), ctx.member.id);
    const d = digits(stored);
    const next = nextSteps[reached](d, n, await codeFor(ctx, party.vendorId));
    return view(
      say({ ja: t`${ref(stored)}: 関係者${open(n)}を招きました`, en: t`${ref(stored)}: party ${open(n)} is invited` }),
      { kind: "para", text: reaches[reached](rooms.length) },
      ...(answerBy === null
        ? []
        : [
            {
              kind: "para" as const,
              text: say({
                ja: t`${everywhere(answerBy, ctx.zone)} までに回答がなければ、不同意とみなします。`,
                en: t`Silence until ${everywhere(answerBy, ctx.zone)} counts as no.`,
              }),
            },
          ]),
      { kind: "next", commands: [...next, `party list ${d}`] },
    );
  },
});
