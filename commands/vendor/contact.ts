import { getVendor } from "../../db/queries/vendors.ts";
import { desk, open } from "../../src/label.ts";
import { foreign, say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { optional, textArg, wordArg } from "../args.ts";
import { command } from "../contract.ts";
import { mailArg, vendorArg, vendorKey } from "./one.ts";
import { addPerson } from "./people.ts";

export const vendorContact = command({
  name: "vendor contact",
  summary: { ja: "開発者の担当者を加える", en: "Add a person at a vendor" },
  effects: "write",
  max: "desk",
  args: {
    vendor: vendorArg,
    name: { ...textArg({ ja: "名前", en: "the person's name" }, '"Tanaka Mei"', 100), rest: false },
    mail: optional(mailArg),
    phone: optional(wordArg({ ja: "電話番号", en: "phone number" }, "03-0000-0000", /^[+\d() -]{3,30}$/)),
  },
  async run(ctx, { vendor: id, name, mail, phone }): Promise<View<"public" | "desk">> {
    const v = await getVendor(ctx.tx, id);
    const added = await addPerson(
      ctx,
      { id, key: vendorKey(ctx, v) },
      { name, mail, phone },
      { addedBy: ctx.member.id },
    );
    return view<"public" | "desk">(
      words({ ja: "担当者を加えました", en: "Person added" }),
      {
        kind: "para",
        text: say({
          ja: t`${foreign(desk(name))} を加えました（番号 ${open(added.n)}）。チャットで回答してもらうには、コードを渡してください。`,
          en: t`${foreign(desk(name))} is person ${open(added.n)} of that vendor. To let them answer in chat, give them a code.`,
        }),
      },
      { kind: "next", commands: [`vendor link ${id} ${added.n}`, `vendor show ${id}`] },
    );
  },
});
