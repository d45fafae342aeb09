import { recordRead } from "../../db/queries/audit-reads.ts";
import { getCase } from "../../db/queries/cases.ts";
import { namesOf } from "../../db/queries/members.ts";
import type { CaseMove } from "../../src/domain/embargo/case-state.ts";
import { consentAt, embargoAt } from "../../src/domain/embargo/consent.ts";
import { hintsFor } from "../../src/domain/embargo/hints.ts";
import { factWords } from "../../src/domain/embargo/rules.ts";
import type { Consent, TermState } from "../../src/domain/embargo/states.ts";
import { boundBy } from "../../src/domain/embargo/talks.ts";
import { open } from "../../src/label.ts";
import type { Both } from "../../src/locale.ts";
import { join, say, type Text, t, words } from "../../src/text.ts";
import { type Node, view } from "../../src/view.ts";
import { everywhere, moment } from "../../src/when.ts";
import { caseArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { digits, ref } from "../show.ts";
import { talksOf } from "./talks.ts";
import { embargoText, endText, numberOf } from "./words.ts";

type Talks = Awaited<ReturnType<typeof talksOf>>;

const termWords: Readonly<Record<TermState, Both>> = {
  proposed: { ja: "回答待ち", en: "waits for an answer" },
  accepted: { ja: "有効になった", en: "accepted" },
  rejected: { ja: "却下", en: "declined" },
  replaced: { ja: "別の条件に置き換え", en: "replaced" },
};

const consentWords: Readonly<Record<Consent, Both>> = {
  none: { ja: "対象外", en: "not asked" },
  invited: { ja: "回答待ち", en: "asked" },
  signatory: { ja: "応じた", en: "accepted" },
  declined: { ja: "応じない", en: "declined" },
  lapsed: { ja: "条件変更で失効", en: "lapsed" },
};

/** Where a party stands, since when, and until when it may be silent. */
function partyText(ctx: Ctx, p: Talks["parties"][number]): Text<"public"> {
  const consent = consentAt(p, ctx.now);
  const state = words(consentWords[consent]);
  const since = consent === "declined" && p.consent === "invited" ? p.answerBy : p.consentAt;
  const when =
    consent === "invited" && p.answerBy !== null
      ? say({ ja: t`${everywhere(p.answerBy, ctx.zone)} まで`, en: t`until ${everywhere(p.answerBy, ctx.zone)}` })
      : since === null
        ? undefined
        : say({ ja: t`${moment(since, ctx.zone)} から`, en: t`since ${moment(since, ctx.zone)}` });
  return say({
    ja: t`関係者${open(p.n)}: ${join(when === undefined ? [state] : [state, when], " · ")}`,
    en: t`Party ${open(p.n)}: ${join(when === undefined ? [state] : [state, when], " · ")}`,
  });
}

/** What happened, as the letters of the model. */
function happenedTo(talks: Talks): Set<CaseMove> {
  const letters = { public: "P", exploit: "X", attacks: "A" } as const;
  return new Set<CaseMove>([
    ...(talks.parties.some((p) => p.detailsOn !== null) ? (["V"] as const) : []),
    ...(talks.ground.fixReady || talks.ground.fixDeployed ? (["F"] as const) : []),
    ...(talks.ground.fixDeployed ? (["D"] as const) : []),
    ...talks.facts.map((f) => letters[f.fact]),
  ]);
}

export const embargoShow = command({
  name: "embargo show",
  summary: { ja: "エンバーゴの状態と次にすることを表示する", en: "Show how the embargo stands, and what to do next" },
  effects: "read",
  max: "public",
  args: { case: caseArg },
  async run(ctx, { case: reference }) {
    const c = await getCase(ctx.tx, reference);
    const talks = await talksOf(ctx, c.id);
    await recordRead(ctx.tx, ctx.member.id, c.id, "case", ctx.now);
    const names = await namesOf(
      ctx.tx,
      talks.terms.flatMap((x) => x.memberId ?? []),
    );
    const who = (x: Talks["terms"][number]): Text<"public"> =>
      x.partyId === null
        ? say({ ja: t`${open(names.get(x.memberId ?? 0) ?? "-")}`, en: t`${open(names.get(x.memberId ?? 0) ?? "-")}` })
        : say({
            ja: t`関係者${open(talks.parties.find((p) => p.id === x.partyId)?.n ?? 0)}`,
            en: t`party ${open(talks.parties.find((p) => p.id === x.partyId)?.n ?? 0)}`,
          });
    const hints = hintsFor(
      happenedTo(talks),
      embargoAt({ state: talks.state, endsAt: boundBy(talks)?.endsAt ?? null }, ctx.now),
    );
    const rows: Text<"public">[] = [
      ...talks.terms.map((x) =>
        join([numberOf(x), words(termWords[x.state]), endText(ctx, x), who(x), moment(x.at, ctx.zone)], " · "),
      ),
      ...talks.parties.map((p) => partyText(ctx, p)),
      ...talks.facts.map((f) => join([words(factWords[f.fact]), moment(f.at, ctx.zone)], " · ")),
    ];
    const d = digits(c);
    const title = say({ ja: t`${ref(c)} のエンバーゴ`, en: t`Embargo of ${ref(c)}` });
    return view(
      title,
      {
        kind: "heading",
        text: say({ ja: t`${title}: ${embargoText(ctx, talks)}`, en: t`${title}: ${embargoText(ctx, talks)}` }),
      },
      ...(rows.length === 0 ? [] : [{ kind: "items", rows: rows.map((text) => ({ text })) } as Node<"public">]),
      ...hints.map((h) => ({ kind: "para", text: words(h) }) as const),
      { kind: "next", commands: [`embargo propose ${d}`, `party list ${d}`, `case show ${d}`] },
    );
  },
});
