import { lockCaseById, noSuchCase } from "../../db/queries/cases.ts";
import { decideProposal, findProposal } from "../../db/queries/proposals.ts";
import { unseal } from "../../src/crypto/keyring.ts";
import { happened } from "../../src/domain/case.ts";
import { type SecondAct, secondRow } from "../../src/domain/second.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { choiceArg, numberArg, optional } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { end } from "../embargo/end.ts";
import { remove } from "../party/remove.ts";
import { accept } from "../report/accept.ts";
import { decline } from "../report/decline.ts";
import { erase } from "../report/erase.ts";
import { caseKey, digits, ref } from "../show.ts";
import { close } from "./close.ts";
import { government } from "./government.ts";
import { inform } from "./inform.ts";
import { move } from "./move.ts";
import { refer } from "./refer.ts";

/** What each act does once two people have agreed. Its input was parsed when it was proposed. */
const perform: Readonly<Record<SecondAct, (ctx: Ctx, input: never) => Promise<View<"public">>>> = {
  publish: move,
  accept,
  decline,
  inform,
  government,
  refer,
  close,
  embargo: end,
  remove,
  erase,
};

type Found = NonNullable<Awaited<ReturnType<typeof findProposal>>>;

const refuse = (why: { ja: string; en: string }, hint: { ja: string; en: string }): Refusal =>
  new Refusal("proposal.not-found", words(why), words(hint));

/** @throws Refusal `proposal.not-found`, `not-allowed`, `case.stale`. */
function check(ctx: Ctx, found: Found | undefined, confirms: boolean): asserts found is Found {
  if (found === undefined || found.proposal.outcome !== null) {
    throw refuse(
      { ja: "その番号で確認を待っているものはありません。", en: "Nothing with that number waits for a second person." },
      { ja: "番号は、確認をお願いする通知にあります。", en: "The number stands in the message that asked for it." },
    );
  }
  const { proposal: p } = found;
  if (p.expiresAt <= ctx.now) {
    throw refuse(
      { ja: "提案の期限が切れています。", en: "The proposal has lapsed." },
      { ja: "もう一度提案してください。", en: "Propose it again." },
    );
  }
  // Whoever proposed it may take it back, but not confirm it, on whatever account they come.
  if (!confirms && p.proposedBy === ctx.member.id) return;
  if (p.proposedBy === ctx.member.id || !secondRow(p.act as SecondAct).who.some((r) => ctx.member.roles.includes(r))) {
    throw new Refusal(
      "not-allowed",
      words({
        ja: "確認できるのは、提案した人とは別の承認者です。",
        en: "An approver other than the proposer has to confirm it.",
      }),
      words({ ja: "承認者の一覧: member list", en: "Who is an approver: member list" }),
    );
  }
  if (confirms && found.caseVersion !== p.version) {
    throw new Refusal(
      "case.stale",
      words({
        ja: "提案のあとで案件が変わりました。何も実行していません。",
        en: "The case has changed since; nothing was done.",
      }),
      words({ ja: "案件を見て、もう一度提案してください。", en: "Look at the case, then propose it again." }),
    );
  }
}

export const caseConfirm = command({
  name: "case confirm",
  summary: {
    ja: "ほかの人が提案したことを、2人目として確認する",
    en: "Confirm, as the second person, what another proposed",
  },
  effects: "write",
  max: "public",
  args: {
    proposal: numberArg({ ja: "提案の番号", en: "number of the proposal" }, "7", 1, Number.MAX_SAFE_INTEGER),
    answer: optional(
      choiceArg({ ja: "確認するか差し戻すか", en: "confirm or refuse" }, [
        { value: "yes", words: { ja: "確認する", en: "confirm" } },
        { value: "no", words: { ja: "差し戻す", en: "refuse" } },
      ]),
    ),
  },
  async run(ctx, { proposal: id, answer = "yes" }) {
    const found = await findProposal(ctx.tx, id);
    const confirms = answer === "yes";
    check(ctx, found, confirms);
    const { proposal: p } = found;
    const stored = await lockCaseById(ctx.tx, p.caseId);
    if (stored === undefined) throw noSuchCase();
    const outcome = confirms ? ("confirmed" as const) : ("refused" as const);
    await decideProposal(ctx.tx, id, { decidedBy: ctx.member.id, decidedAt: ctx.now, outcome });
    const decided = { type: "second.decided", proposal: id, outcome, proposedBy: p.proposedBy } as const;
    await apply(ctx, stored, happened(stored, decided));
    if (confirms) {
      const input: never = JSON.parse(unseal(caseKey(ctx, stored), "proposals.line", p.line)) as never;
      return await perform[p.act as SecondAct]({ ...ctx, second: id, proposer: p.proposedBy }, input);
    }
    return view(
      say({ ja: t`${ref(stored)}: 差し戻しました`, en: t`${ref(stored)}: refused` }),
      {
        kind: "para",
        text: words({ ja: "差し戻しました。何も変わっていません。", en: "Refused; nothing has changed." }),
      },
      { kind: "next", commands: [`case show ${digits(stored)}`] },
    );
  },
});
