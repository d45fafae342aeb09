import type { Both } from "../../locale.ts";
import { Refusal } from "../../refusal.ts";
import { words } from "../../text.ts";
import type { CaseEvent } from "../events.ts";
import { afterConsent, consentAt } from "./consent.ts";
import { isInForce, isTalked } from "./em.ts";
import { moveEmbargo, shortest } from "./rules.ts";
import type { Consent, EmbargoEnd, EmbargoState, TermState } from "./states.ts";

export interface Terms {
  readonly id: number;
  readonly n: number;
  readonly endsAt: Date;
  readonly state: TermState;
  /** The party that proposed it; null for the desk. */
  readonly partyId: number | null;
}

export interface Standing {
  readonly id: number;
  readonly consent: Consent;
  readonly answerBy: Date | null;
  /** It has a seat and was not invited to it: bound by an earlier word, and asked of nothing before the desk invites it. */
  readonly unseen?: boolean;
  /** It has a seat, and neither a room where something can be said nor a person with an account: nobody could read an invitation. */
  readonly unreached?: boolean;
}

/** What is decided upon: the embargo, its proposals, and where each party stands. */
export interface Talks {
  readonly state: EmbargoState;
  readonly termsId: number | null;
  readonly terms: readonly Terms[];
  readonly parties: readonly Standing[];
}

/** What is decided: columns that change, and what happened. Touches nothing. */
export interface Decided {
  readonly embargo: { state: EmbargoState; termsId: number | null; endedWhy?: EmbargoEnd };
  readonly terms: readonly { id: number; state: TermState }[];
  readonly parties: readonly { id: number; consent: Consent; termsId: number | null; answerBy: Date | null }[];
  readonly events: readonly CaseEvent[];
}

type Move = Decided["parties"][number];

export const openTerms = (talks: Talks): Terms[] => talks.terms.filter((x) => x.state === "proposed");
/** The terms that bind. */
export const boundBy = (talks: Talks): Terms | undefined =>
  isInForce(talks.state) ? talks.terms.find((x) => x.id === talks.termsId) : undefined;
/**
 * What a party is asked to accept: what binds already, else of the desk's own proposals what ends first. What another party proposed is
 * between that party and the desk.
 */
export const onOffer = (talks: Talks): Terms | undefined =>
  boundBy(talks) ?? shortest(openTerms(talks).filter((x) => x.partyId === null));

/** Why an answer does not count now, in words that the desk and the vendor both may read of it. */
const noAnswer: Readonly<Record<Consent, Both>> = {
  none: { ja: "まだ招待がありません。", en: "There is no invitation to answer yet." },
  invited: { ja: "招待への回答を待っているところです。", en: "The invitation is still waiting for an answer." },
  signatory: { ja: "すでに同意しています。", en: "It was accepted already." },
  declined: {
    ja: "不同意の回答があったか、回答の期限を過ぎています。",
    en: "The answer was no, or the time for an answer has passed.",
  },
  lapsed: {
    ja: "条件が変わったため、あらためての回答を待っています。",
    en: "The terms changed, and a new answer is awaited.",
  },
};

/** @throws Refusal `embargo.wrong-state` when the table of consent has no such move. */
export function moveConsent(party: Standing, trigger: "invite" | "accept" | "decline", now: Date): Consent {
  const next = afterConsent(consentAt(party, now), trigger);
  if (next !== undefined) return next;
  throw new Refusal(
    "embargo.wrong-state",
    words(noAnswer[consentAt(party, now)]),
    words({
      ja: "もう一度答えるには、デスクが招き直します（party invite）。",
      en: "For another answer the desk invites anew (party invite).",
    }),
  );
}

/** Whether it was asked while nobody of it could read that: no time to answer runs, and it may be asked again. */
export const isUnread = (party: Pick<Standing, "consent" | "answerBy">): boolean =>
  party.consent === "invited" && party.answerBy === null;

