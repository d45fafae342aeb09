import { appendDesk } from "../../db/queries/audit.ts";
import { redrawAt } from "../../db/queries/cards.ts";
import { getCase } from "../../db/queries/cases.ts";
import { wake } from "../../db/queries/notices.ts";
import { bindRoom, findRoom, lookSoon, type RoomKey } from "../../db/queries/rooms.ts";
import { sharingVendors } from "../../db/queries/seats.ts";
import { lift } from "../../db/queries/stops.ts";
import { getVendor } from "../../db/queries/vendors.ts";
import { groupName, vendorsIn } from "../../src/domain/rooms.ts";
import { vendorIn, vendorName } from "../../src/domain/vendors.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, type Text, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { caseArg, choiceArg, optional } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { roomDestination } from "../destinations.ts";
import { nowReached } from "../embargo/reached.ts";
import { vendorArg } from "../vendor/one.ts";
import { bury } from "./bury.ts";
import { roomOf } from "./place.ts";
import { mustBeChannel, mustBeClosed, mustBePrivate } from "./readers.ts";
import { audienceWords } from "./words.ts";

export const audiences = (["desk", "vendor", "group", "public"] as const).map((value) => ({
  value,
  words: audienceWords[value],
}));
export type RoomAudience = (typeof audiences)[number]["value"];

/** Not every platform says who of outside reads in a room: one that was a vendor's never becomes the desk's by one word. */
const stillVendors = (): Refusal =>
  new Refusal(
    "room.not-private",
    words({
      ja: "ここは開発者の部屋なので、デスクの部屋にできません。",
      en: "This is a vendor's room, so it cannot become the desk's.",
    }),
    words({
      ja: "開発者の部屋として続けるには room info の行を入力してください。使わないなら、全員に出てもらってから room unbind を入力してください。",
      en: "To go on with it, type the line that room info shows. If it is not needed any more, let everybody leave and type room unbind.",
    }),
  );

const noCase = (): Refusal =>
  new Refusal(
    "args.missing",
    words({
      ja: "どの案件のグループかを番号で指定してください。",
      en: "Say which case's group it is, by its reference.",
    }),
    words({ ja: "例: room bind group case=48213377", en: "For example: room bind group case=48213377" }),
    "case",
  );

const tooFew = (n: number): Refusal =>
  new Refusal(
    "room.needed",
    say({
      ja: t`部屋の共有に同意した開発者は ${open(n)}社です。2社から作れます。`,
      en: t`Vendors who agreed to share a room: ${open(n)}. It takes two.`,
    }),
    words({
      ja: "各社が自分で同意します: reply share 案件 yes",
      en: "Each says so itself: reply share CASE yes",
    }),
    "case",
  );

/** A case's group: exactly those vendors who each agreed to share a room. @throws Refusal `args.missing`, `room.needed`. */
async function groupOf(ctx: Ctx, reference: number | undefined): Promise<string> {
  if (reference === undefined) throw noCase();
  const c = await getCase(ctx.tx, reference);
  const vendors = await sharingVendors(ctx.tx, c.reference);
  if (vendors.length < 2) throw tooFew(vendors.length);
  return groupName(c.reference, vendors);
}

/** Whose room it is to be: of a vendor only with its number, of a group only with its case. @throws Refusal. */
export async function readersFor(
  ctx: Ctx,
  audience: RoomAudience,
  vendor: number | undefined,
  reference: number | undefined,
): Promise<string> {
  if (audience === "group") return await groupOf(ctx, reference);
  if (audience !== "vendor") return audience;
  if (vendor === undefined)
    throw new Refusal(
      "args.missing",
      words({
        ja: "どの開発者の部屋かを番号で指定してください。",
        en: "Say which vendor's room it is, by its number.",
      }),
      words({
        ja: "例: room bind vendor vendor=12（番号は vendor list）",
        en: "For example: room bind vendor vendor=12. Numbers: vendor list",
      }),
      "vendor",
    );
  return vendorName((await getVendor(ctx.tx, vendor)).id);
}

/**
 * Says who reads in a room, and sends what waited for it. What was meant for others than they is given up.
 * @param audience desk, public, a vendor: `vendor/12`, or several: `group/48213377/12+15`.
 */
