import { statementsOf } from "../../db/queries/table.ts";
import { type Vulnerability, vulnerabilitiesOf } from "../../db/queries/vulnerabilities.ts";
import type { statements } from "../../db/schema/index.ts";
import { unseal } from "../../src/crypto/keyring.ts";
import { newestEach } from "../../src/domain/statements.ts";
import { type Labelled, open, type Rank } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { foreign, join, say, type Text, t, words } from "../../src/text.ts";
import type { Node } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import { optional, wordArg } from "../args.ts";
import type { Act } from "../desk.ts";
import { caseKey } from "../show.ts";

type OfCase = { readonly id: number; readonly key: Buffer; readonly reference: number };
export type Statement = typeof statements.$inferSelect;

/** A party's statements that count, with the vulnerabilities that they may be about. */
export async function wordsOf(act: Pick<Act, "tx">, c: OfCase, partyId: number) {
  const [all, listed] = await Promise.all([statementsOf(act.tx, [partyId]), vulnerabilitiesOf(act.tx, c.id)]);
  return { newest: newestEach(all), all, listed };
}

export const bodyOf = (act: Pick<Act, "keys">, c: OfCase, s: Statement): string =>
  unseal(caseKey(act, c), "statements.body", s.body);

/** Says which words somebody has read: who agrees agrees to these, whatever was written meanwhile. */
export const proofOf = (act: Pick<Act, "keys">, s: Statement): string =>
  act.keys.request(`statement ${s.id}`).slice(0, 16);

export const seenArg = {
  ...optional(
    wordArg(
      { ja: "読んだ文を示す、ボタンが付ける印", en: "which words were read; the button adds it" },
      "AAAAAAAAAAAAAAAA",
      /^[\w-]{16}$/,
    ),
  ),
  hidden: true,
};

const state = (s: Statement): Text<"public"> => {
  if (s.vendorOkAt === null)
    return words({ ja: "デスクの文案・開発者の同意待ち", en: "the desk's draft, waits for the vendor" });
  return s.deskOkAt === null
    ? words({ ja: "デスクの承認待ち", en: "waits for the desk" })
    : words({ ja: "双方が確認済み", en: "approved by both" });
};

/** What it is about, how it stands, and since when. */
function statementHead(act: Pick<Act, "zone">, s: Statement, listed: readonly Vulnerability[]): Text<"public"> {
  const about = listed.find((v) => v.id === s.vulnerabilityId);
  const name =
    about === undefined
      ? words({ ja: "声明", en: "Statement" })
      : say({ ja: t`脆弱性${open(about.n)}の声明`, en: t`Statement on no. ${open(about.n)}` });
  return join([name, state(s), moment(s.at, act.zone)], " · ");
}

/** The words under their heading, for whoever `label` says. */
export const statementNodes = <R extends Rank>(
  act: Pick<Act, "zone" | "keys">,
  c: OfCase,
  s: Statement,
  listed: readonly Vulnerability[],
  label: (text: string) => Labelled<string, R>,
): Node<R | "public">[] => [
  { kind: "heading", text: statementHead(act, s, listed) },
  { kind: "quote", text: foreign(label(bodyOf(act, c, s))) },
];

/** Of several that wait, whoever agrees has to say which. @throws Refusal `args.missing` with the numbers. */
export function theOne(waiting: readonly Statement[], listed: readonly Vulnerability[]): Statement | undefined {
  if (waiting.length < 2) return waiting[0];
  const names = waiting.map((s) => listed.find((v) => v.id === s.vulnerabilityId)?.n ?? "all");
  throw new Refusal(
    "args.missing",
    words({ ja: "確認を待っている声明がいくつかあります。", en: "More than one statement waits." }),
    say({
      ja: t`どれかを vulnerability= で指定してください: ${open(names.join(" · "))}`,
      en: t`Say which with vulnerability=: ${open(names.join(" · "))}`,
    }),
    "vulnerability",
  );
}
