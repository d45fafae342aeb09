import { randomBytes } from "node:crypto";
import { lockCase, type StoredCase, sealedReport } from "../../db/queries/cases.ts";
import { shareFinder } from "../../db/queries/finders.ts";
import { casesSplitOff, linkCases } from "../../db/queries/parties.ts";
import { receiptHash, unseal } from "../../src/crypto/keyring.ts";
import { happened } from "../../src/domain/case.ts";
import type { CaseEvent } from "../../src/domain/events.ts";
import type { ReportValues } from "../../src/domain/intake/kinds.ts";
import { splitFrom, splitOff } from "../../src/domain/lifecycle/split.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, t, words } from "../../src/text.ts";
import { type Node, view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg, textArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { splitEmbargo } from "../embargo/inherit.ts";
import { insertCase } from "../report/insert-case.ts";
import { caseKey, digits, ref } from "../show.ts";
import { carryVulnerabilities, carryWeaknesses } from "../vuln/carry.ts";

/** What a report says of one product: whoever splits names the other one. */
const ofProduct: ReadonlySet<string> = new Set([
  "product_name",
  "product_version",
  "patch_level",
  "language",
  "configuration",
  "vendor_name",
  "vendor_url",
  "vendor_contact_hint",
]);

/** @throws Refusal `args.invalid` when a case of that name was split off already: a second press, or a second person. */
async function notTwice(ctx: Ctx, origin: StoredCase, product: string): Promise<void> {
  const same = (await casesSplitOff(ctx.tx, origin.id)).find(
    (c) => unseal(caseKey(ctx, c), "cases.title", c.title) === product,
  );
  if (same === undefined) return;
  throw new Refusal(
    "args.invalid",
    say({
      ja: t`この名前の案件は、すでに分けてあります: ${ref(same)}`,
      en: t`A case of that name was split off already: ${ref(same)}`,
    }),
    say({ ja: t`見る: ${open(`case show ${digits(same)}`)}`, en: t`See it: ${open(`case show ${digits(same)}`)}` }),
    "product",
  );
}

/** What the new case is told of: what was typed, with the rest of the report only where that names nobody. */
async function reportFor(
  ctx: Ctx,
  origin: StoredCase,
  typed: { readonly product: string; readonly about: string },
  keeps: boolean,
): Promise<ReportValues> {
  const own = { product_name: typed.product, result: typed.about };
  if (!keeps) return own;
  // We sealed what our own parser had made, so the shape is known.
  const whole = unseal(caseKey(ctx, origin), "cases.report", await sealedReport(ctx.tx, origin.id));
  const kept = Object.entries(JSON.parse(whole) as ReportValues).filter(([key]) => !ofProduct.has(key));
  return { ...Object.fromEntries(kept), ...own };
}

const isListed = (e: CaseEvent): boolean => e.type === "vuln.added";
const isBound = (e: CaseEvent): boolean => e.type === "party.bound";

/** What came along without being asked for: whoever splits has to look at it. */
function toCheck(events: readonly CaseEvent[]): Node<"public">[] {
  const [listed, bound] = [events.filter(isListed).length, events.filter(isBound).length];
  return [
    ...(listed === 0
      ? []
      : [
          say({
            ja: t`脆弱性${open(listed)}件も写しました。いまは両方の案件にあります。どちらの話かを確かめ、要らない方を外してください（vuln remove）。`,
            en: t`Vulnerabilities that came along: ${open(listed)}. Both cases list them now; take off what does not belong (vuln remove).`,
          }),
        ]),
    ...(bound === 0
      ? []
      : [
          say({
            ja: t`元の案件でエンバーゴに同意した開発者${open(bound)}社は、この案件でも同じ条件に拘束されます。まだ何も知らせていません。招く（party invite）か、外して（party remove）ください。`,
            en: t`Vendors that accepted the embargo on the first case and are bound here by the same terms: ${open(bound)}. Nothing was sent to them: invite each (party invite) or take it off (party remove).`,
          }),
        ]),
  ].map((text) => ({ kind: "para", text }));
}

/**
 * Opens a software case beside a case that holds more than one matter. The finder is the same person, with the same consents;
 * files stay with the origin. The finder reads of both on the page of the report. Kinds of weakness come along; the list of
 * vulnerabilities and who is bound by the embargo only where the new case has the report's text too.
 */
export const caseSplit = command({
  name: "case split",
  summary: {
    ja: "案件から、ソフトウエア製品の案件を分けて始める",
    en: "Split a software case off a case, such as a site whose cause is a product",
  },
  effects: "write",
  max: "public",
  args: {
    case: caseArg,
    product: {
      ...textArg({ ja: "製品の名前と版", en: "the product and its version" }, '"Hoshi Cart 2.1"', 200),
      rest: false,
    },
    about: textArg(
      {
        ja: "何が起きるか（サイトを特定できることは書かない）",
        en: "what happens; nothing that tells which site it is",
      },
      "the cart runs script from the address",
      4000,
    ),
  },
  async run(ctx, { case: reference, product, about }) {
    const origin = await lockCase(ctx.tx, reference);
    const { keepsReport, ...begin } = splitOff(origin);
    await notTwice(ctx, origin, product);
    const { stored } = await insertCase(
      ctx,
      {
        ...begin,
        finderLocale: origin.finderLocale,
        // The finder has one receipt, that of the origin: nobody has a code for this.
        receiptHash: receiptHash(randomBytes(32).toString("hex")),
        title: product,
        report: await reportFor(ctx, origin, { product, about }, keepsReport),
        searched: [product],
      },
      { id: origin.finderId },
    );
    await shareFinder(ctx.tx, origin.finderId, origin.reference);
    await linkCases(ctx.tx, { kind: "split", fromId: origin.id, toId: stored.id, at: ctx.now, by: ctx.member.id });
    await apply(ctx, origin, splitFrom(origin, stored));
    const bound = await splitEmbargo(ctx, origin, stored, keepsReport);
    const carried = [
      ...(await carryWeaknesses(ctx, origin, stored)),
      ...(keepsReport ? await carryVulnerabilities(ctx, origin, stored) : []),
    ];
    await apply(ctx, stored, {
      ...happened(stored, { type: "case.begun", other: origin.id }),
      events: [{ type: "case.begun", other: origin.id }, ...bound, ...carried],
    });
    const d = digits(stored);
    return view(
      say({ ja: t`${ref(origin)} から ${ref(stored)} を分けました`, en: t`${ref(stored)} split off ${ref(origin)}` }),
      {
        kind: "para",
        text: say({
          ja: t`製品の案件 ${ref(stored)} を受理の状態で始めました。${ref(origin)} はそのまま続きます。発見者には状況確認ページで知らせました。`,
          en: t`${ref(stored)} begins as an accepted software case; ${ref(origin)} goes on as it was. The finder reads it on the status page.`,
        }),
      },
      ...(keepsReport
        ? []
        : [
            {
              kind: "para" as const,
              text: words({
                ja: "新しい案件には入力した内容だけが入っています。サイトに関する情報と添付は元の案件にあり、運営者の同意なしに製品開発者へ渡せません。",
                en: "The new case holds only what you typed. What tells the site, and the files, stay with the origin; the vendor may have them only if the operator agrees.",
              }),
            },
          ]),
      ...toCheck([...bound, ...carried]),
      {
        kind: "next",
        commands: [
          `case show ${d}`,
          ...(carried.some(isListed) ? [`vuln list ${d}`] : []),
          ...(bound.some(isBound) ? [`party list ${d}`] : [`party add ${d} …`]),
          `case show ${digits(origin)}`,
        ],
      },
      {
        kind: "buttons",
        buttons: [{ label: words({ ja: "新しい案件を見る", en: "Show the new case" }), run: `case show ${d}` }],
      },
    );
  },
});
