import { addNotices } from "../../db/queries/notices.ts";
import { party as forParty, open } from "../../src/label.ts";
import { foreign, say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import { optional, textArg } from "../args.ts";
import { type SeatCtx, seatCommand } from "../contract.ts";
import { deskDestinations } from "../destinations.ts";
import { makeCode } from "../vendor/codes.ts";
import { mailArg } from "../vendor/one.ts";
import { addPerson } from "../vendor/people.ts";
import { seatIn } from "./seated.ts";

/** The desk hears of whom it never met: they may soon answer for the vendor. */
async function tellDesk(ctx: SeatCtx, contact: number): Promise<void> {
  const drafts = (await deskDestinations(ctx.tx)).map((destination) => ({
    destination,
    kind: "vendor-colleague",
    params: { contact },
    dedupe: `vendor-colleague ${contact} ${destination}`,
  }));
  await addNotices(ctx.tx, drafts, ctx.now);
}

export const replyColleague = seatCommand({
  name: "reply colleague",
  by: "vendor",
  summary: { ja: "同じ会社の同僚を担当者に加える", en: "Add a colleague of yours" },
  effects: "write",
  max: "party",
  args: {
    name: { ...textArg({ ja: "同僚の名前", en: "your colleague's name" }, '"Tanaka Mei"', 100), rest: false },
    mail: optional(mailArg),
  },
  async run(ctx, { name, mail }): Promise<View<"public" | "party">> {
    const seat = seatIn(ctx);
    const vendor = { id: seat.vendorId, key: seat.key };
    const added = await addPerson(ctx, vendor, { name, mail }, { namedBy: seat.contactId });
    await tellDesk(ctx, added.id);
    const { code, expiresAt } = await makeCode(ctx, seat.vendorId, added.id);
    return view<"public" | "party">(
      words({ ja: "同僚を加えました", en: "Colleague added" }),
      {
        kind: "para",
        text: say({
          ja: t`${forParty(seat.vendor, name)} さんを担当者に加え、デスクに知らせました。次のコードを、本人だけに渡してください。${moment(expiresAt, ctx.zone)} まで、一度だけ使えます。`,
          en: t`${forParty(seat.vendor, name)} is one of your people now, and the desk is told. Give this code to nobody else; it works once, until ${moment(expiresAt, ctx.zone)}.`,
        }),
      },
      { kind: "quote", text: foreign(forParty(seat.vendor, code)) },
      {
        kind: "para",
        text: say({
          ja: t`本人が御社の部屋で入力します: reply link ${open("コード")}。チャットを使わない人は ${open(new URL("/table", ctx.desk.publicUrl).href)} を開いて入力します。`,
          en: t`They type it in your room: reply link ${open("CODE")}. Without chat, they open ${open(new URL("/table", ctx.desk.publicUrl).href)} and type it there.`,
        }),
      },
    );
  },
});