function invited(party: Standing, terms: Terms, answerBy: Date): { move: Move; event: CaseEvent } {
  const until = party.unreached === true ? null : answerBy;
  return {
    move: { id: party.id, consent: "invited", termsId: terms.id, answerBy: until },
    event: { type: "party.invited", party: party.id, terms: terms.id, until: until?.toISOString() ?? null },
  };
}

/** Asks these anew: their answer was to other terms, or was no. */
function invitedAnew(talks: Talks, terms: Terms, answerBy: Date, now: Date, except: number | null) {
  const asked = talks.parties.filter(
    (p) => p.id !== except && p.unseen !== true && !["none", "signatory"].includes(consentAt(p, now)),
  );
  return asked.map((p) => invited(p, terms, answerBy));
}

/** A proposal that was stored as `terms`. The desk's goes to all who were asked before; a party's counter waits for the desk. */
export function proposed(talks: Talks, terms: Terms, answerBy: Date, now: Date): Decided {
  const state = moveEmbargo(talks.state, "propose");
  const until = terms.endsAt.toISOString();
  const counters = terms.partyId !== null || isTalked(talks.state);
  const again = terms.partyId === null && !isInForce(state) ? invitedAnew(talks, terms, answerBy, now, null) : [];
  const said: CaseEvent = counters
    ? { type: "embargo.countered", terms: terms.id, until, from: terms.partyId }
    : { type: "embargo.proposed", terms: terms.id, until };
  return {
    embargo: { state, termsId: talks.termsId },
    terms: [],
    parties: again.map((x) => x.move),
    events: [said, ...again.map((x) => x.event)],
  };
}

/** Whoever proposed it hears what the desk decided. */
const authorOf = ({ partyId }: Terms) => (partyId === null ? {} : { party: partyId });

/**
 * Makes terms the ones that bind: others that end no later are replaced, longer ones stay as a proposed change. What a party
 * proposed stays until the desk has decided: another party's word must change nothing that its author sees.
 */
function activated(talks: Talks, terms: Terms, answerBy: Date, now: Date): Decided {
  const before = boundBy(talks);
  const others = openTerms(talks).filter((x) => x.id !== terms.id);
  const ofDesk = terms.partyId === null;
  const left = others.filter((x) =>
    x.partyId === null ? ofDesk && x.endsAt > terms.endsAt : ofDesk || x.endsAt > terms.endsAt,
  );
  const accepted = moveEmbargo(talks.state, "accept");
  const lapsing = talks.parties.filter((p) => p.consent === "signatory" && p.id !== terms.partyId);
  // Whoever has yet to answer was asked about other terms, unless these are the first that the desk offered.
  const isOther = before !== undefined || terms.partyId !== null;
  const asked = talks.parties.filter((p) => isOther && consentAt(p, now) === "invited" && p.id !== terms.partyId);
  const anew = [...lapsing, ...asked].filter((p) => p.unseen !== true).map((p) => invited(p, terms, answerBy));
  const waiting = lapsing.filter((p) => p.unseen === true);
  const author = talks.parties.find((p) => p.id === terms.partyId);
  const until = terms.endsAt.toISOString();
  return {
    embargo: { state: left.length > 0 ? moveEmbargo(accepted, "propose") : accepted, termsId: terms.id },
    terms: [
      { id: terms.id, state: "accepted" },
      ...(before === undefined ? [] : [{ id: before.id, state: "replaced" as const }]),
      ...others.filter((x) => !left.includes(x)).map((x) => ({ id: x.id, state: "replaced" as const })),
    ],
    parties: [
      ...anew.map((x) => x.move),
      ...waiting.map((p) => ({ id: p.id, consent: "lapsed" as const, termsId: terms.id, answerBy: null })),
      ...(author === undefined
        ? []
        : [{ id: author.id, consent: "signatory" as const, termsId: terms.id, answerBy: null }]),
    ],
    events: [
      {
        type: before === undefined ? "embargo.accepted" : "embargo.revised",
        terms: terms.id,
        until,
        ...authorOf(terms),
      },
      ...lapsing.map((p) => ({ type: "party.lapsed", party: p.id, terms: before?.id ?? terms.id }) as const),
      ...anew.map((x) => x.event),
      ...(author === undefined ? [] : [{ type: "party.consented", party: author.id, terms: terms.id } as const]),
    ],
  };
}

