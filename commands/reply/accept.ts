import { forParty, say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { caseArg } from "../args.ts";
import { seatCommand } from "../contract.ts";
import { acceptTerms } from "../embargo/acts.ts";
import { endFor } from "../embargo/words.ts";
import { digits, ref } from "../show.ts";
import { said } from "./answered.ts";
import { seated } from "./seated.ts";
import { inVendorsWords } from "./way-on.ts";

export const replyAccept = seatCommand({
  name: "reply accept",
  by: "vendor",
  summary: { ja: "エンバーゴ（それまで公にしないこと）に同意する", en: "Agree to the embargo" },
  effects: "write",
  max: "party",
  args: { case: caseArg },
  async run(ctx, { case: reference }): Promise<View<"public" | "party">> {
    const { seat, c, party } = await seated(ctx, reference);
    const { terms } = await inVendorsWords(c, acceptTerms(ctx, c, { by: { party: party.id } }));
    await said(ctx, reference, seat.vendorId, "answered");
    const d = digits(c);
    return view<"public" | "party">(
      say({ ja: t`${ref(c)}: 同意しました`, en: t`${ref(c)}: you agreed` }),
      {
        kind: "para",
        text:
          terms === undefined
            ? words({ ja: "同意を記録しました。詳細を読めます。", en: "Recorded. You can read the details now." })
            : forParty(
                seat.vendor,
                say({
                  ja: t`${endFor(ctx, terms, party.id)} まで公にしないことに同意しました。詳細を読めます。`,
                  en: t`You agreed to keep it to yourselves until ${endFor(ctx, terms, party.id)}. You can read the details now.`,
                }),
              ),
      },
      { kind: "next", commands: [`reply show ${d}`, `reply received ${d}`] },
      {
        kind: "buttons",
        buttons: [
          { label: words({ ja: "詳細を読む", en: "Read the details" }), run: `reply show ${d}`, style: "primary" },
        ],
      },
    );
  },
});
