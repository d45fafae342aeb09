import { readRoster } from "../../db/queries/duty.ts";
import { namesOf } from "../../db/queries/members.ts";
import { wallIn } from "../../src/calendar.ts";
import { shareOf } from "../../src/domain/roster.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { foreign, join, say, t, words } from "../../src/text.ts";
import { moment } from "../../src/when.ts";
import type { Act } from "../desk.ts";
import { linesNow } from "./lines.ts";

/** A share of a turn that somebody has. */
export interface Share {
  readonly line: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** The share of a turn that a member has at a moment, what of it lies ahead; undefined when they have none. */
export async function shareAt(
  act: Act,
  memberId: number,
  when: Date,
  line: string | undefined,
): Promise<Share | undefined> {
  const roster = await readRoster(act.tx, when);
  for (const name of linesNow(roster, act.now)) {
    if (line !== undefined && name !== line) continue;
    const share = shareOf(roster, name, when, wallIn);
    if (share?.memberId !== memberId || share.endsAt <= act.now) continue;
    return {
      line: name,
      startsAt: new Date(Math.max(share.startsAt.getTime(), act.now.getTime())),
      endsAt: share.endsAt,
    };
  }
  return undefined;
}

/** Why there is no such share: who has the turns of that moment. */
export async function notTheirs(act: Act, name: string, when: Date, field: string): Promise<Refusal> {
  const roster = await readRoster(act.tx, when);
  const holders = linesNow(roster, act.now).flatMap((line) => {
    const id = shareOf(roster, line, when, wallIn)?.memberId ?? null;
    return id === null ? [] : [{ line, id }];
  });
  const names = await namesOf(
    act.tx,
    holders.map((h) => h.id),
  );
  return new Refusal(
    "swap.not-yours",
    say({
      ja: t`${open(name)} は ${moment(when, act.zone)} の当番ではないか、その当番は終わっています。`,
      en: t`${open(name)} has no turn at ${moment(when, act.zone)}, or it is over.`,
    }),
    holders.length === 0
      ? words({ ja: "当番表: duty roster", en: "The roster: duty roster" })
      : say({
          ja: t`その時の当番: ${join(
            holders.map((h) => foreign(open(`${h.line} ${names.get(h.id) ?? "?"}`))),
            "、",
          )}`,
          en: t`On duty then: ${join(
            holders.map((h) => foreign(open(`${h.line} ${names.get(h.id) ?? "?"}`))),
            ", ",
          )}`,
        }),
    field,
  );
}

export const shareText = (act: Act, s: Share) =>
  say({
    ja: t`${open(s.line)}、${moment(s.startsAt, act.zone)} から ${moment(s.endsAt, act.zone)} まで`,
    en: t`${open(s.line)}, ${moment(s.startsAt, act.zone)} to ${moment(s.endsAt, act.zone)}`,
  });
