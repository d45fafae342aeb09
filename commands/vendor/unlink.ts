import { appendDesk } from "../../db/queries/audit.ts";
import { getVendor, noteChange, removeContact } from "../../db/queries/vendors.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { command } from "../contract.ts";
import { contactArg, vendorArg } from "./one.ts";

export const vendorUnlink = command({
  name: "vendor unlink",
  summary: {
    ja: "担当者を外す（その人はすぐに回答できなくなります）",
    en: "Take a person off a vendor; they can no longer answer from then on",
  },
  effects: "write",
  max: "public",
  args: { vendor: vendorArg, contact: contactArg },
  async run(ctx, { vendor: id, contact: n }) {
    await getVendor(ctx.tx, id);
    const contact = await removeContact(ctx.tx, id, n, ctx.now);
    if (contact === undefined)
      throw new Refusal(
        "vendor.not-found",
        words({ ja: "その番号の担当者はいません。", en: "That vendor has no person of that number." }),
        say({ ja: t`番号を見る: ${open(`vendor show ${id}`)}`, en: t`See the numbers: ${open(`vendor show ${id}`)}` }),
        "contact",
      );
    await noteChange(ctx.tx, { vendorId: id, at: ctx.now, actor: ctx.actor, field: "contact" });
    await appendDesk(ctx.tx, ctx.keys, ctx.actor, ctx.now, [
      { action: "vendor.contact-removed", data: { vendor: id, contact } },
    ]);
    return view(
      words({ ja: "担当者を外しました", en: "Person taken off" }),
      {
        kind: "para",
        text: words({
          ja: "この人のアカウントとコードは、もう使えません。チャットの部屋からも外してください。",
          en: "Their accounts and codes no longer work. Remove them from the chat room, too.",
        }),
      },
      { kind: "next", commands: [`vendor show ${id}`] },
    );
  },
});
