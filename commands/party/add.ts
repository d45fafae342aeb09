import { lockCase, type StoredCase } from "../../db/queries/cases.ts";
import { addParty, partiesOf } from "../../db/queries/parties.ts";
import { getVendor } from "../../db/queries/vendors.ts";
import { seal } from "../../src/crypto/keyring.ts";
import { happened } from "../../src/domain/case.ts";
import { checkContact } from "../../src/domain/lifecycle/contact.ts";
import { partyOf, partyRoles, partyRoleWords } from "../../src/domain/parties.ts";
import { desk, open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { foreign, say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg, choiceArg, optional, textArg, wordArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { caseKey, digits, ref } from "../show.ts";
import { nameOfVendor, vendorArg } from "../vendor/one.ts";

const name = wordArg(
  { ja: "名前（空白があれば引用符で）", en: "name, in quotes when it has spaces" },
  '"Hoshi Soft"',
  /^[^\0]{1,200}$/su,
);

const nobody = (): Refusal =>
  new Refusal(
    "args.missing",
    words({
      ja: "名前か、名簿の番号（vendor=）を指定してください。",
      en: "Give a name, or a number of the directory (vendor=).",
    }),
    words({ ja: "名簿: vendor list", en: "The directory: vendor list" }),
    "name",
  );

/** One vendor has one seat at a table. @throws Refusal `args.invalid`. */
async function notTwice(ctx: Ctx, c: StoredCase, vendor: number | undefined): Promise<void> {
  const same = vendor === undefined ? undefined : (await partiesOf(ctx.tx, c.id)).find((p) => p.vendorId === vendor);
  if (same === undefined) return;
  throw new Refusal(
    "args.invalid",
    say({
      ja: t`この開発者は、すでに関係者${open(same.n)}です。`,
      en: t`That vendor is party ${open(same.n)} of the case already.`,
    }),
    say({ ja: t`見る: party list ${ref(c)}`, en: t`See it: party list ${ref(c)}` }),
    "vendor",
  );
}

export const partyAdd = command({
  name: "party add",
  summary: { ja: "案件に製品開発者または運営者を加える", en: "Put a vendor or site operator on a case" },
  effects: "write",
  max: "desk",
  form: { when: ["name", "vendor"] },
  needs: ["name"],
  args: {
    case: caseArg,
    name: optional({ ...name, label: { ja: "名前", en: "Name" } }),
    role: optional(
      choiceArg(
        { ja: "立場（省略すると案件の種類から）", en: "role; from the kind of case if left out" },
        partyRoles.map((value) => ({ value, words: partyRoleWords[value] })),
      ),
    ),
    contact: optional(
      textArg(
        { ja: "連絡先（メール・電話・住所など）", en: "how to reach them: mail, phone, address" },
        "psirt@example.jp, 03-0000-0000",
        1000,
      ),
    ),
    vendor: optional(vendorArg),
  },
  async run(ctx, { case: reference, name: given, role, contact, vendor: id }): Promise<View<"public" | "desk">> {
    const stored = await lockCase(ctx.tx, reference);
    checkContact(stored);
    const vendor = id === undefined ? undefined : await getVendor(ctx.tx, id);
    const typed = given ?? (vendor && nameOfVendor(ctx, vendor).open());
    if (typed === undefined) throw nobody();
    await notTwice(ctx, stored, id);
    const key = caseKey(ctx, stored);
    const row = await addParty(ctx.tx, {
      caseId: stored.id,
      vendorId: id ?? null,
      role: role ?? partyOf(stored.kind),
      name: seal(key, "parties.name", typed),
      contact: contact === undefined ? null : seal(key, "parties.contact", contact),
      addedAt: ctx.now,
      addedBy: ctx.member.id,
    });
    await apply(ctx, stored, happened(stored, { type: "party.added", party: row.id }));
    const d = digits(stored);
    const who = foreign(desk(typed));
    return view<"public" | "desk">(
      say({ ja: t`${ref(stored)} に関係者を加えました`, en: t`A party is on ${ref(stored)}` }),
      {
        kind: "para",
        text: say({
          ja: t`${ref(stored)} に ${who} を加えました（番号 ${open(row.n)}、${words(partyRoleWords[role ?? partyOf(stored.kind)])}）。連絡を試みたら記録してください。最初の試みが起算日になります。`,
          en: t`${who} is party ${open(row.n)} of ${ref(stored)} (${words(partyRoleWords[role ?? partyOf(stored.kind)])}). Record each attempt to contact them; the first one sets 起算日.`,
        }),
      },
      {
        kind: "next",
        commands: [
          ...(id === undefined ? [] : [`party invite ${d} ${row.n}`]),
          `party attempt ${d} ${row.n} mail sent`,
          `party list ${d}`,
        ],
      },
    );
  },
});
