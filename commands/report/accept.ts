import type { StoredCase } from "../../db/queries/cases.ts";
import { getCase, lockCase } from "../../db/queries/cases.ts";
import { addMessage } from "../../db/queries/messages.ts";
import { seal } from "../../src/crypto/keyring.ts";
import { acceptReport } from "../../src/domain/case.ts";
import { acceptanceConditions, declineReasons, knownMeans } from "../../src/domain/decline.ts";
import { fullReference, parseReference } from "../../src/domain/reference.ts";
import { open, ranks } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { accepted } from "../../src/templates/m03-accepted.ts";
import { inLanguage } from "../../src/templates/message.ts";
import { join, say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { day } from "../../src/when.ts";
import { apply } from "../apply.ts";
import { caseArg, optional, wordArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { propose } from "../propose.ts";
import { reportOf } from "../score/report.ts";
import { caseKey, digits, ref } from "../show.ts";
import { evidenceNodes } from "./evidence.ts";

const all = acceptanceConditions.join(",");

/** "all" (or 全て), or the codes that hold, with commas. */
const confirmArg = optional({
  ...wordArg(
    {
      ja: `確かめた条件: all（5つすべて）またはコードをコンマ区切りで（${all}）`,
      en: `conditions that hold: all (the five of them), or their codes with commas (${all})`,
    },
    "all",
    /^(all|全て|すべて|(R-0[1-5])(,R-0[1-5])*)$/i,
  ),
  label: { ja: "満たすことを確かめた条件", en: "Conditions that hold" },
  kind: "choices" as const,
  choices: acceptanceConditions.map((value) => ({ value, words: declineReasons[value].condition })),
});

const readConfirmed = (typed: string | undefined): readonly string[] => {
  if (typed === undefined) return [];
  return /^(all|全て|すべて)$/i.test(typed) ? acceptanceConditions : typed.toUpperCase().split(",");
};

/** Which of the five nobody has confirmed, with what each one says. */
function stillOpen(c: StoredCase, confirmed: readonly string[]): Refusal {
  const missing = acceptanceConditions.filter((code) => !confirmed.includes(code));
  const rows = missing.map((code) =>
    code === "R-05"
      ? say({
          ja: t`${open(code)} ${words(declineReasons[code].condition)}（${words(knownMeans[c.kind])}、ではない）`,
          en: t`${open(code)} ${words(declineReasons[code].condition)} (not ${words(knownMeans[c.kind])})`,
        })
      : say({
          ja: t`${open(code)} ${words(declineReasons[code].condition)}`,
          en: t`${open(code)} ${words(declineReasons[code].condition)}`,
        }),
  );
  const line = `report accept ${digits(c)} all`;
  return new Refusal(
    "conditions.open",
    say({
      ja: t`受理には5つの条件すべての確認が必要です。未確認: ${join(rows, " / ")}`,
      en: t`To accept, all five conditions must hold. Not confirmed: ${join(rows, " / ")}`,
    }),
    say({
      ja: t`すべて確かめたら: ${open(line)}。一つでも満たさなければ: ${open(`report decline ${digits(c)} R-…`)}`,
      en: t`When all hold: ${open(line)}. When one fails: ${open(`report decline ${digits(c)} R-…`)}`,
    }),
    "conditions",
  );
}

interface Input {
  readonly case: number;
  readonly conditions?: string | undefined;
}

/** 受理: writes the finder's notice and the day. Comes here a second time when a second person has confirmed it. */
export async function accept(ctx: Ctx, { case: reference, conditions }: Input): Promise<View<"public">> {
  const stored = await lockCase(ctx.tx, reference);
  const confirmed = readConfirmed(conditions);
  const step = acceptReport(stored, confirmed, ctx.now);
  if (!acceptanceConditions.every((code) => confirmed.includes(code))) throw stillOpen(stored, confirmed);
  const waits = await propose(ctx, stored, "accept", { case: reference, conditions });
  if (waits !== undefined) return waits;
  const locale = stored.finderLocale;
  const text = accepted(
    locale,
    stored.kind,
    fullReference(stored.reference),
    inLanguage(day(ctx.now, ctx.zone), locale),
  );
  const body = seal(caseKey(ctx, stored), "messages.body", text);
  await addMessage(ctx.tx, { caseId: stored.id, at: ctx.now, sender: "desk", template: "M03", body });
  await apply(ctx, stored, step);
  const d = digits(stored);
  return view(
    say({ ja: t`${ref(stored)} を受理しました`, en: t`${ref(stored)} accepted` }),
    {
      kind: "para",
      text: say({
        ja: t`${ref(stored)} を受理しました。受理日 ${day(ctx.now, ctx.zone)}。発見者には状況確認ページで知らせました（M03）。`,
        en: t`${ref(stored)} is a case now, accepted ${day(ctx.now, ctx.zone)}. The finder reads it on the status page (M03).`,
      }),
    },
    { kind: "next", commands: [`case take ${d}`, `score cvss ${d} CVSS:3.1/…`] },
    {
      kind: "buttons",
      buttons: [{ label: words({ ja: "担当する", en: "Take" }), run: `case take ${d}`, style: "primary" }],
    },
  );
}

export const reportAccept = command({
  name: "report accept",
  summary: { ja: "届出を受理する（5つの条件を確かめて）", en: "Accept a report, after the five conditions" },
  effects: "write",
  max: "public",
  args: { case: caseArg, conditions: confirmArg },
  form: {
    when: ["conditions"],
    required: ["conditions"],
    async fill(ctx, given, audience) {
      const reference = parseReference(given["case"] ?? "");
      // The signs come from the report: only the desk reads them.
      if (reference === undefined || ranks.indexOf(audience.rank) < ranks.indexOf("desk"))
        return { before: [], after: [] };
      const c = await getCase(ctx.tx, reference);
      return { before: [], after: await evidenceNodes(ctx, c, await reportOf(ctx, c)) };
    },
  },
  run: (ctx, input) => accept(ctx, input),
});
