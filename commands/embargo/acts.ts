import type { StoredCase } from "../../db/queries/cases.ts";
import { addTerms, type Terms } from "../../db/queries/embargo.ts";
import { type StoredParty, updateParty } from "../../db/queries/parties.ts";
import { seal } from "../../src/crypto/keyring.ts";
import type { Step } from "../../src/domain/case.ts";
import { embargoAt } from "../../src/domain/embargo/consent.ts";
import { checkGround, checkProposal, mayBegin, moveEmbargo } from "../../src/domain/embargo/rules.ts";
import type { EmbargoEnd } from "../../src/domain/embargo/states.ts";
import {
  boundBy,
  type Decided,
  deskAccepts,
  deskDeclines,
  isUnread,
  moveConsent,
  onOffer,
  openTerms,
  partyAccepts,
  partyDeclines,
  proposed,
} from "../../src/domain/embargo/talks.ts";
import type { CaseEvent } from "../../src/domain/events.ts";
import { Refusal } from "../../src/refusal.ts";
import { words } from "../../src/text.ts";
import { apply } from "../apply.ts";
import type { Act } from "../desk.ts";
import { caseKey } from "../show.ts";
import { endRows } from "./end-rows.ts";
import { groundOf, talksOf, writeDecided } from "./talks.ts";

/** Whose act it is: a party of the case by its id, or a member of the desk. */
export type By = { readonly party: number } | { readonly member: number };

/** What came of it, for a view. */
export interface Happened {
  readonly embargo: Decided["embargo"];
  readonly terms: Terms | undefined;
  readonly events: readonly CaseEvent[];
}

const steps = (stored: StoredCase, events: readonly CaseEvent[]): Step => ({ before: stored, after: stored, events });

const answerBy = (act: Act): Date => act.calendar.addDays(act.now, act.settings["embargo.answer-days"]);

async function done(act: Act, stored: StoredCase, d: Decided, terms: Terms | undefined): Promise<Happened> {
  await writeDecided(act, stored.id, d);
  await apply(act, stored, steps(stored, d.events));
  return { embargo: d.embargo, terms, events: d.events };
}

const notThere = (): Refusal =>
  new Refusal(
    "args.invalid",
    words({ ja: "その提案は、いま答えを待っていません。", en: "No such proposal waits for an answer." }),
    words({ ja: "提案の番号は embargo show にあります。", en: "embargo show lists the proposals with their numbers." }),
    "n",
  );

/** Another party's fix is out: whoever asks is not told so. Who acts for a party is of the desk, and may look. */
const notNow = (): Refusal =>
  new Refusal(
    "embargo.not-possible",
    words({ ja: "この提案には、もう同意できません。", en: "This proposal cannot be agreed to any more." }),
    words({ ja: "理由は embargo show で確認できます。", en: "embargo show says why." }),
  );

function standing<P extends StoredParty>(parties: readonly P[], id: number): P {
  const found = parties.find((p) => p.id === id);
  if (found !== undefined) return found;
  throw new Refusal(
    "party.not-found",
    words({ ja: "その関係者はこの案件にいません。", en: "That party is not on this case." }),
    words({ ja: "番号は party list にあります。", en: "party list shows the numbers." }),
    "party",
  );
}

/** An embargo whose hour has come is over, also before anything wrote it down. @throws Refusal `embargo.wrong-state`. */
function mustRun(act: Act, talks: Awaited<ReturnType<typeof talksOf>>): void {
  const endsAt = boundBy(talks)?.endsAt ?? null;
  if (embargoAt({ state: talks.state, endsAt }, act.now) === "exited") moveEmbargo("exited", "accept");
}

/** Proposes an end; a party's is a counter-proposal. @throws Refusal `embargo.not-possible`, `embargo.wrong-state`, `args.invalid`. */
export async function proposeTerms(
  act: Act,
  stored: StoredCase,
  given: { readonly endsAt: Date; readonly zone: string; readonly by: By; readonly why?: string | undefined },
): Promise<Happened> {
  const talks = await talksOf(act, stored.id);
  mustRun(act, talks);
  moveEmbargo(talks.state, "propose");
  // A party's date is measured by its own fix: by another's it would learn of that. The desk's acceptance looks at all of them.
  const ground = "party" in given.by ? groundOf([standing(talks.parties, given.by.party)], talks.facts) : talks.ground;
  checkProposal(ground, given.endsAt, act.now, act.settings);
  const terms = await addTerms(act.tx, {
    caseId: stored.id,
    endsAt: given.endsAt,
    zone: given.zone,
    state: "proposed",
    partyId: "party" in given.by ? given.by.party : null,
    memberId: "member" in given.by ? given.by.member : null,
    why: given.why === undefined ? null : seal(caseKey(act, stored), "embargo_terms.why", given.why),
    at: act.now,
  });
  return await done(act, stored, proposed(talks, terms, answerBy(act), act.now), terms);
}

/**
 * Accepts terms. A party becomes a signatory, and the proposal with the earliest end binds if none does yet. The desk makes a
 * proposal bind: signatories of other terms lapse and are asked anew. `terms` is the number of a proposal.
 */
