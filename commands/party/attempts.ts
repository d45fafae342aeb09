import { namesOf } from "../../db/queries/members.ts";
import { attemptsWith } from "../../db/queries/parties.ts";
import { unseal } from "../../src/crypto/keyring.ts";
import { means, outcomes } from "../../src/domain/parties.ts";
import { desk, open } from "../../src/label.ts";
import { foreign, join, words } from "../../src/text.ts";
import type { Node } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import type { Act } from "../desk.ts";
import { caseKey } from "../show.ts";

/** How a party was reached and what was noted of it, for the desk. @param most how many of the last ones */
export async function attemptNodes(
  act: Pick<Act, "tx" | "keys" | "zone">,
  c: { readonly id: number; readonly key: Buffer; readonly reference: number },
  partyId: number,
  most: number,
): Promise<Node<"public" | "desk">[]> {
  const all = await attemptsWith(act.tx, partyId, most);
  if (all.length === 0) return [];
  const names = await namesOf(act.tx, [...new Set(all.map((a) => a.by))]);
  const key = caseKey(act, c);
  return [
    { kind: "heading", text: words({ ja: "連絡の記録", en: "How they were reached" }) },
    {
      kind: "items",
      rows: all.map((a) => ({
        text: join<"public" | "desk">(
          [
            moment(a.at, act.zone),
            words(means[a.means]),
            words(outcomes[a.outcome]),
            foreign(open(names.get(a.by) ?? "?")),
            ...(a.note === null ? [] : [foreign(desk(unseal(key, "attempts.note", a.note)))]),
          ],
          " · ",
        ),
      })),
    },
  ];
}
