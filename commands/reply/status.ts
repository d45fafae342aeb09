import { wholeStatus } from "../../src/domain/answers.ts";
import { happened } from "../../src/domain/case.ts";
import { partyStatuses } from "../../src/domain/parties.ts";
import { say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg } from "../args.ts";
import { seatCommand } from "../contract.ts";
import { answerArgs, keepAnswer, meanings, statusArg } from "../party/answer.ts";
import { standingLines, standingOn } from "../party/answers.ts";
import { digits, ref } from "../show.ts";
import { said } from "./answered.ts";
import { seated } from "./seated.ts";
import { offerTo } from "./stand.ts";

export const replyStatus = seatCommand({
  name: "reply status",
  by: "vendor",
  summary: { ja: "該当製品があるかを知らせる", en: "Say whether your products are affected" },
  effects: "write",
  max: "party",
  form: { when: ["status"] },
  args: {
    case: caseArg,
    status: statusArg,
    ...answerArgs,
  },
  async run(ctx, { case: reference, status, ...rest }): Promise<View<"public" | "party">> {
    const { seat, c, party, ours } = await seated(ctx, reference);
    const { mayRead } = await offerTo(ctx, c, party);
    const answer = await keepAnswer(ctx, c, party.id, { status, ...rest }, { byContact: seat.contactId }, mayRead);
    await apply(ctx, c, happened(c, { type: "party.said", party: party.id, contact: seat.contactId, answer, status }));
    const { all, said: answers } = await standingOn(ctx, c, [party]);
    const own = answers.get(party.id) ?? [];
    const ids = all.map((v) => v.id);
    const whole = wholeStatus(own, ids) ?? status;
    await said(ctx, reference, seat.vendorId, meanings[whole], whole);
    const d = digits(c);
    return view<"public" | "party">(
      say({ ja: t`${ref(c)}: ステータスを伝えました`, en: t`${ref(c)}: your status is recorded` }),
      {
        kind: "para",
        text: say({
          ja: t`「${words(partyStatuses[status])}」と記録しました。公表までは、他社にも公にも見えません。変わったら、もう一度知らせてください。`,
          en: t`Recorded: ${words(partyStatuses[status])}. Until publication nobody but you and the desk sees it. Say so again when it changes.`,
        }),
      },
      ...(all.length < 2 || !mayRead
        ? []
        : [{ kind: "items" as const, rows: standingLines(ctx, all, own, ours).map((text) => ({ text })) }]),
      { kind: "next", commands: [`reply fix ${d} planned 2027-01-15`, `reply statement ${d} …`, `reply show ${d}`] },
    );
  },
});
