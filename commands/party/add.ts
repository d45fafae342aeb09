import { lockCase } from "../../db/queries/cases.ts";
import { addParty } from "../../db/queries/parties.ts";
import { seal } from "../../src/crypto/keyring.ts";
import { happened } from "../../src/domain/case.ts";
import { checkContact } from "../../src/domain/lifecycle/contact.ts";
import { partyOf, partyRoles, partyRoleWords } from "../../src/domain/parties.ts";
import { desk, open } from "../../src/label.ts";
import { foreign, say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg, choiceArg, optional, textArg, wordArg } from "../args.ts";
import { command } from "../contract.ts";
import { caseKey, digits, ref } from "../show.ts";

const name = wordArg(
  { ja: "名前（空白があれば引用符で）", en: "name, in quotes when it has spaces" },
  '"Hoshi Soft"',
  /^[^\0]{1,200}$/su,
);

export const partyAdd = command({
  name: "party add",
  summary: { ja: "案件に製品開発者または運営者を加える", en: "Put a vendor or site operator on a case" },
  effects: "write",
  max: "desk",
  args: {
    case: caseArg,
    name: { ...name, label: { ja: "名前", en: "Name" } },
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
  },
  async run(ctx, { case: reference, name: typed, role, contact }): Promise<View<"public" | "desk">> {
    const stored = await lockCase(ctx.tx, reference);
    checkContact(stored);
    const key = caseKey(ctx, stored);
    const row = await addParty(ctx.tx, {
      caseId: stored.id,
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
      { kind: "next", commands: [`party attempt ${d} ${row.n} mail sent`, `party list ${d}`] },
    );
  },
});
