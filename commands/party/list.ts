import { recordRead } from "../../db/queries/audit-reads.ts";
import { getCase } from "../../db/queries/cases.ts";
import { lettersOf } from "../../db/queries/notices.ts";
import { partiesOf } from "../../db/queries/parties.ts";
import { checkedAt } from "../../db/queries/vendors.ts";
import { hasAnswered, workRow } from "../../src/domain/parties.ts";
import { standingKeys, standings } from "../../src/domain/standing.ts";
import { desk, open } from "../../src/label.ts";
import { join, say, type Text, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { day, moment } from "../../src/when.ts";
import { caseArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { digits, ref } from "../show.ts";
import { oldCheck } from "../vendor/rows.ts";
import { standingLines, standingOn } from "./answers.ts";
import { partyLine } from "./one.ts";
import { type Stand, standingsOf } from "./standings.ts";

type Letter = Awaited<ReturnType<typeof lettersOf>>[number];

/** "M13 written Fri 3 Nov 2026", or since when it waits: the proof that a new date went to everybody it must go to. */
const letterText = ({ zone }: Ctx, l: Letter): Text<"public"> =>
  l.state === "sent" && l.doneAt !== null
    ? say({
        ja: t`${open(l.message)} ${day(l.doneAt, zone)} 送付`,
        en: t`${open(l.message)} written ${day(l.doneAt, zone)}`,
      })
    : say({
        ja: t`${open(l.message)} 未送付（${day(l.createdAt, zone)} から）`,
        en: t`${open(l.message)} still to be written, since ${day(l.createdAt, zone)}`,
      });

/** How far a party has come, with the time where it is known. */
function standText({ zone }: Ctx, stand: Stand | undefined): Text<"public"> {
  const { standing, at } = stand ?? { standing: "unreached", at: null };
  const what = words(standings[standing]);
  return at === null ? what : say({ ja: t`${what} ${moment(at, zone)}`, en: t`${what} ${moment(at, zone)}` });
}

export const partyList = command({
  name: "party list",
  summary: { ja: "案件の関係者と連絡の状況を一覧する", en: "List a case's parties and how contact stands" },
  effects: "read",
  max: "desk",
  args: { case: caseArg },
  async run(ctx, { case: reference }): Promise<View<"public" | "desk">> {
    const c = await getCase(ctx.tx, reference);
    const [parties, letters] = await Promise.all([
      partiesOf(ctx.tx, c.id),
      lettersOf(ctx.tx, c.id),
      recordRead(ctx.tx, ctx.member.id, c.id, "case", ctx.now),
    ]);
    const d = digits(c);
    const title = say({ ja: t`${ref(c)} の関係者`, en: t`Parties of ${ref(c)}` });
    if (parties.length === 0) {
      return view(
        title,
        { kind: "para", text: words({ ja: "関係者はまだいません。", en: "Nobody is on the case yet." }) },
        { kind: "next", commands: [`party add ${d} "名前"`] },
      );
    }
    const silent = parties.filter((p) => !hasAnswered(p)).length;
    const stands = await standingsOf(ctx, c.id, parties);
    const { all, said } = await standingOn(ctx, c, parties);
    const checked = await checkedAt(
      ctx.tx,
      parties.flatMap((p) => p.vendorId ?? []),
    );
    // The first of those who have something to answer and a way to read it.
    const chased = standingKeys.find(
      (key) =>
        !["unreached", "declined", "approved"].includes(key) && [...stands.values()].some((s) => s.standing === key),
    );
    const counts = standingKeys.flatMap((key) => {
      const n = parties.filter((p) => stands.get(p.id)?.standing === key).length;
      return n === 0
        ? []
        : [say({ ja: t`${words(standings[key])} ${open(n)}`, en: t`${words(standings[key])} ${open(n)}` })];
    });
    return view<"public" | "desk">(
      title,
      {
        kind: "para",
        text: say({
          ja: t`${open(parties.length)}件。応答なし ${open(silent)}件。`,
          en: t`${open(parties.length)} in all; ${open(silent)} without an answer.`,
        }),
      },
      { kind: "para", text: join(counts, " · ") },
      {
        kind: "items",
        rows: parties.map((p) => ({
          mark: hasAnswered(p)
            ? workRow(p.work).found === "yes"
              ? ("open" as const)
              : ("waiting" as const)
            : ("due" as const),
          text: join<"public" | "desk">(
            [
              partyLine(ctx, c, p),
              standText(ctx, stands.get(p.id)),
              ...(all.length < 2 ? [] : standingLines(ctx, all, said.get(p.id) ?? [], desk)),
              ...(p.vendorId === null ? [] : oldCheck(ctx, checked.get(p.vendorId) ?? null)),
              ...letters.filter((l) => l.party === p.id).map((l) => letterText(ctx, l)),
            ],
            " · ",
          ),
        })),
      },
      {
        kind: "next",
        commands: [
          `party attempt ${d} 1 mail sent`,
          ...(chased === undefined ? [] : [`party chase ${d} ${chased}`]),
          `case show ${d}`,
        ],
      },
    );
  },
});
