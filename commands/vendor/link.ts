import { contactsOf, getVendor } from "../../db/queries/vendors.ts";
import { desk } from "../../src/label.ts";
import { foreign, say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import { command } from "../contract.ts";
import { makeCode } from "./codes.ts";
import { contactArg, noSuchPerson, personOf, vendorArg, vendorKey } from "./one.ts";

export const vendorLink = command({
  name: "vendor link",
  summary: {
    ja: "担当者のアカウントまたはページを登録するための、一度だけ使えるコードを作る",
    en: "Make a one-time code that ties a vendor's person to their chat account or their page",
  },
  effects: "write",
  max: "desk",
  args: { vendor: vendorArg, contact: contactArg },
  async run(ctx, { vendor: id, contact: n }): Promise<View<"public" | "desk">> {
    const v = await getVendor(ctx.tx, id);
    const person = (await contactsOf(ctx.tx, id)).find((p) => p.n === n);
    if (person === undefined) throw noSuchPerson(id);
    const { code, expiresAt } = await makeCode(ctx, id, person.id);
    const { name } = personOf(vendorKey(ctx, v), person.person);
    return view<"public" | "desk">(
      words({ ja: "コードを作りました", en: "Code made" }),
      {
        kind: "para",
        text: say({
          ja: t`${desk(name)} さんに、電話など別の手段で渡してください。${moment(expiresAt, ctx.zone)} まで、一度だけ使えます。前のコードは無効です。ここにしか表示しません。`,
          en: t`Give it to ${desk(name)} by another way, such as the phone. It works once, until ${moment(expiresAt, ctx.zone)}; earlier codes are void. It is shown only here.`,
        }),
      },
      { kind: "quote", text: foreign(desk(code)) },
      {
        kind: "para",
        text: words({
          ja: "チャットを使う人は、自社の部屋で入力します: reply link コード",
          en: "Whoever uses chat types it in their own room: reply link CODE",
        }),
      },
      {
        kind: "para",
        text: words({
          ja: "チャットを使わない人は、次のページを開いてコードを入力します。開くと、その人専用のリンクに替わります。",
          en: "Whoever does not opens this page and types it there; it is then exchanged for a link of their own.",
        }),
      },
      { kind: "quote", text: foreign(desk(new URL("/table", ctx.desk.publicUrl).href)) },
      { kind: "next", commands: [`vendor show ${id}`] },
    );
  },
});
