import { namesOf } from "../../db/queries/members.ts";
import { messagesWith } from "../../db/queries/table.ts";
import { unseal } from "../../src/crypto/keyring.ts";
import { withheld } from "../../src/domain/intake/tellable.ts";
import { partyStatuses } from "../../src/domain/parties.ts";
import { open } from "../../src/label.ts";
import { foreign, forParty, say, type Text, t, words } from "../../src/text.ts";
import { type Node, type View, view } from "../../src/view.ts";
import { everywhere, moment } from "../../src/when.ts";
import { caseArg } from "../args.ts";
import { type SeatCtx, seatCommand } from "../contract.ts";
import { endFor } from "../embargo/words.ts";
import { standingLines, standingOn } from "../party/answers.ts";
import { statementNodes, wordsOf } from "../party/worded.ts";
import { caseKey, digits, ref } from "../show.ts";
import { vulnerabilityLine } from "../vuln/one.ts";
import { briefNodes, detailsRead, withoutFinder } from "./brief.ts";
import { type Place, seated } from "./seated.ts";
import { offerTo, seatButtons, standText } from "./stand.ts";

type R = "public" | "party";

const notYet = words({
  ja: "詳細は、エンバーゴに同意したあとで読めます。同意するまで、製品の名前も含めてお伝えできません。",
  en: "You can read the details once you agree to the embargo. Until then we cannot say more, not even the product's name.",
});

const hidden = words({
  ja: "デスクの連絡は、エンバーゴに同意したあとで読めます。",
  en: "You can read what the desk wrote once you agree to the embargo.",
});

/** What the desk and this vendor wrote to each other, newest last. The desk's words may tell details, so they wait for consent. */
async function talk(ctx: SeatCtx, { c, party, ours }: Place, mayRead: boolean): Promise<Node<R>[]> {
  const said = (await messagesWith(ctx.tx, party.id)).slice(-10);
  const key = caseKey(ctx, c);
  return said.flatMap((m): Node<R>[] => [
    {
      kind: "heading",
      text:
        m.byMember === null
          ? say({ ja: t`御社から ${moment(m.at, ctx.zone)}`, en: t`You wrote ${moment(m.at, ctx.zone)}` })
          : say({ ja: t`デスクから ${moment(m.at, ctx.zone)}`, en: t`The desk wrote ${moment(m.at, ctx.zone)}` }),
    },
    m.byMember !== null && !mayRead
      ? { kind: "para", text: hidden }
      : { kind: "quote", text: foreign(ours(unseal(key, "party_messages.body", m.body))) },
  ]);
}

/** What the case holds, where it lists more than the report, and what this vendor has said of it. A detail like the others. */
async function vulnerabilities(ctx: SeatCtx, { c, party, ours }: Place): Promise<Node<R>[]> {
  const { all, said } = await standingOn(ctx, c, [party]);
  const clean = await withoutFinder(ctx, c);
  // The desk's title of a website's flaw may name the site, which is its operator's alone to know (domain rules §10.5).
  const isSites = c.kind === "website" && party.role !== "operator";
  const lines = [
    ...all.map((v) => vulnerabilityLine(ctx, c, v, (title) => ours(isSites ? withheld : clean(title)))),
    ...standingLines(ctx, all, said.get(party.id) ?? [], ours),
  ];
  if (all.length === 0) return [];
  return [
    { kind: "heading", text: words({ ja: "脆弱性と御社の回答", en: "The vulnerabilities, and what you said" }) },
    { kind: "items", rows: lines.map((text) => ({ text })) },
  ];
}

/** Their words for the advisory. What the desk drafted may tell details, so it waits for consent. */
async function statement(ctx: SeatCtx, { c, party, ours }: Place, mayRead: boolean): Promise<Node<R>[]> {
  const { newest, listed } = await wordsOf(ctx, c, party.id);
  const shown = newest.filter((s) => mayRead || s.byMember === null);
  // With several, each has its own button: which is meant cannot be left open.
  const agree = shown
    .filter((s) => s.vendorOkAt === null)
    .map((s) => {
      const n = listed.find((v) => v.id === s.vulnerabilityId)?.n ?? "all";
      return {
        label:
          n === "all"
            ? words({ ja: "文案を確認する…", en: "Look at the draft…" })
            : say({ ja: t`文案を確認する（${open(n)}）…`, en: t`Look at the draft (${open(n)})…` }),
        run: `reply approve ${digits(c)} vulnerability=${n}`,
      };
    });
  return [
    ...shown.flatMap((s) => statementNodes<"party">(ctx, c, s, listed, ours)),
    ...(agree.length > 0 ? [{ kind: "buttons" as const, buttons: agree }] : []),
  ];
}

export const replyShow = seatCommand({
  name: "reply show",
  by: "vendor",
  summary: { ja: "案件の自社に関わる部分を表示する", en: "Show your side of a case" },
  effects: "read",
  max: "party",
  args: { case: caseArg },
  async run(ctx, { case: reference }): Promise<View<R>> {
    const place = await seated(ctx, reference);
    const { seat, c, party } = place;
    const offer = await offerTo(ctx, c, party);
    const names = await namesOf(ctx.tx, c.assigneeId === null ? [] : [c.assigneeId]);
    const brief = offer.mayRead ? await briefNodes(ctx, c, party, seat.vendor) : [];
    const rows: (readonly [Text<"public">, Text<R>])[] = [
      [words({ ja: "御社の状況", en: "You" }), forParty(seat.vendor, standText(ctx, c, party))],
      ...(offer.terms === undefined
        ? []
        : [
            [
              words({ ja: "エンバーゴの終わり", en: "Embargo until" }),
              forParty(seat.vendor, endFor(ctx, offer.terms, party.id)),
            ] as const,
          ]),
      ...offer.own.map(
        (o) =>
          [words({ ja: "御社の提案", en: "Your proposal" }), forParty(seat.vendor, endFor(ctx, o, party.id))] as const,
      ),
      ...(party.answerBy === null
        ? []
        : [[words({ ja: "回答の期限", en: "Answer by" }), everywhere(party.answerBy, ctx.zone)] as const]),
      [words({ ja: "ステータス", en: "Status" }), words(partyStatuses[party.status])],
      ...(party.fixDueAt === null
        ? []
        : [[words({ ja: "対策の予定", en: "Fix planned" }), everywhere(party.fixDueAt, ctx.zone)] as const]),
      [
        words({ ja: "デスクの担当", en: "At the desk" }),
        c.assigneeId === null
          ? words({ ja: "調整中", en: "being assigned" })
          : foreign(open(names.get(c.assigneeId) ?? "?")),
      ],
    ];
    const shown = view<R>(
      ref(c),
      { kind: "heading", text: ref(c) },
      { kind: "fields", rows },
      ...(offer.mayRead ? brief : [{ kind: "para", text: notYet } as const]),
      ...(offer.mayRead ? await vulnerabilities(ctx, place) : []),
      ...(await statement(ctx, place, offer.mayRead)),
      ...(await talk(ctx, place, offer.mayRead)),
      { kind: "next", commands: [`reply ask ${digits(c)} …`, "reply help"] },
      {
        kind: "buttons",
        buttons: seatButtons(ctx, c, party, offer).filter((b) => !b.run.startsWith("reply show")),
      },
    );
    if (brief.length > 0) await detailsRead(ctx, c, party);
    return shown;
  },
});