/** The desk agrees to a party's proposal: it binds, and whoever agreed to other terms is asked anew. */
export const deskAccepts = (talks: Talks, terms: Terms, answerBy: Date, now: Date): Decided =>
  activated(talks, terms, answerBy, now);

/** A party accepts what is on offer, or a change that the desk proposed. If nothing binds yet, this does from now on. */
export function partyAccepts(talks: Talks, party: Standing, wanted: Terms, answerBy: Date, now: Date): Decided {
  const bound = boundBy(talks);
  const takesChange = bound !== undefined && wanted.id !== bound.id;
  const consent = takesChange && party.consent === "signatory" ? "signatory" : moveConsent(party, "accept", now);
  // Of what the desk proposed alone: nobody signs another party's proposal, nor makes their own bind without the desk.
  const binds = onOffer(talks) ?? wanted;
  const terms = takesChange ? wanted : binds;
  const rest: Talks = { ...talks, parties: talks.parties.filter((p) => p.id !== party.id) };
  const made: Decided =
    bound === undefined || takesChange
      ? activated(rest, terms, answerBy, now)
      : { embargo: { state: talks.state, termsId: talks.termsId }, terms: [], parties: [], events: [] };
  return {
    ...made,
    parties: [...made.parties, { id: party.id, consent, termsId: terms.id, answerBy: null }],
    events: [...made.events, { type: "party.consented", party: party.id, terms: terms.id }],
  };
}

/** The desk takes a proposal off the table. The last one gone, what was before holds again. */
export function deskDeclines(talks: Talks, terms: Terms): Decided {
  const left = openTerms(talks).filter((x) => x.id !== terms.id);
  const state = left.length > 0 ? talks.state : moveEmbargo(talks.state, "reject");
  return {
    embargo: { state, termsId: talks.termsId },
    terms: [{ id: terms.id, state: "rejected" }],
    parties: [],
    events: [{ type: "embargo.declined", terms: terms.id, ...authorOf(terms) }],
  };
}

/** A party says no. When nobody is left who might say yes, nothing is proposed any more. */
export function partyDeclines(talks: Talks, party: Standing, now: Date): Decided {
  const offer = onOffer(talks);
  const consent = moveConsent(party, "decline", now);
  const asked = talks.parties.filter((p) => p.id !== party.id && consentAt(p, now) !== "none");
  const nobody = asked.every((p) => consentAt(p, now) === "declined");
  const open = openTerms(talks);
  // What a party proposed stays until the desk decides: another's word must change nothing that its author sees.
  const fall = nobody && isTalked(talks.state) ? open.filter((x) => x.partyId === null) : [];
  const state = fall.length > 0 && fall.length === open.length ? moveEmbargo(talks.state, "reject") : talks.state;
  return {
    embargo: { state, termsId: talks.termsId },
    terms: fall.map((x) => ({ id: x.id, state: "rejected" })),
    parties: [{ id: party.id, consent, termsId: offer?.id ?? null, answerBy: null }],
    events: [
      { type: "party.declined", party: party.id, terms: offer?.id ?? null },
      ...fall.map((x) => ({ type: "embargo.declined", terms: x.id }) as const),
    ],
  };
}

/** Over: nobody is bound, and each is told. A proposal that nobody accepted falls with it. */
export function ended(talks: Talks, why: EmbargoEnd): Decided {
  const bound = isInForce(talks.state);
  return {
    embargo: { state: bound ? moveEmbargo(talks.state, "terminate") : "none", termsId: null, endedWhy: why },
    terms: openTerms(talks).map((x) => ({ id: x.id, state: "rejected" })),
    parties: talks.parties
      .filter((p) => p.consent !== "none")
      .map((p) => ({ id: p.id, consent: "none", termsId: null, answerBy: null })),
    events: [
      { type: "embargo.ended", why },
      ...talks.parties
        .filter((p) => p.consent !== "none")
        .map((p) => ({ type: "party.released", party: p.id }) as const),
    ],
  };
}
