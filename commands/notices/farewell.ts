import { findCaseById } from "../../db/queries/cases.ts";
import { readEmbargo } from "../../db/queries/embargo.ts";
import { removedParty } from "../../db/queries/parties.ts";
import { embargoAt } from "../../src/domain/embargo/consent.ts";
import { isInForce } from "../../src/domain/embargo/em.ts";
import { boundBy } from "../../src/domain/embargo/talks.ts";
import { vendorName } from "../../src/domain/vendors.ts";
import { forParty, say, type Text, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import type { Act } from "../desk.ts";
import { endFor } from "../embargo/words.ts";
import { ref } from "../show.ts";

/** Until when whoever agreed keeps it to themselves. Undefined when nothing binds. */
async function stillBound(act: Act, caseId: number, party: number): Promise<Text<"public"> | undefined> {
  const embargo = await readEmbargo(act.tx, caseId);
  const bound = boundBy({ ...embargo, parties: [] });
  const terms = embargo.terms.find((x) => x.id === bound?.id);
  if (terms === undefined) return undefined;
  return isInForce(embargoAt({ state: embargo.state, endsAt: terms.endsAt }, act.now))
    ? endFor(act, terms, party)
    : undefined;
}

/**
 * What a vendor reads in its room once it was taken off a case: that nothing more is asked, and what still binds it (models 4.2), in
 * one sentence that says nothing of why. @returns undefined for a party that is on the case, or was never invited.
 */
export async function farewell(
  act: Act,
  caseId: number | null,
  party: number,
): Promise<View<"public" | "party"> | undefined> {
  const p = await removedParty(act.tx, party);
  const c = caseId === null ? undefined : await findCaseById(act.tx, caseId);
  if (p === undefined || c === undefined || p.vendorId === null || p.invitedAt === null) return undefined;
  const end = p.consent === "signatory" ? await stillBound(act, c.id, party) : undefined;
  const said =
    end === undefined
      ? words({
          ja: "この件で御社にお願いしていたことは終わりました。",
          en: "Nothing more is asked of you in this matter.",
        })
      : say({
          ja: t`この件で御社にお願いしていたことは終わりました。お渡しした内容は、引き続き ${end} まで公にしないでください。`,
          en: t`Nothing more is asked of you in this matter; please still keep what you read to yourselves until ${end}.`,
        });
  const title = say({ ja: t`${ref(c)} · 調整デスクから`, en: t`${ref(c)} · from the coordination desk` });
  const vendor = vendorName(p.vendorId);
  return view<"public" | "party">(
    title,
    { kind: "heading", text: forParty(vendor, title) },
    { kind: "para", text: forParty(vendor, said) },
  );
}
