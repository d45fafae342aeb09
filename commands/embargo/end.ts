import { lockCase } from "../../db/queries/cases.ts";
import { readEmbargo } from "../../db/queries/embargo.ts";
import { moveEmbargo } from "../../src/domain/embargo/rules.ts";
import { open } from "../../src/label.ts";
import { say, t } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { caseArg, choiceArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { propose } from "../propose.ts";
import { digits, ref } from "../show.ts";
import { endEmbargo } from "./acts.ts";

interface Input {
  readonly case: number;
  readonly why: "public" | "exploited" | "attacked" | "agreed";
}

/** Ends it before its time; comes here a second time when a second person has confirmed it. */
export async function end(ctx: Ctx, input: Input): Promise<View<"public">> {
  const stored = await lockCase(ctx.tx, input.case);
  moveEmbargo((await readEmbargo(ctx.tx, stored.id)).state, "terminate");
  const waits = await propose(ctx, stored, "embargo", input);
  if (waits !== undefined) return waits;
  const events = await endEmbargo(ctx, stored, input.why);
  const released = events.filter((e) => e.type === "party.released").length;
  return view(
    say({ ja: t`${ref(stored)}: エンバーゴを終了しました`, en: t`${ref(stored)}: embargo ended` }),
    {
      kind: "para",
      text: say({
        ja: t`エンバーゴを終了しました。関係者 ${open(released)}件の拘束が終わりました。`,
        en: t`The embargo has ended; ${open(released)} of the parties are released from it.`,
      }),
    },
    { kind: "next", commands: [`embargo show ${digits(stored)}`, `case show ${digits(stored)}`] },
  );
}

export const embargoEnd = command({
  name: "embargo end",
  summary: { ja: "エンバーゴを早く終える（2人で）", en: "End an embargo before its time, by two people" },
  effects: "write",
  max: "public",
  args: {
    case: caseArg,
    why: choiceArg({ ja: "理由", en: "why" }, [
      { value: "public", words: { ja: "脆弱性が公になった", en: "the vulnerability is public" } },
      { value: "exploited", words: { ja: "攻撃コードが公開された", en: "an exploit is public" } },
      { value: "attacked", words: { ja: "攻撃が確認された", en: "attacks are seen" } },
      { value: "agreed", words: { ja: "関係者が合意した", en: "the parties agreed" } },
    ]),
  },
  run: (ctx, input) => end(ctx, input),
});
