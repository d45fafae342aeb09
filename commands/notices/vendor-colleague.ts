import { contactsOf, findContact } from "../../db/queries/vendors.ts";
import { desk, open } from "../../src/label.ts";
import { foreign, say, type Text, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import type { Act } from "../desk.ts";
import { nameOfVendor, personOf, vendorKey } from "../vendor/one.ts";

/**
 * One of a vendor's people added another: the desk never met them. @param id row of who was added. @returns undefined when they were
 * taken off meanwhile, or were not added by a colleague.
 */
export async function vendorColleague(act: Act, id: number): Promise<View<"public" | "desk"> | undefined> {
  const found = await findContact(act.tx, id);
  if (found === undefined || found.contact.namedBy === null) return undefined;
  const { contact, vendor } = found;
  const key = vendorKey(act, vendor);
  const by = (await contactsOf(act.tx, vendor.id)).find((p) => p.id === contact.namedBy);
  const namer: Text<"public" | "desk"> =
    by === undefined
      ? words({ ja: "すでに外された担当者", en: "somebody who was taken off since" })
      : say({
          ja: t`${desk(personOf(key, by.person).name)}（担当者${open(by.n)}）`,
          en: t`${desk(personOf(key, by.person).name)} (person ${open(by.n)})`,
        });
  const name = desk(personOf(key, contact.person).name);
  const title = say({
    ja: t`開発者${open(vendor.id)}の担当者が、同僚を加えました`,
    en: t`Vendor ${open(vendor.id)}: one of its people added a colleague`,
  });
  const show = `vendor show ${vendor.id}`;
  return view<"public" | "desk">(
    title,
    { kind: "heading", text: title },
    { kind: "para", text: foreign(nameOfVendor(act, vendor)) },
    {
      kind: "para",
      text: say({
        ja: t`${name}（担当者${open(contact.n)}）を加えたのは ${namer} です。渡されたコードで登録すると、この開発者として回答できます。心当たりがなければ、外して開発者に確かめてください。`,
        en: t`${name} (person ${open(contact.n)}) was named by ${namer}. With the code that they were given they can answer for this vendor. If you did not expect it, take them off and ask the vendor.`,
      }),
    },
    {
      kind: "next",
      commands: [show, `vendor verify ${vendor.id} ${contact.n}`, `vendor unlink ${vendor.id} ${contact.n}`],
    },
    { kind: "buttons", buttons: [{ label: words({ ja: "登録内容を見る", en: "Show the entry" }), run: show }] },
  );
}
