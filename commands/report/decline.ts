import { lockCase } from "../../db/queries/cases.ts";
import { readGrounds } from "../../db/queries/grounds.ts";
import { addMessage } from "../../db/queries/messages.ts";
import { seal } from "../../src/crypto/keyring.ts";
import { declineReport } from "../../src/domain/case.ts";
import { declineCodes, declineReasons } from "../../src/domain/decline.ts";
import { detailOf } from "../../src/domain/grounds.ts";
import { fullReference } from "../../src/domain/reference.ts";
import { open } from "../../src/label.ts";
import { declined } from "../../src/templates/m04-declined.ts";
import { say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg, choiceArg, optional, textArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { groundArg, groundFor, groundSchema } from "../grounds.ts";
import { propose } from "../propose.ts";
import { caseKey, ref } from "../show.ts";

interface Input {
  readonly case: number;
  readonly reason: string;
  readonly detail?: string | undefined;
  readonly explanation?: string | undefined;
}

/** 不受理: writes the finder's notice with its reason. Comes here a second time when a second person has confirmed it. */
export async function decline(ctx: Ctx, { case: reference, ...given }: Input): Promise<View<"public">> {
  const { reason, detail, explanation } = given;
  const stored = await lockCase(ctx.tx, reference);
  const ground = groundFor(await readGrounds(ctx.tx), reason, detail);
  const { code } = ground;
  const step = declineReport(stored, code, ctx.now);
  const waits = await propose(ctx, stored, "decline", { case: reference, ...given });
  if (waits !== undefined) return waits;
  const text = declined(stored.finderLocale, fullReference(stored.reference), ground, explanation);
  const body = seal(caseKey(ctx, stored), "messages.body", text);
  await addMessage(ctx.tx, { caseId: stored.id, at: ctx.now, sender: "desk", template: "M04", body });
  await apply(ctx, stored, step);
  return view(
    say({ ja: t`${ref(stored)} を不受理にしました`, en: t`${ref(stored)} declined` }),
    {
      kind: "para",
      text: say({
        ja: t`${ref(stored)} を不受理にしました（${open(code)} ${words(ground.words)}）。発見者には理由を状況確認ページで知らせました（M04）。`,
        en: t`${ref(stored)} is declined (${open(code)} ${words(ground.words)}). The finder reads the reason on the status page (M04).`,
      }),
    },
    { kind: "next", commands: ["report list"] },
  );
}

export const reportDecline = command({
  name: "report decline",
  summary: { ja: "届出を不受理にする（理由コードを付けて）", en: "Decline a report, with a reason code" },
  effects: "write",
  max: "public",
  args: {
    case: caseArg,
    reason: {
      ...choiceArg(
        { ja: "理由コード", en: "reason code" },
        declineCodes.map((code) => ({ value: code.toLowerCase(), words: declineReasons[code].words })),
      ),
      example: "R-04",
      grounds: true,
      // A detail may be typed at once: R-04e.
      schema: groundSchema.refine((code) => (detailOf(code) ?? code) in declineReasons),
    },
    explanation: optional(
      textArg(
        { ja: "発見者への説明（届きます）", en: "your explanation; the finder reads it" },
        "The page needs a login first.",
        2000,
      ),
    ),
    detail: optional(groundArg({ ja: "細目（R-03・R-04）", en: "detail of R-03 or R-04" }, "R-04e")),
  },
  run: (ctx, input) => decline(ctx, input),
});
