import type { Tx } from "../db/client.ts";
import { readLadder, readRoster } from "../db/queries/duty.ts";
import { wallIn } from "../src/calendar.ts";
import { defaultLadder, ladder, type Rung } from "../src/domain/duty.ts";
import { onDuty, type Turn } from "../src/domain/roster.ts";
import type { Act } from "./desk.ts";

/** Every line of duty at a moment, in the order in which they are asked. */
export const dutyAt = async (tx: Tx, moment: Date): Promise<Turn[]> =>
  onDuty(await readRoster(tx, moment), moment, wallIn);

/** Those who have a line, each once, in that order. */
export const people = (turns: readonly Turn[]): number[] => [
  ...new Set(turns.flatMap((t) => (t.memberId === null ? [] : [t.memberId]))),
];

export const peopleOnDuty = async (tx: Tx, moment: Date): Promise<number[]> => people(await dutyAt(tx, moment));

/** The ladder as it is now, for a case with this assignee. */
export async function laddersNow(act: Act): Promise<(assignee: number | null) => Rung[]> {
  const [own, turns] = await Promise.all([readLadder(act.tx), dutyAt(act.tx, act.now)]);
  const lines = turns.map((t) => t.memberId);
  const rows = own.length > 0 ? own : defaultLadder;
  return (assignee) => ladder(rows, { lines, assignee }, act.settings["ping.escalate-minutes"]);
}
