import { recordRead } from "../../db/queries/audit-reads.ts";
import { getCase, type StoredCase, sealedReport } from "../../db/queries/cases.ts";
import { partiesOf } from "../../db/queries/parties.ts";
import { vendorsWithAny } from "../../db/queries/vendors.ts";
import { unseal } from "../../src/crypto/keyring.ts";
import type { ReportValues } from "../../src/domain/intake/kinds.ts";
import { type About, type Reason, reasonsFor, reasonWords, surer } from "../../src/domain/vendors/candidates.ts";
import { desk, open } from "../../src/label.ts";
import { purlsIn } from "../../src/purl.ts";
import { allWords } from "../../src/search.ts";
import { foreign, join, say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { caseArg, optional, textArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { caseKey, digits, ref } from "../show.ts";
import { openEntry, purlWord } from "./entry.ts";
import { line } from "./rows.ts";

/** Vendors that one answer lists. */
const mostShown = 25;
/** Vendors with some word of the case that are looked at; those with most of its words first. */
const mostRead = 500;

/** What the report says, and what was typed beside it. A website's address names its operator, not who made what it runs on. */
async function aboutCase(ctx: Ctx, c: StoredCase, typed: string): Promise<About> {
  // We sealed what our own parser had made, so the shape is known.
  const sealed = await sealedReport(ctx.tx, c.id);
  const report = JSON.parse(unseal(caseKey(ctx, c), "cases.report", sealed)) as ReportValues;
  const text = (...keys: readonly string[]): string => keys.flatMap((key) => report[key] ?? []).join("\n");
  const all = `${text(...Object.keys(report).filter((key) => key !== "site_url"))}\n${typed}`;
  return {
    product: allWords(text("product_name")),
    vendor: allWords(text("vendor_name", "vendor_org")),
    texts: allWords(all),
    purls: purlsIn(all),
  };
}

const reasonText = ({ kind, value }: Reason) =>
  say({ ja: t`${words(reasonWords[kind])}「${desk(value)}」`, en: t`${words(reasonWords[kind])} "${desk(value)}"` });

/** Vendors of the directory that a case may concern, each with the reasons. It adds nobody and tells nobody. */
export const vendorCandidates = command({
  name: "vendor candidates",
  summary: {
    ja: "案件に関係しそうな開発者を、名簿から理由とともに挙げる",
    en: "Name vendors of the directory that a case may concern, with the reasons",
  },
  effects: "read",
  max: "desk",
  args: {
    case: caseArg,
    about: optional(
      textArg(
        { ja: "ほかの手がかり（語やパッケージURL）", en: "what else to go by: words, package URLs" },
        "pkg:npm/hoshi-viewer",
        500,
      ),
    ),
  },
  async run(ctx, { case: reference, about: typed = "" }): Promise<View<"public" | "desk">> {
    const c = await getCase(ctx.tx, reference);
    const about = await aboutCase(ctx, c, typed);
    await recordRead(ctx.tx, ctx.member.id, c.id, "case", ctx.now);
    const hash = (all: Iterable<string>) => [...all].map((w) => ctx.keys.blind(w));
    const sure = hash([...about.product, ...about.vendor, ...about.purls.map(purlWord)]);
    const [near, parties] = await Promise.all([
      vendorsWithAny(ctx.tx, sure, hash(about.texts), mostRead),
      partiesOf(ctx.tx, c.id),
    ]);
    const there = new Map(parties.map((p) => [p.vendorId, p.n]));
    const found = near
      .map((v) => ({ v, ...openEntry(ctx, v) }))
      .map((e) => ({ ...e, reasons: reasonsFor(e, about, allWords) }))
      .filter((e) => e.reasons.length > 0)
      .toSorted((a, b) => surer(a.reasons, b.reasons) || a.v.id - b.v.id);
    const shown = found.slice(0, mostShown);
    const d = digits(c);
    const fresh = shown.filter(({ v }) => !there.has(v.id));
    return view<"public" | "desk">(
      say({ ja: t`${ref(c)} に関係しそうな開発者`, en: t`Vendors that ${ref(c)} may concern` }),
      {
        kind: "para",
        text:
          found.length === 0
            ? words({
                ja: "名簿に、この案件の製品・開発者名・技術と合う開発者はいません。手がかりを足しても探せます。",
                en: "Nobody in the directory has the product, the name or a technology of this case. You can add what else to go by.",
              })
            : say({
                ja: t`${open(found.length)}社のうち${open(shown.length)}社。まだだれも加えていません。理由を見て決めてください。`,
                en: t`${open(shown.length)} of ${open(found.length)}. Nobody was added or told: look at the reasons and decide.`,
              }),
      },
      {
        kind: "items",
        rows: shown.map(({ v, name, reasons }) => {
          const n = there.get(v.id);
          return {
            text: line(
              foreign(open(v.id)),
              foreign(desk(name)),
              join(reasons.map(reasonText), "、"),
              ...(n === undefined ? [] : [say({ ja: t`関係者${open(n)}`, en: t`party ${open(n)} already` })]),
            ),
          };
        }),
      },
      {
        kind: "next",
        commands:
          fresh.length === 0
            ? [`vendor candidates ${d} …`, "vendor list"]
            : fresh.slice(0, 3).map(({ v }) => `party add ${d} vendor=${v.id}`),
      },
    );
  },
});
