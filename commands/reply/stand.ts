import { readEmbargo } from "../../db/queries/embargo.ts";
import type { StoredParty } from "../../db/queries/parties.ts";
import type { Case } from "../../src/domain/case.ts";
import { consentAt, embargoAt, mayTellDetails } from "../../src/domain/embargo/consent.ts";
import { isInForce } from "../../src/domain/embargo/em.ts";
import type { Consent } from "../../src/domain/embargo/states.ts";
import { boundBy, onOffer } from "../../src/domain/embargo/talks.ts";
import { partyStatuses } from "../../src/domain/parties.ts";
import type { Both } from "../../src/locale.ts";
import { join, type Text, words } from "../../src/text.ts";
import type { Button } from "../../src/view.ts";
import type { Act } from "../desk.ts";
import { digits } from "../show.ts";

const consentTexts: Readonly<Record<Consent, Both>> = {
  none: { ja: "同意は不要", en: "nothing to agree to" },
  invited: { ja: "エンバーゴへの回答待ち", en: "your answer to the embargo is awaited" },
  signatory: { ja: "エンバーゴに同意済み", en: "you agreed to the embargo" },
  declined: { ja: "エンバーゴに不同意（または期限切れ）", en: "you did not agree to the embargo" },
  lapsed: { ja: "条件が変わったため、再度の回答待ち", en: "the terms changed: your answer is awaited anew" },
};

/** How a vendor stands in a case, on one line. */
export const standText = (
  act: Pick<Act, "now">,
  c: { readonly closedAt: Date | null },
  p: Pick<StoredParty, "consent" | "answerBy" | "status" | "acknowledgedAt">,
): Text<"public"> =>
  join(
    [
      words(consentTexts[consentAt(p, act.now)]),
      words(partyStatuses[p.status]),
      ...(p.acknowledgedAt === null ? [] : [words({ ja: "受領済み", en: "received" })]),
      ...(c.closedAt === null ? [] : [words({ ja: "終了", en: "closed" })]),
    ],
    " · ",
  );

/** The embargo as one vendor may see it: what binds or what the desk offers, never another vendor's proposal. */
export async function offerTo(act: Pick<Act, "tx" | "now">, c: Case, party: StoredParty) {
  const stored = await readEmbargo(act.tx, c.id);
  const talks = { ...stored, parties: [] };
  const offer = onOffer(talks);
  const bound = boundBy(talks);
  // The end of a case frees nobody who never agreed, unless it is published: then there is nothing left to keep.
  const isOver = c.closedAt !== null && c.state !== "PUB" && party.detailsOn === null;
  return {
    // Whether the offer is still on the table after they said no would tell them what others said.
    terms: consentAt(party, act.now) === "declined" ? undefined : stored.terms.find((t) => t.id === offer?.id),
    own: stored.terms.filter((t) => t.partyId === party.id && t.state === "proposed"),
    mayRead: !isOver && mayTellDetails({ state: stored.state, endsAt: bound?.endsAt ?? null }, party, act.now),
    /** Somebody is bound at this moment. Who said no is not told. */
    isBinding: isInForce(embargoAt({ state: stored.state, endsAt: bound?.endsAt ?? null }, act.now)),
  };
}

/** What a vendor can do next in a case, as buttons: first the embargo, then the answers. */
export function seatButtons(
  act: Pick<Act, "now">,
  c: { readonly reference: number; readonly closedAt: Date | null },
  party: StoredParty,
  { mayRead, isBinding }: { readonly mayRead: boolean; readonly isBinding: boolean },
): Button[] {
  const d = digits(c);
  const consent = consentAt(party, act.now);
  const ask = { label: words({ ja: "質問する…", en: "Ask…" }), run: `reply ask ${d}` };
  const date = { label: words({ ja: "別の日を提案…", en: "Propose another date…" }), run: `reply date ${d}` };
  const read = { label: words({ ja: "自分だけで開く", en: "Open privately" }), run: `reply show ${d}` };
  if (c.closedAt !== null) return [read, ask];
  if (consent === "invited" || consent === "lapsed")
    return [
      { label: words({ ja: "同意する", en: "Accept" }), run: `reply accept ${d}`, style: "primary" },
      date,
      { label: words({ ja: "同意しない", en: "Decline" }), run: `reply decline ${d}` },
      read,
      ask,
    ];
  // A fix that is out leaves no date to propose. To who said no nothing here depends on what others did.
  const isFixed = party.fixDeployedAt !== null;
  if (!mayRead) return consent === "declined" && !isFixed ? [read, date, ask] : [read, ask];
  return [
    { ...read, style: "primary" as const },
    ...(party.acknowledgedAt === null
      ? [{ label: words({ ja: "受け取りました", en: "Received" }), run: `reply received ${d}` }]
      : []),
    { label: words({ ja: "ステータス…", en: "Status…" }), run: `reply status ${d}` },
    { label: words({ ja: "対策の予定…", en: "Fix…" }), run: `reply fix ${d}` },
    { label: words({ ja: "声明…", en: "Statement…" }), run: `reply statement ${d}` },
    ...(consent === "signatory" && isBinding && !isFixed ? [date] : []),
    ask,
  ];
}
