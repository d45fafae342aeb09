import { updateParty } from "../../db/queries/parties.ts";
import { happened } from "../../src/domain/case.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { everywhere } from "../../src/when.ts";
import { apply } from "../apply.ts";
import { caseArg, choiceArg, optional, timeArg } from "../args.ts";
import { seatCommand } from "../contract.ts";
import { digits, ref } from "../show.ts";
import { getMoment, getZone } from "../times.ts";
import { said } from "./answered.ts";
import { seated } from "./seated.ts";
import { zoneOfTime } from "./zone.ts";

const stages = {
  planned: { words: { ja: "公開予定日", en: "planned for a date" }, column: "fixDueAt" },
  ready: { words: { ja: "対策の準備ができた", en: "the fix is ready" }, column: "fixReadyAt" },
  deployed: {
    words: { ja: "利用者に行き渡った", en: "users have it" },
    column: "fixDeployedAt",
  },
} as const;
type Stage = keyof typeof stages;

const orderWrong = (): Refusal =>
  new Refusal(
    "args.invalid",
    words({
      ja: "まだ準備できていない対策は、行き渡ったことにできません。",
      en: "A fix that is not ready cannot be deployed yet.",
    }),
    words({ ja: "先に ready を知らせてください。", en: "Say ready first." }),
    "stage",
  );

export const replyFix = seatCommand({
  name: "reply fix",
  by: "vendor",
  summary: {
    ja: "対策の予定日、準備完了、配布完了を知らせる",
    en: "Say when the fix is due, that it is ready, or deployed",
  },
  effects: "write",
  max: "public",
  form: { when: ["stage"] },
  args: {
    case: caseArg,
    stage: choiceArg(
      { ja: "段階", en: "stage" },
      (Object.keys(stages) as Stage[]).map((value) => ({ value, words: stages[value].words })),
    ),
    at: optional(
      timeArg({ ja: "日時（予定には必須。省くと今）", en: "when; needed for planned, now if left out otherwise" }),
    ),
    zone: optional(zoneOfTime),
  },
  async run(ctx, { case: reference, stage, at: typed, zone: named }) {
    const { seat, c, party } = await seated(ctx, reference);
    if (stage === "planned" && typed === undefined)
      throw new Refusal(
        "args.missing",
        words({ ja: "予定日がありません。", en: "The date is missing." }),
        words({
          ja: "例: reply fix 48213377 planned 2027-01-15",
          en: "For example: reply fix 48213377 planned 2027-01-15",
        }),
        "at",
      );
    if (stage === "deployed" && party.fixReadyAt === null) throw orderWrong();
    const at = typed === undefined ? ctx.now : getMoment({ ...ctx, zone: getZone(ctx, named) }, typed, "at");
    await updateParty(ctx.tx, party.id, { [stages[stage].column]: at });
    const event = {
      type: "party.fix",
      party: party.id,
      contact: seat.contactId,
      what: stage,
      at: at.toISOString(),
    } as const;
    await apply(ctx, c, happened(c, event));
    await said(ctx, reference, seat.vendorId, stage);
    return view(
      say({ ja: t`${ref(c)}: 対策の状況を伝えました`, en: t`${ref(c)}: the desk knows about your fix` }),
      {
        kind: "para",
        text: say({
          ja: t`${words(stages[stage].words)}: ${everywhere(at, ctx.zone)}。公表日の調整に使います。他社には見えません。`,
          en: t`${words(stages[stage].words)}: ${everywhere(at, ctx.zone)}. The desk uses it to find the date of publication; no other vendor sees it.`,
        }),
      },
      { kind: "next", commands: [`reply show ${digits(c)}`] },
    );
  },
});
