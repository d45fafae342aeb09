import { lockCase } from "../../db/queries/cases.ts";
import { addNote } from "../../db/queries/messages.ts";
import { seal } from "../../src/crypto/keyring.ts";
import { type PublicBody, publicBodies, refer as referred } from "../../src/domain/lifecycle/refer.ts";
import { say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg, choiceArg, textArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { propose } from "../propose.ts";
import { caseKey, digits, ref } from "../show.ts";

interface Input {
  readonly case: number;
  readonly to: PublicBody;
  readonly note: string;
}

/** Records it (M36); comes here a second time when a second person has confirmed it. */
export async function refer(ctx: Ctx, input: Input): Promise<View<"public">> {
  const stored = await lockCase(ctx.tx, input.case);
  const step = referred(stored, input.to);
  const waits = await propose(ctx, stored, "refer", input);
  if (waits !== undefined) return waits;
  const body = seal(caseKey(ctx, stored), "notes.body", input.note);
  const by = ctx.proposer ?? ctx.member.id;
  const note = await addNote(ctx.tx, { caseId: stored.id, at: ctx.now, by, body });
  await apply(ctx, stored, step(note));
  return view(
    say({ ja: t`${ref(stored)}: 協力の依頼を記録しました`, en: t`${ref(stored)}: request for help recorded` }),
    {
      kind: "para",
      text: say({
        ja: t`依頼先: ${words(publicBodies[input.to])}。伝えた内容はメモに残しました（M36）。`,
        en: t`Asked: ${words(publicBodies[input.to])}. What was told is kept as a note (M36).`,
      }),
    },
    { kind: "next", commands: [`case show ${digits(stored)}`] },
  );
}

const bodies = Object.entries(publicBodies).map(([value, both]) => ({ value, words: both }));

export const caseRefer = command({
  name: "case refer",
  summary: {
    ja: "ウェブサイトの案件で、関係機関への協力依頼を記録する（情報の一部だけ。2人で）",
    en: "Record that a public body was asked for help with a website, with part of the information, by two people",
  },
  effects: "write",
  max: "public",
  args: {
    case: caseArg,
    to: choiceArg({ ja: "依頼先", en: "which body" }, bodies),
    note: textArg(
      { ja: "いつ、何を伝えたか", en: "when, and what was told" },
      "asked by mail who runs the site",
      1_000,
    ),
  },
  // The choices were made from the table's own keys.
  run: (ctx, input) => refer(ctx, { ...input, to: input.to as PublicBody }),
});
