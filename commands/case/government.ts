import { lockCase } from "../../db/queries/cases.ts";
import { addNote } from "../../db/queries/messages.ts";
import { seal } from "../../src/crypto/keyring.ts";
import { tellGovernment } from "../../src/domain/lifecycle/government.ts";
import { say, t } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg, textArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { propose } from "../propose.ts";
import { caseKey, digits, ref } from "../show.ts";

interface Input {
  readonly case: number;
  readonly note: string;
}

/** Records the notice; comes here a second time when a second person has confirmed it. */
export async function government(ctx: Ctx, input: Input): Promise<View<"public">> {
  const stored = await lockCase(ctx.tx, input.case);
  const step = tellGovernment(stored, ctx.settings);
  const waits = await propose(ctx, stored, "government", input);
  if (waits !== undefined) return waits;
  const body = seal(caseKey(ctx, stored), "notes.body", input.note);
  const note = await addNote(ctx.tx, { caseId: stored.id, at: ctx.now, by: ctx.proposer ?? ctx.member.id, body });
  await apply(ctx, stored, step(note));
  return view(
    say({
      ja: t`${ref(stored)}: 政府への通知を記録しました`,
      en: t`${ref(stored)}: notice to the government recorded`,
    }),
    {
      kind: "para",
      text: say({
        ja: t`通知の内容はメモに残しました。${ref(stored)} の調整と公表は、これまでどおり続きます。`,
        en: t`What was told is kept as a note. Coordination and publication of ${ref(stored)} go on as before.`,
      }),
    },
    { kind: "next", commands: [`case show ${digits(stored)}`] },
  );
}

export const caseGovernment = command({
  name: "case government",
  summary: {
    ja: "政府（内閣府）への通知を記録する（2026年版の手順。2人で）",
    en: "Record a notice to the Cabinet Office (2026 edition), by two people",
  },
  effects: "write",
  max: "public",
  args: {
    case: caseArg,
    note: textArg(
      { ja: "いつ、だれに、何を通知したか", en: "when, to whom, and what was told" },
      "told the Cabinet Office by phone: exploited since Monday",
      1_000,
    ),
  },
  run: (ctx, input) => government(ctx, input),
});
