import { agreeTo } from "../../db/queries/table.ts";
import type { Vulnerability } from "../../db/queries/vulnerabilities.ts";
import { happened } from "../../src/domain/case.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg } from "../args.ts";
import { type SeatCtx, seatCommand } from "../contract.ts";
import { proofOf, type Statement, seenArg, statementNodes, theOne, wordsOf } from "../party/worded.ts";
import { digits, ref } from "../show.ts";
import { type Place, seated } from "./seated.ts";
import { offerTo } from "./stand.ts";
import { aboutArg, vulnerabilityOf } from "./vulnerability.ts";

type R = "public" | "party";

const nothing = (d: string): Refusal =>
  new Refusal(
    "args.invalid",
    words({ ja: "御社の同意を待っている文案はありません。", en: "No draft waits for your agreement." }),
    say({
      ja: t`声明を送る: reply statement ${open(d)}`,
      en: t`To send a statement of yours: reply statement ${open(d)}`,
    }),
  );

/** What is agreed to is read first; the button under it stands for exactly these words. */
function toRead(
  ctx: SeatCtx,
  place: Place,
  one: Statement,
  listed: readonly Vulnerability[],
  changed: boolean,
): View<R> {
  const { c, ours } = place;
  const d = digits(c);
  return view<R>(
    say({ ja: t`${ref(c)}: 声明の文案`, en: t`${ref(c)}: a draft of your statement` }),
    {
      kind: "para",
      text: changed
        ? words({
            ja: "読んだあとで文が変わりました。まだ同意になっていません。次の文を確認してください。",
            en: "The words have changed since you read them, so you have agreed to nothing. They are now:",
          })
        : words({
            ja: "公表に載せる文の案です。このままでよければ同意してください。直すときは声明を送り直してください。",
            en: "This is the draft for the advisory. Agree if it may be printed as it stands, or send your own words.",
          }),
    },
    ...statementNodes<"party">(ctx, c, one, listed, ours),
    { kind: "next", commands: [`reply statement ${d} …`, `reply ask ${d} …`] },
    {
      kind: "buttons",
      buttons: [
        {
          label: words({ ja: "この文に同意する", en: "Agree to these words" }),
          run: `reply approve ${d} seen=${proofOf(ctx, one)}`,
          style: "primary",
        },
        { label: words({ ja: "声明を書き直す…", en: "Send other words…" }), run: `reply statement ${d}` },
      ],
    },
  );
}

export const replyApprove = seatCommand({
  name: "reply approve",
  by: "vendor",
  summary: {
    ja: "デスクが直した声明の文案を読み、同意する",
    en: "Read the desk's draft of your statement, and agree to it",
  },
  effects: "write",
  max: "party",
  args: { case: caseArg, vulnerability: aboutArg, seen: seenArg },
  async run(ctx, { case: reference, vulnerability, seen }): Promise<View<R>> {
    const place = await seated(ctx, reference);
    const { seat, c, party } = place;
    const d = digits(c);
    const { mayRead } = await offerTo(ctx, c, party);
    const about = vulnerability && (await vulnerabilityOf(ctx, c, vulnerability, mayRead));
    const { newest, listed } = await wordsOf(ctx, c, party.id);
    // A draft may tell details: whoever may not read those has none before them.
    const waiting = newest.filter(
      (s) => mayRead && s.vendorOkAt === null && (about === undefined || s.vulnerabilityId === about),
    );
    const read = waiting.find((s) => proofOf(ctx, s) === seen);
    if (read === undefined) {
      const one = theOne(waiting, listed);
      if (one === undefined) throw nothing(d);
      return toRead(ctx, place, one, listed, seen !== undefined);
    }
    await agreeTo(ctx.tx, read.id, { vendorOkAt: ctx.now, vendorOkBy: seat.contactId });
    const agreed = { type: "party.agreed", party: party.id, contact: seat.contactId, statement: read.id } as const;
    await apply(ctx, c, happened(c, agreed));
    return view<R>(
      say({ ja: t`${ref(c)}: 同意しました`, en: t`${ref(c)}: you agreed to the words` }),
      {
        kind: "para",
        text: words({
          ja: "この文への同意をデスクに伝えました。デスクが承認すると、公表に載せられます。",
          en: "The desk knows that you agree to these words. They may be printed once the desk has approved them too.",
        }),
      },
      { kind: "next", commands: [`reply show ${d}`] },
    );
  },
});
