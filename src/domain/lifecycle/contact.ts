import { type Case, type Step, wrongState } from "../case.ts";
import type { CaseEvent } from "../events.ts";
import {
  type Attempt,
  baseOf,
  firstAttempt,
  hasAnswered,
  type Party,
  type PartyStatus,
  type Work,
  workRow,
} from "../parties.ts";
import { movesFrom } from "./move.ts";

/** States before anybody may be contacted: a report is judged first. */
const unjudged = ["RCV", "CHK", "ASK", "REJ"] as const;

/** @throws Refusal `case.wrong-state` for a report that is not accepted. */
export function checkContact(c: Case): void {
  if ((unjudged as readonly string[]).includes(c.state)) throw wrongState(c, "CON", ["ACC"]);
}

/** 起算日 as these parties make it: an earlier attempt that is recorded late moves it back, nothing moves it on. */
function based(c: Case, parties: readonly Party[]): { baseOn: Date | null; events: CaseEvent[] } {
  const base = baseOf(parties);
  if (c.kind === "own-product" || base === undefined || (c.baseOn !== null && c.baseOn <= base))
    return { baseOn: c.baseOn, events: [] };
  const from = c.baseOn?.toISOString() ?? null;
  return { baseOn: base, events: [{ type: "case.based", from, to: base.toISOString() }] };
}

/**
 * An attempt to contact a party, whatever came of it. The first one of a case sets 起算日 and takes the case into contact
 * (§3.1 row 8, §3.2 row 7); one desk that is both bodies hands over by it.
 * @param parties those of the case, with the attempt already among them. @throws Refusal `case.wrong-state` before acceptance.
 */
export function attempted(c: Case, parties: readonly Party[], party: Party, attempt: Attempt): Step {
  checkContact(c);
  const isFirst = firstAttempt(party)?.getTime() === attempt.at.getTime();
  const moves = movesFrom(c).some((m) => m.by === "party attempt");
  const { baseOn, events } = based(c, parties);
  const to = c.kind === "website" ? ("CT1" as const) : ("CON" as const);
  const after: Case = moves ? { ...c, state: to, baseOn } : { ...c, baseOn };
  const said: CaseEvent = {
    type: "party.attempted",
    party: party.id,
    means: attempt.means,
    outcome: attempt.outcome,
    at: attempt.at.toISOString(),
    first: isFirst,
  };
  return {
    before: c,
    after,
    events: [
      ...(moves && c.state === "ACC" && c.kind === "software" ? [{ type: "case.handed-over" } as const] : []),
      ...(moves ? [{ type: "case.contacting" } as const] : []),
      ...events,
      said,
      ...(attempt.outcome === "answered" ? [{ type: "party.answered", party: party.id } as const] : []),
    ],
  };
}

interface Change {
  readonly work?: Work | undefined;
  readonly status?: PartyStatus | undefined;
}

/** What a party's new work state or status means for its clocks. @param before the party as it was. */
export function partyChanged(c: Case, before: Party, change: Change, now: Date): { step: Step; after: Party } {
  checkContact(c);
  const work = change.work ?? before.work;
  const status = change.status ?? before.status;
  const tells = work === "details_sent" && before.detailsOn === null;
  const after: Party = { ...before, work, status, detailsOn: tells ? now : before.detailsOn };
  const { id: party } = before;
  const events: CaseEvent[] = [
    ...(work === before.work ? [] : [{ type: "party.worked", party, from: before.work, to: work } as const]),
    ...(hasAnswered(after) && !hasAnswered(before) ? [{ type: "party.answered", party } as const] : []),
    ...(tells ? [{ type: "party.notified", party } as const] : []),
    ...(workRow(work).found !== undefined && workRow(before.work).found === undefined
      ? [{ type: "party.reported", party } as const]
      : []),
    ...(status === before.status ? [] : [{ type: "party.status", party, from: before.status, to: status } as const]),
  ];
  const detailsOn = tells && c.detailsOn === null ? now : c.detailsOn;
  return { step: { before: c, after: { ...c, detailsOn }, events }, after };
}
