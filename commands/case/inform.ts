import { lockCase } from "../../db/queries/cases.ts";
import { addNote } from "../../db/queries/messages.ts";
import { seal } from "../../src/crypto/keyring.ts";
import { checks, prioritise, undertakings } from "../../src/domain/lifecycle/priority.ts";
import { say, t } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg, optional, textArg, wordArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { propose } from "../propose.ts";
import { caseKey, digits, ref } from "../show.ts";
import { factsOf } from "./facts.ts";

const conditions = [...undertakings, ...checks] as const;
const conditionWords = {
  secrecy: { ja: "組織内で秘密を守る", en: "secrecy inside the organisation" },
  contractors: { ja: "委託先で秘密を守る", en: "secrecy at its contractors" },
  purpose: { ja: "インフラを守る目的だけに使う", en: "use only to protect the infrastructure" },
  consulted: { ja: "IPAと製品開発者に相談した", en: "IPA and the vendor were consulted" },
  listed: { ja: "提供先が承認済みの一覧にある", en: "the recipient is on the approved list" },
};

interface Input {
  readonly case: number;
  readonly conditions?: string | undefined;
  readonly to: string;
}

/** Records that a recipient was told ahead of publication, and tells the finder that it was done. */
export async function inform(ctx: Ctx, input: Input): Promise<View<"public">> {
  const stored = await lockCase(ctx.tx, input.case);
  const step = prioritise(await factsOf(ctx, stored), input.conditions?.toLowerCase().split(",") ?? []);
  const waits = await propose(ctx, stored, "inform", input);
  if (waits !== undefined) return waits;
  const body = seal(caseKey(ctx, stored), "notes.body", input.to);
  const note = await addNote(ctx.tx, { caseId: stored.id, at: ctx.now, by: ctx.proposer ?? ctx.member.id, body });
  await apply(ctx, stored, step(note));
  return view(
    say({
      ja: t`${ref(stored)}: 優先的な情報提供を記録しました`,
      en: t`${ref(stored)}: priority information recorded`,
    }),
    {
      kind: "para",
      text: say({
        ja: t`提供先はメモに残しました。発見者には、提供したことだけを状況確認ページで知らせました（M26）。`,
        en: t`The recipient is kept as a note. The finder reads on the status page that it was done, not to whom (M26).`,
      }),
    },
    { kind: "next", commands: [`case show ${digits(stored)}`] },
  );
}

export const caseInform = command({
  name: "case inform",
  summary: {
    ja: "優先的な情報提供を記録する（対策ができてから公表まで。2人で）",
    en: "Record priority information: after the fix, before publication, by two people",
  },
  effects: "write",
  max: "public",
  args: {
    case: caseArg,
    conditions: optional({
      ...wordArg(
        {
          ja: "満たした条件と提供先の約束（コンマ区切り）",
          en: "conditions met and what the recipient promised, with commas",
        },
        conditions.join(","),
        /^[a-z]+(,[a-z]+){0,4}$/i,
      ),
      label: { ja: "満たした条件と提供先の約束", en: "Conditions met, and what was promised" },
      kind: "choices" as const,
      choices: conditions.map((value) => ({ value, words: conditionWords[value] })),
    }),
    to: textArg(
      { ja: "提供先と、協議した記録", en: "the recipient, and how the vendor was consulted" },
      "Power company A; vendor agreed by mail",
      500,
    ),
  },
  run: (ctx, input) => inform(ctx, input),
});
