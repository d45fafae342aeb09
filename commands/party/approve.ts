import { lockCase, type StoredCase } from "../../db/queries/cases.ts";
import { getParty, type StoredParty } from "../../db/queries/parties.ts";
import { agreeTo } from "../../db/queries/table.ts";
import { happened } from "../../src/domain/case.ts";
import { desk, open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { foreign, say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { aboutArg, vulnerabilityOf } from "../reply/vulnerability.ts";
import { digits, ref } from "../show.ts";
import { partyArg } from "./one.ts";
import { bodyOf, proofOf, type Statement, seenArg, theOne, wordsOf } from "./worded.ts";

function refuse(c: StoredCase, n: number, waitsForVendor: boolean): Refusal {
  const line = open(`party show ${digits(c)} ${n}`);
  return new Refusal(
    "args.invalid",
    waitsForVendor
      ? say({
          ja: t`関係者${open(n)}が、この文への同意をまだ伝えていません。`,
          en: t`Party ${open(n)} has yet to agree to these words.`,
        })
      : say({
          ja: t`関係者${open(n)}に、承認を待っている声明はありません。`,
          en: t`No statement of party ${open(n)} waits for approval.`,
        }),
    waitsForVendor
      ? say({
          ja: t`同意の連絡（reply approve）が届いたら承認できます。見る: ${line}`,
          en: t`You can approve them once it has (reply approve). See them: ${line}`,
        })
      : say({ ja: t`見る: ${line}`, en: t`See it: ${line}` }),
    "party",
  );
}

const otherWords = (c: StoredCase, n: number): Refusal =>
  new Refusal(
    "args.invalid",
    words({
      ja: "読んだあとで文が変わりました。何も承認していません。",
      en: "The words have changed since; nothing was approved.",
    }),
    say({
      ja: t`読み直してください: ${open(`party show ${digits(c)} ${n}`)}`,
      en: t`Read them anew: ${open(`party show ${digits(c)} ${n}`)}`,
    }),
  );

/** The statement that the desk approves. @throws Refusal when none waits, or its words are not those that were read. */
async function waiting(
  ctx: Ctx,
  c: StoredCase,
  party: StoredParty,
  asked: { readonly vulnerability?: string | undefined; readonly seen?: string | undefined },
): Promise<Statement> {
  const { newest, listed } = await wordsOf(ctx, c, party.id);
  const about = asked.vulnerability && (await vulnerabilityOf(ctx, c, asked.vulnerability, true));
  const open = newest.filter((s) => s.deskOkAt === null && (about === undefined || s.vulnerabilityId === about));
  if (asked.seen !== undefined) {
    const read = open.find((s) => proofOf(ctx, s) === asked.seen);
    if (read === undefined) throw otherWords(c, party.n);
    return read;
  }
  const one = theOne(
    open.filter((s) => s.vendorOkAt !== null),
    listed,
  );
  if (one === undefined) throw refuse(c, party.n, open.length > 0);
  return one;
}

export const partyApprove = command({
  name: "party approve",
  summary: {
    ja: "関係者の最新の声明を、デスクとして承認する（公表に載せられるようになります）",
    en: "Approve a party's newest statement, so that it may be printed",
  },
  effects: "write",
  max: "desk",
  args: { case: caseArg, party: partyArg, vulnerability: aboutArg, seen: seenArg },
  async run(ctx, { case: reference, party: n, vulnerability, seen }): Promise<View<"public" | "desk">> {
    const stored = await lockCase(ctx.tx, reference);
    const { party } = await getParty(ctx.tx, stored.id, n);
    const one = await waiting(ctx, stored, party, { vulnerability, seen });
    if (one.vendorOkAt === null) throw refuse(stored, n, true);
    await agreeTo(ctx.tx, one.id, { deskOkAt: ctx.now, deskOkBy: ctx.member.id });
    await apply(ctx, stored, happened(stored, { type: "party.approved", party: party.id, statement: one.id }));
    const d = digits(stored);
    return view<"public" | "desk">(
      say({ ja: t`${ref(stored)}: 声明を承認しました`, en: t`${ref(stored)}: statement approved` }),
      {
        kind: "para",
        text: words({
          ja: "双方が確認しました。公表にこのまま載せられます。",
          en: "Both sides have approved it: it may be printed as it stands.",
        }),
      },
      { kind: "quote", text: foreign(desk(bodyOf(ctx, stored, one))) },
      { kind: "next", commands: [`party show ${d} ${n}`, `party list ${d}`] },
    );
  },
});