export async function bindTo(ctx: Ctx, room: RoomKey, audience: string): Promise<void> {
  const before = await findRoom(ctx.tx, room);
  const vendors = vendorsIn(audience).length;
  const isVendors = vendors > 0;
  if (audience === "desk") {
    if (before !== undefined && vendorsIn(before.audience).length > 0) throw stillVendors();
    mustBePrivate(ctx.facts);
  }
  if (isVendors) mustBeClosed(ctx.facts, vendors);
  // What waits for a held room goes out when it is the same readers' again, and only then.
  if (audience === "public" || (before !== undefined && before.audience !== audience))
    await bury(ctx, room, "the room is bound to others");
  const outsiders = isVendors ? (ctx.facts?.outsiders ?? []) : null;
  await bindRoom(ctx.tx, room, { audience, outsiders, by: ctx.member.id, now: ctx.now });
  await lift(ctx.tx, [roomDestination(room)]);
  await wake(ctx.tx, [roomDestination(room)]);
  await redrawAt(ctx.tx, roomDestination(room));
  const vendor = vendorIn(audience);
  if (vendor !== undefined) await nowReached(ctx, vendor, { destination: roomDestination(room), by: ctx.member.id });
  // Somebody may have come in between the platform's answer and now, when the room was not yet ours to hold.
  if (audience !== "public") await lookSoon(ctx.tx);
  await appendDesk(ctx.tx, ctx.keys, ctx.actor, ctx.now, [
    { action: "room.bound", data: { platform: room.platform, tenant: room.tenant, channel: room.channel, audience } },
  ]);
}

/** What follows from it, for whoever bound the room. */
function boundTo(ctx: Ctx, audience: RoomAudience): Text<"public"> {
  if (audience === "desk")
    return words({
      ja: "ここはデスクの部屋です。新しい届出をここに知らせます。案件のコマンドもここで使えます。",
      en: "This is a desk room now: new reports are announced here, and case commands work here.",
    });
  if (audience === "public")
    return words({
      ja: "ここは公開の部屋です。案件の情報は表示しません。",
      en: "This is a public room: nothing about cases is shown here.",
    });
  const others = ctx.facts?.outsiders ?? [];
  if (audience === "group")
    return say({
      ja: t`ここは、共有に同意した開発者だけの部屋です。招待するのはその担当者だけにしてください。ここに書くことは全員が読みます。Todokeは公開できる言葉だけを書き、各社のことは本人にだけ表示します。いまここで読める外部の相手（${open(others.length)}）: ${open(others.join("、") || "なし")}。ほかの相手が加わるか、同意が取り消されると、部屋を保留にしてお知らせします。`,
      en: t`This is the room of the vendors who agreed to share one: invite their people and nobody else. Whatever is written here, all of them read; Todoke writes public words only, and shows each vendor its own side privately. From outside, ${open(others.length)} can read here: ${open(others.join(", ") || "nobody")}. When anybody else comes in, or one of them takes its agreement back, the room is held and you are told.`,
    });
  return say({
    ja: t`ここはこの開発者だけの部屋です。招待・連絡・掲示をここに送ります。登録した担当者はボタンと @メンションで回答できます。いまここで読める外部の相手（${open(others.length)}）: ${open(others.join("、") || "なし")}。ほかの相手が加わると、部屋を保留にしてお知らせします。`,
    en: t`This is that vendor's room now: invitations, messages and bulletins go here, and its people who are linked answer by buttons and mentions. From outside, ${open(others.length)} can read here: ${open(others.join(", ") || "nobody")}. When anybody else comes in, the room is held and you are told.`,
  });
}

export const roomBind = command({
  name: "room bind",
  summary: { ja: "この部屋をだれが読むかを登録する", en: "Say who reads in this room" },
  effects: "write",
  max: "public",
  looks: "room",
  args: {
    audience: choiceArg({ ja: "読む人", en: "who reads here" }, audiences),
    vendor: optional(vendorArg),
    case: optional({ ...caseArg, summary: { ja: "グループの案件番号", en: "the group's case" } }),
  },
  async run(ctx, { audience, vendor, case: reference }) {
    if (audience === "vendor" || audience === "group") mustBeChannel(ctx.place);
    await bindTo(ctx, roomOf(ctx), await readersFor(ctx, audience, vendor, reference));
    return view(
      words({ ja: "部屋を登録しました", en: "Room bound" }),
      { kind: "para", text: boundTo(ctx, audience) },
      { kind: "next", commands: ["room info", "room unbind"] },
    );
  },
});
