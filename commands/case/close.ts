import { lockCase } from "../../db/queries/cases.ts";
import { readGrounds } from "../../db/queries/grounds.ts";
import { addNote } from "../../db/queries/messages.ts";
import { seal } from "../../src/crypto/keyring.ts";
import { type EndCode, endCodes, ending } from "../../src/domain/endings.ts";
import { closeCase } from "../../src/domain/lifecycle/end.ts";
import { open } from "../../src/label.ts";
import { say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg, choiceArg, optional, textArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { groundFor } from "../grounds.ts";
import { propose } from "../propose.ts";
import { caseKey, digits, ref } from "../show.ts";
import { factsOf } from "./facts.ts";
import { nowIs } from "./moved.ts";

const codes = endCodes.filter((code) => ending(code).merge !== true);

interface Input {
  readonly case: number;
  readonly code: string;
  readonly request?: "lift" | "keep" | undefined;
  readonly note?: string | undefined;
}

/** Ends it; comes here a second time when a second person has confirmed it. */
export async function close(ctx: Ctx, input: Input): Promise<View<"public">> {
  const { case: reference, code: typed, request, note } = input;
  const stored = await lockCase(ctx.tx, reference);
  // The choices were made from the codes themselves, in small letters.
  const code = typed.toUpperCase() as EndCode;
  const ground = groundFor(await readGrounds(ctx.tx), code, undefined, "code");
  const step = closeCase(await factsOf(ctx, stored, { request }), code);
  // §3.2 row 13: a site that was not mended.
  const waits = stored.kind === "website" && (await propose(ctx, stored, "close", input));
  if (waits) return waits;
  if (note !== undefined) {
    const body = seal(caseKey(ctx, stored), "notes.body", note);
    await addNote(ctx.tx, { caseId: stored.id, at: ctx.now, by: ctx.proposer ?? ctx.member.id, body });
  }
  await apply(ctx, stored, step);
  return view(
    say({ ja: t`${ref(stored)} を終了しました`, en: t`${ref(stored)} ended` }),
    {
      kind: "para",
      text: say({
        ja: t`${nowIs(step.after)} 理由: ${open(code)} ${words(ground.words)}。発見者には状況確認ページで知らせました（M16）。`,
        en: t`${nowIs(step.after)} Ground: ${open(code)} ${words(ground.words)}. The finder reads it on the status page (M16).`,
      }),
    },
    { kind: "next", commands: [`case reopen ${digits(stored)} …`, "case list"] },
  );
}

export const caseClose = command({
  name: "case close",
  summary: { ja: "案件を理由コードで終了する（T-… / P-…）", en: "End a case, with a code T-… or P-…" },
  effects: "write",
  max: "public",
  args: {
    case: caseArg,
    code: {
      ...choiceArg(
        { ja: "理由コード", en: "reason code" },
        codes.map((code) => ({ value: code.toLowerCase(), words: ending(code).words })),
      ),
      example: "T-08",
      grounds: true,
    },
    request: optional(
      choiceArg({ ja: "情報非開示依頼（製品の案件）", en: "the non-disclosure request, for a product's case" }, [
        { value: "lift", words: { ja: "取り下げる", en: "lift it" } },
        { value: "keep", words: { ja: "続ける", en: "keep it" } },
      ]),
    ),
    note: optional(
      textArg({ ja: "経緯（デスク内のメモ）", en: "why, as a note for the desk" }, "operator says low effect", 2000),
    ),
  },
  run: (ctx, input) => close(ctx, input),
});
