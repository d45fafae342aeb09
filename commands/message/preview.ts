import { addBulletin } from "../../db/queries/bulletins.ts";
import { seal } from "../../src/crypto/keyring.ts";
import { consentAt } from "../../src/domain/embargo/consent.ts";
import { standings } from "../../src/domain/standing.ts";
import { desk, open } from "../../src/label.ts";
import type { Both } from "../../src/locale.ts";
import { foreign, say, type Text, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import type { Ctx } from "../contract.ts";
import { partyName } from "../party/one.ts";
import { caseKey, digits, ref } from "../show.ts";
import { countsOf, sendLabel } from "./counts.ts";
import { card, isNothing, proofOf, type Reach, type Words } from "./reach.ts";
import type { Several } from "./several.ts";

type R = "public" | "desk";

/** Names shown of those whom a text reaches; the number of all stands beside them. */
const shownNames = 20;

/** How many, of whom: always shown, or only where there are any. */
const always: readonly [Both, (r: Reach) => number][] = [
  [{ ja: "部屋に知らせる", en: "Told in their room" }, (r) => countsOf(r).room],
  [{ ja: "ページでだけ読める", en: "Only on their page" }, (r) => countsOf(r).page],
];
const some: readonly [Both, (r: Reach, unread: number) => number][] = [
  [
    { ja: "同意し直しが必要（文の代わりにカードを送る）", en: "Must agree anew: get their card, not the text" },
    (r) => r.byCard.size,
  ],
  [{ ja: "同意するまで読めない", en: "Cannot read it before they agree" }, (r, unread) => unread - r.byCard.size],
  [
    { ja: "まだ誰も読めない（部屋も登録済みの担当者もない）", en: "Read by nobody yet: no room, and nobody is linked" },
    (r) => countsOf(r).nobody,
  ],
  [{ ja: "送らない（エンバーゴに不同意）", en: "Left out: declined the embargo" }, (r) => r.declined],
  [{ ja: "届かない（招かれていない）", en: "Not reached: not invited" }, (r) => r.beyond],
];

/** Whom it reaches and whom not, in numbers. A card is for those who could not read words: of them nothing more is said. */
function goesTo(
  ctx: Ctx,
  { standing }: Several,
  reach: Reach,
  text: Words,
): (readonly [Text<"public">, Text<"public">])[] {
  const count = (n: number): Text<"public"> => say({ ja: t`${open(n)}社`, en: t`${open(n)}` });
  const all = open(reach.to.length);
  const unread = reach.to.filter((p) => !["signatory", "none"].includes(consentAt(p, ctx.now))).length;
  const more = text === card ? some.slice(2) : some;
  return [
    [
      words({ ja: "対象", en: "Meant for" }),
      standing === undefined
        ? say({ ja: t`招かれている開発者 ${all}社`, en: t`invited vendors: ${all}` })
        : say({
            ja: t`「${words(standings[standing])}」の開発者 ${all}社`,
            en: t`vendors at "${words(standings[standing])}": ${all}`,
          }),
    ],
    ...always.map(([label, n]) => [words(label), count(n(reach))] as const),
    ...more.flatMap(([label, of]) => {
      const n = of(reach, unread);
      return n === 0 ? [] : [[words(label), count(n)] as const];
    }),
  ];
}

const again = words({
  ja: "エンバーゴに同意していないので、文は読めません。依頼と期限を書いたカードを、もう一度部屋に送ります。",
  en: "They have not agreed to the embargo and could not read words of yours. Their card goes to their room again: what is asked, and until when.",
});

const nothing = words({
  ja: "部屋のある開発者がいないので、送るものがありません。登録済みの担当者には、招待が自分のページですでに見えています。メールや電話で知らせて、連絡として記録してください。",
  en: "None of them has a room, so there is nothing to send. People who are linked see the invitation on their page already: tell them by mail or phone, and record that.",
});

/** Who reads it, and what. Nothing is sent; where nothing would be, there is no button. */
export async function preview(ctx: Ctx, m: Several, reach: Reach, text: Words, isStale: boolean): Promise<View<R>> {
  const { case: c, standing } = m;
  const body = seal(caseKey(ctx, c), "bulletins.body", text === card ? "" : text);
  const row = { caseId: c.id, at: ctx.now, by: ctx.member.id, body, standing: standing ?? null };
  const draft = await addBulletin(ctx.tx, row);
  const run = `${m.line} seen=${draft}-${proofOf(ctx, draft, reach)}`;
  const more = reach.to.length - shownNames;
  return view<R>(
    say({ ja: t`${ref(c)}: 送る前の確認`, en: t`${ref(c)}: before it is sent` }),
    {
      kind: "para",
      text: isStale
        ? words({
            ja: "確認のあとに宛先が変わったため、まだ送っていません。今の宛先はこうです。",
            en: "Who gets it changed after you looked, so nothing was sent. This is who gets it now.",
          })
        : words({
            ja: "まだ送っていません。宛先ごとに別々に届き、ほかの宛先は見えません。",
            en: "Nothing is sent yet. Each gets it alone and learns of no other.",
          }),
    },
    { kind: "fields", rows: goesTo(ctx, m, reach, text) },
    {
      kind: "items",
      rows: reach.to.slice(0, shownNames).map((p) => ({ text: partyName(ctx, c, p) })),
    },
    ...(more > 0
      ? [{ kind: "para" as const, text: say({ ja: t`ほか ${open(more)}社`, en: t`and ${open(more)} more` }) }]
      : []),
    isNothing(reach, text)
      ? { kind: "para", text: nothing }
      : text === card
        ? { kind: "para", text: again }
        : { kind: "quote", text: foreign(desk(text)) },
    isNothing(reach, text)
      ? {
          kind: "next",
          commands: [`party attempt ${digits(c)} ${reach.to[0]?.n} mail sent`, `party list ${digits(c)}`],
        }
      : { kind: "buttons", buttons: [{ label: sendLabel(reach), run, style: "primary" }] },
  );
}
