import { lockCase, type StoredCase } from "../../db/queries/cases.ts";
import { addCredit, creditsOf } from "../../db/queries/credits.ts";
import { seal } from "../../src/crypto/keyring.ts";
import { happened } from "../../src/domain/case.ts";
import {
  type CreditRole,
  creditRoles,
  creditRoleWords,
  isFinding,
  tellsFinder,
  type Wish,
} from "../../src/domain/credits.ts";
import { open } from "../../src/label.ts";
import type { Both } from "../../src/locale.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg, choiceArg, optional, textArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { caseKey, digits, ref } from "../show.ts";
import { atArg, creditLine, finderOf, whenSaid } from "./one.ts";

/** Why the finder is not named. Nobody of the desk can change it: it is the finder's own word. */
const whyNot: Readonly<Record<Exclude<Wish, "named">, Both>> = {
  unwished: { ja: "発見者は名前の公表を希望していません。", en: "The finder does not wish to be named." },
  withdrawn: {
    ja: "発見者は名前の公表への同意を取り下げました。",
    en: "The finder has taken back the consent to be named.",
  },
  site: {
    ja: "ウェブサイトの案件では発見者の名前を公表しません。",
    en: "Whoever found a flaw in a website is never named.",
  },
  erased: {
    ja: "発見者の情報は消去され、同意も確かめられません。",
    en: "Who the finder is was erased, and their consent with it.",
  },
};

const notByName = (wish: Exclude<Wish, "named">): Refusal =>
  new Refusal(
    "args.invalid",
    words(whyNot[wish]),
    words({
      ja: "謝辞に名前は載せられません。名前を出さない謝辞は、公表のときにそのまま書けます。",
      en: "No name can be added. Thanks without a name can be written at publication as they are.",
    }),
    "name",
  );

const asTheyAsked = (): Refusal =>
  new Refusal(
    "args.invalid",
    words({ ja: "発見者の名前は打ち込まずに加えます。", en: "The finder is added without typing a name." }),
    words({
      ja: "name を省いてください: credit add 案件 finder。届出で希望した表記がそのまま載ります。",
      en: "Leave name out: credit add CASE finder. It is printed as the report asks.",
    }),
    "name",
  );

const nameMissing = (role: CreditRole): Refusal =>
  new Refusal(
    "args.missing",
    say({
      ja: t`「${words(creditRoleWords[role])}」には、載せる名前が必要です。`,
      en: t`A credit as ${words(creditRoleWords[role])} needs the name to print.`,
    }),
    words({ ja: '例: credit add 案件 analyst "Tanaka Mei"', en: 'For example: credit add CASE analyst "Tanaka Mei"' }),
    "name",
  );

/** The finder is named by their own wish alone. @throws Refusal `args.invalid` with why, `args.missing`. */
async function check(ctx: Ctx, c: StoredCase, role: CreditRole, name: string | undefined): Promise<void> {
  const { identity, wish } = await finderOf(ctx, c);
  if (isFinding(role) && wish !== "named") throw notByName(wish);
  if (name === undefined && !isFinding(role)) throw nameMissing(role);
  if (name === undefined) {
    if (!(await creditsOf(ctx.tx, c.id)).some((x) => x.name === null)) return;
    throw new Refusal(
      "args.invalid",
      words({ ja: "発見者はすでに謝辞に入っています。", en: "The finder is among the credits already." }),
      say({ ja: t`見る: credit list ${open(digits(c))}`, en: t`See it: credit list ${open(digits(c))}` }),
      "role",
    );
  }
  if (identity !== undefined && tellsFinder(name, identity, wish))
    throw wish === "named" ? asTheyAsked() : notByName(wish);
}

export const creditAdd = command({
  name: "credit add",
  summary: {
    ja: "公表の謝辞に載せる人を加える（発見者は希望があるときだけ）",
    en: "Add whom the publication thanks; the finder only as they wish",
  },
  effects: "write",
  max: "desk",
  args: {
    case: caseArg,
    role: choiceArg(
      { ja: "何をした人か（CVEの区分）", en: "for what, by the types of CVE" },
      creditRoles.map((value) => ({ value, words: creditRoleWords[value] })),
    ),
    name: optional({
      ...textArg(
        { ja: "載せるとおりの名前（発見者は省く）", en: "the name as printed; none for the finder" },
        '"Tanaka Mei (Hoshi Soft)"',
        200,
      ),
      rest: false,
      label: { ja: "載せる名前", en: "Name to print" },
    }),
    consent: optional(
      choiceArg({ ja: "本人の同意", en: "their consent to be named" }, [
        { value: "asked", words: { ja: "確認中", en: "asked" } },
        { value: "agreed", words: { ja: "同意した", en: "agreed" } },
      ]),
    ),
    at: atArg,
  },
  async run(ctx, { case: reference, role, name, consent, at }): Promise<View<"public" | "desk">> {
    const stored = await lockCase(ctx.tx, reference);
    await check(ctx, stored, role, name);
    // The finder was asked by the form, and agreed in it.
    const said = name === undefined ? stored.receivedAt : consent && whenSaid(ctx, stored, at);
    const added = await addCredit(ctx.tx, {
      caseId: stored.id,
      role,
      name: name === undefined ? null : seal(caseKey(ctx, stored), "credits.name", name),
      askedAt: said ?? null,
      agreedAt: name === undefined || consent === "agreed" ? (said ?? null) : null,
      addedAt: ctx.now,
      by: ctx.member.id,
    });
    await apply(ctx, stored, happened(stored, { type: "credit.added", credit: added.id, role }));
    const d = digits(stored);
    return view<"public" | "desk">(
      say({ ja: t`${ref(stored)}: 謝辞に加えました`, en: t`${ref(stored)}: credit added` }),
      { kind: "items", rows: [{ text: creditLine(ctx, stored, added) }] },
      {
        kind: "next",
        commands: [...(added.agreedAt === null ? [`credit consent ${d} ${added.n} agreed`] : []), `credit list ${d}`],
      },
    );
  },
});
