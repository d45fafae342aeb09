import { lockCase } from "../../db/queries/cases.ts";
import { addFact, readEmbargo } from "../../db/queries/embargo.ts";
import { seal } from "../../src/crypto/keyring.ts";
import { happened } from "../../src/domain/case.ts";
import { isInForce } from "../../src/domain/embargo/em.ts";
import { factKinds, factWords } from "../../src/domain/embargo/rules.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import { apply } from "../apply.ts";
import { caseArg, choiceArg, optional, textArg, timeArg } from "../args.ts";
import { command } from "../contract.ts";
import { caseKey, digits, ref } from "../show.ts";
import { getMoment } from "../times.ts";

const whys = { public: "public", exploit: "exploited", attacks: "attacked" } as const;
const forces = {
  public: { ja: "エンバーゴは終了しなければなりません。", en: "The embargo must end now." },
  exploit: {
    ja: "エンバーゴは終了しなければなりません。脆弱性も公になったものとして public も記録してください。",
    en: "The embargo must end now. The vulnerability is public with it: record public as well.",
  },
  attacks: { ja: "エンバーゴを終了するか検討してください。", en: "Weigh whether to end the embargo." },
} as const;

export const caseFact = command({
  name: "case fact",
  summary: {
    ja: "公になった・攻撃コード・攻撃の事実を記録する（取り消せない）",
    en: "Record that it is public, an exploit is, or attacks are seen; never undone",
  },
  effects: "write",
  max: "public",
  args: {
    case: caseArg,
    fact: choiceArg(
      { ja: "何が起きたか", en: "what happened" },
      factKinds.map((value) => ({ value, words: factWords[value] })),
    ),
    at: optional(timeArg({ ja: "いつから（省略すると今）", en: "since when; now if left out" })),
    note: optional(textArg({ ja: "どうして分かったか", en: "how the desk knows" }, "seen on a forum", 500)),
  },
  async run(ctx, { case: reference, fact, at: typed, note }) {
    const stored = await lockCase(ctx.tx, reference);
    const at = typed === undefined ? ctx.now : getMoment(ctx, typed, "at");
    const sealed = note === undefined ? null : seal(caseKey(ctx, stored), "case_facts.note", note);
    const row = { caseId: stored.id, fact, at, by: ctx.member.id, recordedAt: ctx.now, note: sealed };
    if (at > ctx.now || !(await addFact(ctx.tx, row))) {
      throw new Refusal(
        "args.invalid",
        at > ctx.now
          ? words({ ja: "先の時刻の事実は記録できません。", en: "A fact cannot lie ahead." })
          : words({ ja: "すでに記録されています。", en: "That is recorded already." }),
        words({
          ja: "事実は取り消せません。embargo show で見られます。",
          en: "Facts are not undone; embargo show lists them.",
        }),
        at > ctx.now ? "at" : "fact",
      );
    }
    await apply(ctx, stored, happened(stored, { type: "case.fact", fact, at: at.toISOString() }));
    const binds = isInForce((await readEmbargo(ctx.tx, stored.id)).state);
    const d = digits(stored);
    return view(
      say({ ja: t`${ref(stored)}: 記録しました`, en: t`${ref(stored)}: recorded` }),
      {
        kind: "para",
        text: say({
          ja: t`${words(factWords[fact])}（${moment(at, ctx.zone)}）。新しいエンバーゴは結べません。`,
          en: t`Recorded: ${words(factWords[fact])}, ${moment(at, ctx.zone)}. No new embargo is possible.`,
        }),
      },
      ...(binds ? [{ kind: "para", text: words(forces[fact]) } as const] : []),
      { kind: "next", commands: [...(binds ? [`embargo end ${d} why=${whys[fact]}`] : []), `embargo show ${d}`] },
    );
  },
});
