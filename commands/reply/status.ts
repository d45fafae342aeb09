import { addAnswer } from "../../db/queries/table.ts";
import { seal } from "../../src/crypto/keyring.ts";
import { wholeStatus } from "../../src/domain/answers.ts";
import { happened } from "../../src/domain/case.ts";
import { justificationKeys, justifications, type PartyStatus, partyStatuses } from "../../src/domain/parties.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg, choiceArg, optional, textArg } from "../args.ts";
import { seatCommand } from "../contract.ts";
import { standingLines, standingOn } from "../party/answers.ts";
import { caseKey, digits, ref } from "../show.ts";
import { type Said, said } from "./answered.ts";
import { seated } from "./seated.ts";
import { offerTo } from "./stand.ts";
import { aboutArg, vulnerabilityOf } from "./vulnerability.ts";

/** What a vendor can say; the rest is the desk's to set. What it means for its work. */
const meanings = {
  affected: "exists",
  affected_investigating: "verifying",
  not_affected: "none",
  not_affected_investigating: "verifying",
} as const satisfies Partial<Record<PartyStatus, Said>>;
const sayable = Object.keys(meanings) as (keyof typeof meanings)[];

const needsWhy = (): Refusal =>
  new Refusal(
    "args.missing",
    words({
      ja: "「該当製品なし」には理由（justification）が必要です。",
      en: '"Not vulnerable" needs its justification.',
    }),
    words({
      ja: `使える値: ${justificationKeys.join(" · ")}`,
      en: `Allowed: ${justificationKeys.join(" · ")}`,
    }),
    "justification",
  );

export const replyStatus = seatCommand({
  name: "reply status",
  by: "vendor",
  summary: { ja: "該当製品があるかを知らせる", en: "Say whether your products are affected" },
  effects: "write",
  max: "party",
  form: { when: ["status"] },
  args: {
    case: caseArg,
    status: choiceArg(
      { ja: "ステータス", en: "status" },
      sayable.map((value) => ({ value, words: partyStatuses[value] })),
    ),
    justification: optional(
      choiceArg(
        { ja: "該当しない理由（VEX）", en: "why not, for not_affected (VEX)" },
        justificationKeys.map((value) => ({ value, words: justifications[value] })),
      ),
    ),
    vulnerability: aboutArg,
    product: optional(
      textArg({ ja: "製品（省くとすべて）", en: "product; all of yours if left out" }, "Hoshi Viewer 3", 200),
    ),
  },
  async run(
    ctx,
    { case: reference, status, justification, vulnerability, product },
  ): Promise<View<"public" | "party">> {
    const { seat, c, party, ours } = await seated(ctx, reference);
    if (status === "not_affected" && justification === undefined) throw needsWhy();
    const { mayRead } = await offerTo(ctx, c, party);
    const about = await vulnerabilityOf(ctx, c, vulnerability, mayRead);
    const answer = await addAnswer(ctx.tx, {
      partyId: party.id,
      vulnerabilityId: about,
      product: product === undefined ? null : seal(caseKey(ctx, c), "party_answers.product", product),
      status,
      justification: status.startsWith("not_affected") ? (justification ?? null) : null,
      at: ctx.now,
      byContact: seat.contactId,
    });
    await apply(ctx, c, happened(c, { type: "party.said", party: party.id, contact: seat.contactId, answer, status }));
    const { all, said: answers } = await standingOn(ctx, c, [party]);
    const own = answers.get(party.id) ?? [];
    const ids = all.map((v) => v.id);
    const whole = wholeStatus(own, ids) ?? status;
    await said(ctx, reference, seat.vendorId, meanings[whole], whole);
    const d = digits(c);
    return view<"public" | "party">(
      say({ ja: t`${ref(c)}: ステータスを伝えました`, en: t`${ref(c)}: your status is recorded` }),
      {
        kind: "para",
        text: say({
          ja: t`「${words(partyStatuses[status])}」と記録しました。公表までは、他社にも公にも見えません。変わったら、もう一度知らせてください。`,
          en: t`Recorded: ${words(partyStatuses[status])}. Until publication nobody but you and the desk sees it. Say so again when it changes.`,
        }),
      },
      ...(all.length < 2 || !mayRead
        ? []
        : [{ kind: "items" as const, rows: standingLines(ctx, all, own, ours).map((text) => ({ text })) }]),
      { kind: "next", commands: [`reply fix ${d} planned 2027-01-15`, `reply statement ${d} …`, `reply show ${d}`] },
    );
  },
});
