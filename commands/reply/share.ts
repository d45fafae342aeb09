import { updateParty } from "../../db/queries/parties.ts";
import { lookSoon } from "../../db/queries/rooms.ts";
import { happened } from "../../src/domain/case.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg, choiceArg } from "../args.ts";
import { seatCommand } from "../contract.ts";
import { digits, ref } from "../show.ts";
import { seated } from "./seated.ts";
import { offerTo } from "./stand.ts";

const first = (): Refusal =>
  new Refusal(
    "embargo.not-possible",
    words({
      ja: "部屋の共有は、エンバーゴに同意してから決められます。",
      en: "Agree to the embargo first; then you can decide about sharing a room.",
    }),
    words({ ja: "同意する: reply accept 案件", en: "To agree: reply accept CASE" }),
  );

export const replyShare = seatCommand({
  name: "reply share",
  by: "vendor",
  summary: {
    ja: "ほかにも開発者がいる場合に、同じ部屋で話してよいかを伝える",
    en: "Say whether you would sit in one room with other vendors of the case, if there are any",
  },
  effects: "write",
  max: "public",
  args: {
    case: caseArg,
    answer: choiceArg({ ja: "同じ部屋で話してよいか", en: "whether you would" }, [
      { value: "yes", words: { ja: "よい（御社の名前が互いに見えます）", en: "yes: you see each other's names" } },
      { value: "no", words: { ja: "いいえ", en: "no" } },
    ]),
  },
  async run(ctx, { case: reference, answer }) {
    const { seat, c, party } = await seated(ctx, reference);
    const shares = answer === "yes";
    if (shares && !(party.consent === "signatory" && (await offerTo(ctx, c, party)).mayRead)) throw first();
    if (shares !== (party.sharesRoomAt !== null)) {
      await updateParty(ctx.tx, party.id, { sharesRoomAt: shares ? ctx.now : null });
      const event = { type: "party.shared", party: party.id, contact: seat.contactId, yes: shares } as const;
      await apply(ctx, c, happened(c, event));
      // A room that it sat in is held until the desk says anew who belongs there.
      if (!shares) await lookSoon(ctx.tx);
    }
    return view(
      say({ ja: t`${ref(c)}: 部屋の共有について伝えました`, en: t`${ref(c)}: the desk knows about sharing a room` }),
      {
        kind: "para",
        text: shares
          ? words({
              ja: "デスクが部屋を用意したら招待します。そこに書くことは、そこにいる全員が読みます。ステータスや声明は、これまでどおり御社とデスクだけが見ます。",
              en: "If the desk opens such a room, you are invited to it. What you write there, everybody in it reads; your status and statement stay between you and the desk.",
            })
          : words({
              ja: "ほかの開発者と同じ部屋には入りません。すでにある部屋は保留にします。部屋からも退出してください。",
              en: "You share no room. One that there is already is held; please leave it, too.",
            }),
      },
      { kind: "next", commands: [`reply show ${digits(c)}`] },
    );
  },
});
