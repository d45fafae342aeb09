import type { Case } from "../../src/domain/case.ts";
import { movesFrom } from "../../src/domain/lifecycle/move.ts";
import { stateOf, stateTables } from "../../src/domain/lifecycle/states.ts";
import type { Role } from "../../src/domain/roles.ts";
import { open } from "../../src/label.ts";
import { join, say, type Text, t, words } from "../../src/text.ts";
import type { Button } from "../../src/view.ts";
import { digits, ref } from "../show.ts";

/** Moves that lead on to another state by `case move`, for whoever may make them. */
const openMoves = (c: Case, roles: readonly Role[]) =>
  movesFrom(c).filter((m) => m.by === "case move" && m.to !== c.state && m.who.some((r) => roles.includes(r)));

/** A button for each of them, without what is missing: pressing one tells. One that needs something typed opens its form. */
export const moveButtons = (c: Case, roles: readonly Role[]): Button[] =>
  openMoves(c, roles).map((m) => ({
    label: words(stateTables[c.kind][m.to]?.words ?? { ja: m.to, en: m.to }),
    run: `case move ${digits(c)} ${m.to.toLowerCase()}`,
  }));

/** "#48213377 is now: being verified by the vendor." */
export function nowIs(c: Case): Text<"public"> {
  const state = words(stateOf(c).words);
  return say({ ja: t`${ref(c)} は「${state}」になりました。`, en: t`${ref(c)} is now: ${state}.` });
}

/** What comes after, and how: "Next: fix and date in work (case move 48213377 fix)". */
export function nextIs(c: Case): Text<"public"> | undefined {
  const rows = movesFrom(c).filter((m) => m.to !== c.state);
  if (rows.length === 0) return undefined;
  const each = rows.map((m) => {
    const to = words(stateTables[c.kind][m.to]?.words ?? { ja: m.to, en: m.to });
    const how = open(m.by === "case move" ? `case move ${digits(c)} ${m.to.toLowerCase()}` : m.by);
    return say({ ja: t`${to}（${how}）`, en: t`${to} (${how})` });
  });
  return say({ ja: t`次: ${join(each, " / ")}`, en: t`Next: ${join(each, " / ")}` });
}
