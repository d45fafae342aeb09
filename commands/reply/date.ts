import { forParty, say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { caseArg, optional, textArg, timeArg } from "../args.ts";
import { seatCommand } from "../contract.ts";
import { proposeTerms } from "../embargo/acts.ts";
import { endFor } from "../embargo/words.ts";
import { digits, ref } from "../show.ts";
import { getMoment, getZone } from "../times.ts";
import { said } from "./answered.ts";
import { seated } from "./seated.ts";
import { inVendorsWords } from "./way-on.ts";
import { zoneOfTime } from "./zone.ts";

export const replyDate = seatCommand({
  name: "reply date",
  by: "vendor",
  summary: { ja: "エンバーゴの終わりを、別の日時で提案する", en: "Propose another end of the embargo" },
  effects: "write",
  max: "party",
  args: {
    case: caseArg,
    until: timeArg({ ja: "終わりの日時", en: "until when, date and hour" }),
    why: optional(
      textArg(
        { ja: "理由（デスクだけが読みます）", en: "why; only the desk reads it" },
        "our next release is on 3 February",
        1000,
      ),
    ),
    zone: optional(zoneOfTime),
  },
  async run(ctx, { case: reference, until, zone: named, why }): Promise<View<"public" | "party">> {
    const { seat, c, party } = await seated(ctx, reference);
    const zone = getZone(ctx, named);
    const endsAt = getMoment({ ...ctx, zone }, until, "until");
    const { terms } = await inVendorsWords(c, proposeTerms(ctx, c, { endsAt, zone, by: { party: party.id }, why }));
    await said(ctx, reference, seat.vendorId, "answered");
    return view<"public" | "party">(
      say({ ja: t`${ref(c)}: 提案を送りました`, en: t`${ref(c)}: your proposal is with the desk` }),
      {
        kind: "para",
        text:
          terms === undefined
            ? words({ ja: "提案を送りました。", en: "Your proposal was sent." })
            : forParty(
                seat.vendor,
                say({
                  ja: t`${endFor(ctx, terms, party.id)} を提案しました。デスクが決めたらお知らせします。他社には見えません。`,
                  en: t`You proposed ${endFor(ctx, terms, party.id)}. You hear when the desk has decided; no other vendor sees it.`,
                }),
              ),
      },
      { kind: "next", commands: [`reply show ${digits(c)}`] },
    );
  },
});