export async function acceptTerms(
  act: Act,
  stored: StoredCase,
  given: { readonly terms?: number | undefined; readonly by: By },
): Promise<Happened> {
  const talks = await talksOf(act, stored.id);
  const { by } = given;
  const open = openTerms(talks);
  const isParty = "party" in by;
  const bound = boundBy(talks);
  // A party never learns of another's proposal, not even by accepting its number.
  const mayAccept = (x: { readonly partyId: number | null; readonly id: number }): boolean =>
    !isParty || x.partyId === null || x.id === bound?.id;
  const fallback = isParty ? onOffer(talks) : open.find((x) => x.partyId !== null);
  const wanted =
    given.terms === undefined
      ? fallback
      : [...open, ...(bound === undefined ? [] : [bound])].find((x) => x.n === given.terms && mayAccept(x));
  const terms = talks.terms.find((x) => x.id === wanted?.id);
  const asked = isParty ? standing(talks.parties, by.party) : undefined;
  // First: whether its answer counts at all depends on nothing that others do.
  if (asked !== undefined) moveConsent(asked, "accept", act.now);
  const own = isParty ? terms?.partyId === by.party && terms.id !== bound?.id : terms?.partyId == null;
  if (terms === undefined || own) throw notThere();
  mustRun(act, talks);
  // What was possible when it was proposed may not be any more.
  if (terms.id !== bound?.id) {
    if (asked !== undefined) {
      checkGround(groundOf([asked], talks.facts));
      if (!mayBegin(talks.ground)) throw notNow();
    }
    checkGround(talks.ground);
    if (terms.endsAt <= act.now) throw notThere();
  }
  const decided = isParty
    ? partyAccepts(talks, standing(talks.parties, by.party), terms, answerBy(act), act.now)
    : deskAccepts(talks, terms, answerBy(act), act.now);
  const binding = talks.terms.find((x) => x.id === decided.embargo.termsId);
  return await done(act, stored, decided, binding);
}

/** Says no. A party leaves the talks; the desk takes a proposal off the table. */
export async function declineTerms(
  act: Act,
  stored: StoredCase,
  given: { readonly terms?: number | undefined; readonly by: By },
): Promise<Happened> {
  const talks = await talksOf(act, stored.id);
  if ("party" in given.by) {
    const decided = partyDeclines(talks, standing(talks.parties, given.by.party), act.now);
    return await done(act, stored, decided, undefined);
  }
  const wanted = openTerms(talks).find((x) => given.terms === undefined || x.n === given.terms);
  const terms = talks.terms.find((x) => x.id === wanted?.id);
  if (terms === undefined) throw notThere();
  return await done(act, stored, deskDeclines(talks, terms), terms);
}

/** Ends an embargo that binds; everybody is released. @throws Refusal `embargo.wrong-state` when none does. */
export async function endEmbargo(act: Act, stored: StoredCase, why: EmbargoEnd): Promise<readonly CaseEvent[]> {
  moveEmbargo((await talksOf(act, stored.id)).state, "terminate");
  const events = await endRows(act, stored.id, why);
  await apply(act, stored, steps(stored, events));
  return events;
}

/**
 * Asks a party to take part. Where an embargo binds or is talked about they are asked for their consent, with the time until which
 * they may answer; otherwise there is nothing to accept.
 * As long as nobody of theirs can read it, silence is no answer, and they can be invited again.
 * @throws Refusal `embargo.wrong-state` when they were asked already.
 */
export async function inviteParty(
  act: Act,
  stored: StoredCase,
  party: Pick<StoredParty, "id">,
): Promise<{ readonly answerBy: Date | null; readonly terms: Terms | undefined }> {
  const talks = await talksOf(act, stored.id);
  const found = standing(talks.parties, party.id);
  const offer = onOffer(talks);
  const terms = talks.terms.find((x) => x.id === offer?.id);
  // Who promised before being invited is not asked again: by phone, or on the case that this one was split off.
  const isBound = found.consent === "signatory" && found.invitedAt === null;
  const asks = terms !== undefined && !isBound;
  // What the desk proposed in this very act asked whoever had been asked before.
  const isAsked = found.consent === "invited" && found.invitedAt?.getTime() === act.now.getTime();
  if (asks && isAsked && (found.unreached || found.answerBy !== null)) return { answerBy: found.answerBy, terms };
  const until = asks && !found.unreached ? answerBy(act) : null;
  const consent = !asks || isAsked || isUnread(found) ? found.consent : moveConsent(found, "invite", act.now);
  await updateParty(act.tx, found.id, {
    consent,
    answerBy: until,
    termsId: isBound ? found.termsId : (terms?.id ?? null),
    invitedAt: act.now,
    ...(asks ? { consentAt: act.now } : {}),
  });
  const event = {
    type: "party.invited",
    party: found.id,
    terms: terms?.id ?? null,
    until: until?.toISOString() ?? null,
  };
  await apply(act, stored, steps(stored, [event as CaseEvent]));
  return { answerBy: until, terms };
}
