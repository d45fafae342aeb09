import type { StoredCase } from "../../db/queries/cases.ts";
import { findCases } from "../../db/queries/lists.ts";
import { weaknessesOf } from "../../db/queries/scores.ts";
import { parseCwe } from "../../src/domain/cwe/find.ts";
import type { ReportValues } from "../../src/domain/intake/kinds.ts";
import type { Both } from "../../src/locale.ts";
import { queryWords } from "../../src/search.ts";
import type { Ctx } from "../contract.ts";
import { titleOf } from "../show.ts";

/** A case that may be the same, and why. */
export interface Alike {
  readonly c: StoredCase;
  readonly reasons: readonly Both[];
}

/** Cases that are shown; more would be a search. */
const most = 5;

const reason = {
  host: { ja: "同じサイト", en: "same site" },
  both: { ja: "製品名と開発者名が一致", en: "same words in product and vendor" },
  product: { ja: "製品名が一致", en: "same words in the product's name" },
  weakness: { ja: "CWEも一致", en: "same weakness (CWE)" },
  published: { ja: "公表済み", en: "published" },
} as const satisfies Record<string, Both>;

const first = (values: ReportValues, key: string): string => {
  const v = values[key];
  return (typeof v === "string" ? v : (v?.[0] ?? "")).trim();
};

/** Cases that have all these words, by blind index. */
async function having(ctx: Ctx, c: StoredCase, text: string): Promise<readonly StoredCase[]> {
  const hashes = [...queryWords(text)].map((w) => ctx.keys.blind(w));
  if (hashes.length === 0) return [];
  return (await findCases(ctx.tx, hashes)).rows.filter((other) => other.id !== c.id);
}

async function sameSite(ctx: Ctx, c: StoredCase, url: string): Promise<Map<StoredCase, Both>> {
  const host = URL.canParse(url) ? new URL(url).host : "";
  const found = await having(ctx, c, host);
  // Their words agree; the hosts must be equal.
  return new Map(found.filter((other) => titleOf(ctx, other).open() === host).map((other) => [other, reason.host]));
}

async function sameProduct(ctx: Ctx, c: StoredCase, product: string, vendor: string): Promise<Map<StoredCase, Both>> {
  const [byProduct, byVendor] = await Promise.all([having(ctx, c, product), having(ctx, c, vendor)]);
  const vendors = new Set(byVendor.map((v) => v.id));
  return new Map(byProduct.map((p) => [p, vendors.has(p.id) ? reason.both : reason.product]));
}

/** Cases that may be about the same, the likeliest first, each with the reason. A person decides. */
export async function alikeTo(ctx: Ctx, c: StoredCase, report: ReportValues): Promise<readonly Alike[]> {
  const vendor = first(report, "vendor_name") || first(report, "vendor_org");
  const found =
    c.kind === "website"
      ? await sameSite(ctx, c, first(report, "site_url"))
      : await sameProduct(ctx, c, first(report, "product_name"), vendor);
  const written = report["cwe"] ?? [];
  const cwes = (typeof written === "string" ? [written] : written).flatMap((s) => parseCwe(s) ?? []);
  const own = new Set([...cwes, ...(await weaknessesOf(ctx.tx, c.id))]);
  const rows: Alike[] = [];
  for (const [other, why] of [...found].slice(0, most)) {
    const shared = (await weaknessesOf(ctx.tx, other.id)).some((cwe) => own.has(cwe));
    rows.push({
      c: other,
      reasons: [why, ...(shared ? [reason.weakness] : []), ...(other.state === "PUB" ? [reason.published] : [])],
    });
  }
  const rank = (a: Alike): number => a.reasons.length + (a.reasons.includes(reason.product) ? 0 : 1);
  return rows.sort((a, b) => rank(b) - rank(a));
}
