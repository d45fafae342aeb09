import type { StoredCase } from "../../db/queries/cases.ts";
import { partiesOf } from "../../db/queries/parties.ts";
import { open } from "../../src/label.ts";
import type { Both } from "../../src/locale.ts";
import { say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import type { Act } from "../desk.ts";
import { digits, ref } from "../show.ts";

const what: Readonly<Record<string, Both>> = {
  "party.asked": { ja: "連絡が届きました", en: "wrote to you" },
  "party.received": { ja: "受領の連絡がありました", en: "has received it" },
  "party.said": { ja: "ステータスの回答がありました", en: "gave its status" },
  "party.fix": { ja: "対策の状況の連絡がありました", en: "told of its fix" },
  "party.stated": { ja: "声明が届きました", en: "sent a statement" },
  "party.agreed": { ja: "声明の文案への同意がありました", en: "agreed to the words of its statement" },
  "party.shared": { ja: "部屋の共有についての回答がありました", en: "answered about sharing a room" },
  "party.suggested": { ja: "ほかの開発者の情報がありました", en: "named another vendor" },
};

/** A vendor did something at the table. What it is is read in the list of parties. */
export async function vendorSaid(
  act: Act,
  c: StoredCase,
  event: string,
  party: number,
): Promise<View<"public"> | undefined> {
  const p = (await partiesOf(act.tx, c.id)).find((x) => x.id === party);
  const said = what[event];
  if (p === undefined || said === undefined) return undefined;
  const d = digits(c);
  const text = say({
    ja: t`${ref(c)}: 関係者${open(p.n)}から${words(said)}`,
    en: t`${ref(c)}: party ${open(p.n)} ${words(said)}`,
  });
  return view(
    text,
    { kind: "heading", text },
    { kind: "next", commands: [`party show ${d} ${p.n}`, `message party ${d} ${p.n} …`] },
    {
      kind: "buttons",
      buttons: [
        { label: words({ ja: "読む", en: "Read" }), run: `party show ${d} ${p.n}`, style: "primary" },
        { label: words({ ja: "返信する…", en: "Answer…" }), run: `message party ${d} ${p.n}` },
      ],
    },
  );
}
