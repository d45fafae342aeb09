import { inAskingOrder } from "../../src/domain/asking.ts";
import type { Layer, Roster } from "../../src/domain/roster.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { foreign, join, say, t, words } from "../../src/text.ts";

/** Each line that is there now or is to come, once, as it is now or will first be, in the order in which they are asked. */
export function linesOf(roster: Roster, now: Date): Layer[] {
  const ahead = roster.layers.filter((l) => l.endsAt === null || l.endsAt > now);
  const first = new Map<string, Layer>();
  for (const layer of ahead.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())) {
    if (!first.has(layer.line)) first.set(layer.line, layer);
  }
  return inAskingOrder([...first.values()]);
}

/** Their names. */
export const linesNow = (roster: Roster, now: Date): string[] => linesOf(roster, now).map((l) => l.line);

/** The line that somebody named, or the first. @throws Refusal `duty.not-found` with those that there are. */
export function getLine(roster: Roster, now: Date, typed: string | undefined): string {
  const known = linesNow(roster, now);
  const line = typed ?? known[0];
  if (line !== undefined && known.includes(line)) return line;
  throw new Refusal(
    "duty.not-found",
    line === undefined
      ? words({ ja: "当番表はまだありません。", en: "There is no roster yet." })
      : say({ ja: t`当番表に「${open(line)}」はありません。`, en: t`The roster has no line "${open(line)}".` }),
    known.length === 0
      ? words({ ja: "作る: duty line first hana,mori", en: "Make one: duty line first hana,mori" })
      : say({
          ja: t`あるのは: ${join(
            known.map((k) => foreign(open(k))),
            "、",
          )}`,
          en: t`There is: ${join(
            known.map((k) => foreign(open(k))),
            ", ",
          )}`,
        }),
    "line",
  );
}
