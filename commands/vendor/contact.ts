import { appendDesk } from "../../db/queries/audit.ts";
import { getVendor, noteChange } from "../../db/queries/seats.ts";
import { addColleague } from "../../db/queries/table.ts";
import { seal } from "../../src/crypto/keyring.ts";
import { desk, open } from "../../src/label.ts";
import { foreign, say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { optional, textArg, wordArg } from "../args.ts";
import { command } from "../contract.ts";
import { vendorArg, vendorKey } from "./one.ts";

const mailArg = wordArg(
  { ja: "メールアドレス", en: "e-mail address" },
  "mei@vendor.example",
  /^[^\s@]{1,64}@[^\s@]{1,190}$/,
);

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
    const person = seal(vendorKey(ctx, v), "vendor_contacts.person", JSON.stringify({ name, mail, phone }));
    const added = await addColleague(ctx.tx, { vendorId: id, person, addedAt: ctx.now, addedBy: ctx.member.id });
    await noteChange(ctx.tx, { vendorId: id, at: ctx.now, actor: ctx.actor, field: "contact" });
    await appendDesk(ctx.tx, ctx.keys, ctx.actor, ctx.now, [
      { action: "vendor.contact-added", data: { vendor: id, contact: added.id } },
    ]);
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
