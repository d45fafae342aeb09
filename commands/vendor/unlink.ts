import { appendDesk } from "../../db/queries/audit.ts";
import { accountsOfVendor, endCodesOf } from "../../db/queries/seats.ts";
import { contactsOf, lockVendor, noteChange, removeContact, untieAccount } from "../../db/queries/vendors.ts";
import { desk, open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { foreign, join, say, type Text, t, words } from "../../src/text.ts";
import { type Node, type View, view } from "../../src/view.ts";
import { optional, wordArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { accountName, contactArg, noSuchPerson, vendorArg } from "./one.ts";

const accountArg = optional(
  wordArg(
    {
      ja: "このアカウントだけを外す（slack など。省略すると担当者ごと外す）",
      en: "only this account, such as slack or slack:T1:U1; the person as a whole if left out",
    },
    "slack",
    /^[a-z]{1,20}(:[\w.-]{1,64}){0,2}$/,
  ),
);

type Account = Awaited<ReturnType<typeof accountsOfVendor>>[number];

/** The one account that begins so. @throws Refusal `args.invalid` for none and for several. */
function pick(accounts: readonly Account[], typed: string): Account {
  const fits = accounts.filter((a) => `${accountName(a)}:`.startsWith(`${typed}:`));
  const [one] = fits;
  if (one !== undefined && fits.length === 1) return one;
  const shown = fits.length > 1 ? fits : accounts;
  const names: Text<"public" | "desk"> =
    shown.length === 0
      ? words({ ja: "チャットのアカウントは登録されていません。", en: "No chat account is linked to this person." })
      : join<"public" | "desk">(
          [
            words({ ja: "どれかを指定してください:", en: "Give one of:" }),
            foreign(desk(shown.map(accountName).join("  "))),
          ],
          " ",
        );
  throw new Refusal(
    "args.invalid",
    fits.length > 1
      ? say({
          ja: t`「${open(typed)}」のアカウントは${open(fits.length)}つあります。`,
          en: t`This person has ${open(fits.length)} accounts that begin with ${open(typed)}.`,
        })
      : say({
          ja: t`「${open(typed)}」のアカウントはありません。`,
          en: t`This person has no account ${open(typed)}.`,
        }),
    names,
    "account",
  );
}

/** Whom they let in stays: somebody has to look whether that was right. */
const alsoLetIn = (n: number): Node<"public">[] =>
  n === 0
    ? []
    : [
        {
          kind: "para",
          text: say({
            ja: t`この人が加えた担当者が ${open(n)}人います。その人たちの未使用のコードも無効にしました。登録は残っているので、正しい人かを vendor show で確かめてください。`,
            en: t`They let in ${open(n)} more, whose unused codes are void as well. They stay on the list: see in vendor show whether they belong there.`,
          }),
        },
      ];

/** Somebody keeps their place at the vendor and loses one way to answer. */
async function untie(ctx: Ctx, id: number, contactId: number, typed: string): Promise<View<"public" | "desk">> {
  const all = await accountsOfVendor(ctx.tx, id);
  const account = pick(
    all.filter((a) => a.contactId === contactId),
    typed,
  );
  await untieAccount(ctx.tx, account);
  const letIn = await endCodesOf(ctx.tx, contactId, ctx.now);
  await noteChange(ctx.tx, { vendorId: id, at: ctx.now, actor: ctx.actor, field: "account" });
  await appendDesk(ctx.tx, ctx.keys, ctx.actor, ctx.now, [
    { action: "vendor.unlinked", data: { contact: contactId, platform: account.platform, tenant: account.tenant } },
  ]);
  return view<"public" | "desk">(
    words({ ja: "アカウントを外しました", en: "Account taken off" }),
    {
      kind: "para",
      text: say({
        ja: t`${foreign(desk(accountName(account)))} からは回答できなくなりました。担当者の登録は残っています。`,
        en: t`${foreign(desk(accountName(account)))} can no longer answer. The person stays on the vendor's list.`,
      }),
    },
    ...alsoLetIn(letIn),
    { kind: "next", commands: [`vendor show ${id}`] },
  );
}

export const vendorUnlink = command({
  name: "vendor unlink",
  summary: {
    ja: "担当者、または担当者のアカウント1つを外す（すぐに回答できなくなります）",
    en: "Take a person off a vendor, or one of their accounts; they can no longer answer from then on",
  },
  effects: "write",
  max: "desk",
  args: { vendor: vendorArg, contact: contactArg, account: accountArg },
  async run(ctx, { vendor: id, contact: n, account }): Promise<View<"public" | "desk">> {
    await lockVendor(ctx.tx, id);
    if (account !== undefined) {
      const person = (await contactsOf(ctx.tx, id)).find((p) => p.n === n);
      if (person === undefined) throw noSuchPerson(id);
      return await untie(ctx, id, person.id, account);
    }
    const contact = await removeContact(ctx.tx, id, n, ctx.now);
    if (contact === undefined) throw noSuchPerson(id);
    const letIn = await endCodesOf(ctx.tx, contact, ctx.now);
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
      ...alsoLetIn(letIn),
      { kind: "next", commands: [`vendor show ${id}`] },
    );
  },
});
