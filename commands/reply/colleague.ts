import { addColleague } from "../../db/queries/table.ts";
import { seal } from "../../src/crypto/keyring.ts";
import { party as forParty, open } from "../../src/label.ts";
import { foreign, say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import { optional, textArg, wordArg } from "../args.ts";
import { seatCommand } from "../contract.ts";
import { makeCode } from "../vendor/codes.ts";
import { seatIn } from "./seated.ts";

export const replyColleague = seatCommand({
  name: "reply colleague",
  by: "vendor",
  summary: { ja: "同じ会社の同僚を担当者に加える", en: "Add a colleague of yours" },
  effects: "write",
  max: "party",
  args: {
    name: { ...textArg({ ja: "同僚の名前", en: "your colleague's name" }, '"Tanaka Mei"', 100), rest: false },
    mail: optional(
      wordArg({ ja: "メールアドレス", en: "e-mail address" }, "mei@vendor.example", /^[^\s@]{1,64}@[^\s@]{1,190}$/),
    ),
  },
  async run(ctx, { name, mail }): Promise<View<"public" | "party">> {
    const seat = seatIn(ctx);
    const person = JSON.stringify({ name, ...(mail !== undefined && { mail }) });
    const added = await addColleague(ctx.tx, {
      vendorId: seat.vendorId,
      person: seal(seat.key, "vendor_contacts.person", person),
      addedAt: ctx.now,
      namedBy: seat.contactId,
    });
    const { code, expiresAt } = await makeCode(ctx, added.id);
    return view<"public" | "party">(
      words({ ja: "同僚を加えました", en: "Colleague added" }),
      {
        kind: "para",
        text: say({
          ja: t`${forParty(seat.vendor, name)} さんを担当者に加えました。次のコードを、本人だけに渡してください。${moment(expiresAt, ctx.zone)} まで、一度だけ使えます。`,
          en: t`${forParty(seat.vendor, name)} is one of your people now. Give this code to nobody else; it works once, until ${moment(expiresAt, ctx.zone)}.`,
        }),
      },
      { kind: "quote", text: foreign(forParty(seat.vendor, code)) },
      {
        kind: "para",
        text: say({
          ja: t`本人がこの部屋で入力します: reply link ${open("コード")}`,
          en: t`They type it in this room: reply link ${open("CODE")}`,
        }),
      },
    );
  },
});
