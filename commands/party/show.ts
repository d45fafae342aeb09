import { recordRead } from "../../db/queries/audit-reads.ts";
import { getCase } from "../../db/queries/cases.ts";
import { getParty } from "../../db/queries/parties.ts";
import { messagesWith, suggestionsOf } from "../../db/queries/table.ts";
import { unseal } from "../../src/crypto/keyring.ts";
import { desk, open } from "../../src/label.ts";
import { foreign, say, type Text, t, words } from "../../src/text.ts";
import { type Node, type View, view } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import { caseArg } from "../args.ts";
import { command } from "../contract.ts";
import { caseKey, digits, ref } from "../show.ts";
import { deskLine } from "../vuln/one.ts";
import { standingLines, standingOn } from "./answers.ts";
import { attemptNodes } from "./attempts.ts";
import { partyArg, partyLine } from "./one.ts";
import { proofOf, statementNodes, wordsOf } from "./worded.ts";

type R = "public" | "desk";

/** Beginning and ends of what is shown of a long talk. */
const most = 10;

const items = (texts: readonly Text<R>[]): Node<R>[] =>
  texts.length === 0 ? [] : [{ kind: "items", rows: texts.map((text) => ({ text })) }];

export const partyShow = command({
  name: "party show",
  summary: {
    ja: "関係者1社の回答、声明、やりとりを表示する",
    en: "Show what one party has said: answers, statement, messages",
  },
  effects: "read",
  max: "desk",
  args: { case: caseArg, party: partyArg },
  async run(ctx, { case: reference, party: n }): Promise<View<R>> {
    const c = await getCase(ctx.tx, reference);
    const { party } = await getParty(ctx.tx, c.id, n);
    const [{ all, said }, { all: history, newest }, talk, named] = await Promise.all([
      standingOn(ctx, c, [party]),
      wordsOf(ctx, c, party.id),
      messagesWith(ctx.tx, party.id),
      suggestionsOf(ctx.tx, party.id),
      recordRead(ctx.tx, ctx.member.id, c.id, "case", ctx.now),
    ]);
    const key = caseKey(ctx, c);
    const quote = (about: string, body: Buffer): Node<R> => ({
      kind: "quote",
      text: foreign(desk(unseal(key, about, body))),
    });
    const heading = (ja: string, en: string, at: Date): Node<R> => ({
      kind: "heading",
      text: say({
        ja: t`${words({ ja, en: ja })} ${moment(at, ctx.zone)}`,
        en: t`${words({ ja: en, en })} ${moment(at, ctx.zone)}`,
      }),
    });
    const d = digits(c);
    return view<R>(
      say({ ja: t`${ref(c)} の関係者${open(n)}`, en: t`${ref(c)}: party ${open(n)}` }),
      { kind: "items", rows: [{ text: partyLine(ctx, c, party) }] },
      ...items(all.map((v) => deskLine(ctx, c, v))),
      ...items(standingLines(ctx, all, said.get(party.id) ?? [], desk)),
      ...(await attemptNodes(ctx, c, party.id, most)),
      ...newest.flatMap((s) => statementNodes(ctx, c, s, all, desk)),
      ...history
        .filter((s) => !newest.includes(s))
        .slice(-most)
        .flatMap((s) => [
          s.byMember === null
            ? heading("前の声明", "Earlier statement", s.at)
            : heading("前の文案", "Earlier draft", s.at),
          quote("statements.body", s.body),
        ]),
      ...named.flatMap((s) => [heading("ほかの開発者", "Another vendor", s.at), quote("suggestions.name", s.name)]),
      ...talk
        .slice(-most)
        .flatMap((m) => [
          m.byMember === null
            ? heading("届いた連絡", "They wrote", m.at)
            : heading("デスクの連絡", "The desk wrote", m.at),
          quote("party_messages.body", m.body),
        ]),
      { kind: "next", commands: [`message party ${d} ${n} …`, `party list ${d}`, `embargo show ${d}`] },
      {
        kind: "buttons",
        buttons: [
          ...newest
            .filter((s) => s.vendorOkAt !== null && s.deskOkAt === null)
            .slice(0, 1)
            .map((s) => ({
              label: words({ ja: "声明を承認する", en: "Approve the statement" }),
              run: `party approve ${d} ${n} seen=${proofOf(ctx, s)}`,
            })),
          ...(party.vendorId === null || party.invitedAt === null
            ? []
            : [{ label: words({ ja: "声明を直す…", en: "Edit the statement…" }), run: `party statement ${d} ${n}` }]),
          { label: words({ ja: "連絡する…", en: "Write…" }), run: `message party ${d} ${n}` },
          {
            label: words({ ja: "回答を代わりに記録…", en: "Record their answer…" }),
            run: `party said ${d} ${n}`,
          },
        ],
      },
    );
  },
});
