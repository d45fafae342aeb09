import type { Rank } from "./label.ts";
import type { Text } from "./text.ts";

/** Every "no" that a person can get, by a stable code. Documented in docs/refusals.md; a test holds the two together. */
export const refusalCodes = [
  "args.invalid",
  "args.missing",
  "args.unexpected",
  "case.not-found",
  "case.not-ready",
  "case.stale",
  "case.wrong-code",
  "case.wrong-state",
  "code.invalid",
  "command.unknown",
  "conditions.open",
  "cvss.invalid",
  "deadline.fixed",
  "deadline.not-found",
  "desk.busy",
  "duty.nobody",
  "duty.not-found",
  "embargo.not-possible",
  "embargo.wrong-state",
  "member.has-work",
  "member.last-admin",
  "member.not-found",
  "member.taken",
  "not-allowed",
  "notice.not-found",
  "party.not-found",
  "person.needed",
  "ping.not-found",
  "platform.missing",
  "place.too-wide",
  "proposal.not-found",
  "request.not-in-force",
  "request.too-early",
  "room.needed",
  "room.not-private",
  "room.unreadable",
  "roster.stale",
  "stranger",
  "swap.not-found",
  "swap.not-yours",
  "swap.stale",
  "vendor.not-found",
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/** A "no" that the person who asked should read: what, why, and what to do instead. Anything else thrown is a bug. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly says: Text<Rank>;
  readonly hint: Text<Rank> | undefined;
  /** The argument that it is about, so that a form can show it there. */
  readonly field: string | undefined;

  constructor(code: RefusalCode, says: Text<Rank>, hint?: Text<Rank>, field?: string) {
    super(code);
    this.name = "Refusal";
    this.code = code;
    this.says = says;
    this.hint = hint;
    this.field = field;
  }
}
