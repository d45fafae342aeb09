import { appendDesk } from "../../db/queries/audit.ts";
import { lockVendor, noteChange, saveVendor, verifyContact } from "../../db/queries/vendors.ts";
import { open } from "../../src/label.ts";
import { foreign, say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import { optional } from "../args.ts";
import { command } from "../contract.ts";
import { contactArg, nameOfVendor, noSuchPerson, vendorArg } from "./one.ts";

/** A person has compared what is stored with what the vendor says of itself, by another way than chat. */
export const vendorVerify = command({
  name: "vendor verify",
  summary: {
    ja: "開発者の登録内容（または担当者1人）を本人に確かめたと記録する",
    en: "Record that you checked a vendor's entry, or one of its people, with them",
  },
  effects: "write",
  max: "desk",
  args: { vendor: vendorArg, contact: optional(contactArg) },
  async run(ctx, { vendor: id, contact: n }): Promise<View<"public" | "desk">> {
    const v = await lockVendor(ctx.tx, id);
    const at = moment(ctx.now, ctx.zone);
    const field = n === undefined ? "verified" : "contact-verified";
    const contact = n === undefined ? undefined : await verifyContact(ctx.tx, id, n, ctx.now);
    if (n === undefined) await saveVendor(ctx.tx, v, { verifiedAt: ctx.now, verifiedBy: ctx.member.id });
    else if (contact === undefined) throw noSuchPerson(id);
    await noteChange(ctx.tx, { vendorId: id, at: ctx.now, actor: ctx.actor, field });
    await appendDesk(ctx.tx, ctx.keys, ctx.actor, ctx.now, [
      { action: "vendor.verified", data: { vendor: id, ...(contact !== undefined && { contact }) } },
    ]);
    const name = foreign(nameOfVendor(ctx, v));
    return view<"public" | "desk">(
      words({ ja: "確認を記録しました", en: "Check recorded" }),
      {
        kind: "para",
        text:
          n === undefined
            ? say({
                ja: t`${name} の登録内容を ${at} に確かめたと記録しました。`,
                en: t`The entry of ${name} counts as checked on ${at}.`,
              })
            : say({
                ja: t`${name} の担当者${open(n)}を ${at} に確かめたと記録しました。`,
                en: t`Person ${open(n)} of ${name} counts as checked on ${at}.`,
              }),
      },
      { kind: "next", commands: [`vendor show ${id}`] },
    );
  },
});
