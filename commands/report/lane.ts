import { countNetwork, databaseNow, findRequest, readSettings } from "../../db/queries/desk.ts";
import type { ReportKind, ReportValues } from "../../src/domain/intake/kinds.ts";
import { type LaneReason, laneOf } from "../../src/domain/intake/lane.ts";
import { foldWidth } from "../../src/domain/reference.ts";
import type { Desk } from "../desk.ts";
import type { Submission } from "../intake.ts";

export type Lane = LaneReason | undefined;

export const first = (values: ReportValues, key: string): string => {
  const v = values[key];
  return (typeof v === "string" ? v : (v?.[0] ?? "")).trim();
};

/** The site's host, or what was written when that is no address. */
export const host = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);

/** What a report is about, without the version: many about the same are alike. */
const subjects: Readonly<Record<ReportKind, (v: ReportValues) => string>> = {
  software: (v) => first(v, "product_name"),
  website: (v) => host(first(v, "site_url")),
  "own-product": (v) => first(v, "product_name"),
};

const folded = (text: string): string => foldWidth(text).toLowerCase().replace(/\s+/g, " ");

/** Whoever sends, by the address at which they want to be reached. */
const senderOf = (v: ReportValues): string | undefined =>
  ["finder_email", "vendor_email"].map((key) => folded(first(v, key))).find((mail) => mail.includes("@"));

/**
 * Which lane a report comes into: more than their budgets in this hour wait for review. Counted under names that nobody can join with
 * another day's (as networks are), in a transaction of its own, so that a flood does not wait in line for its own counter. A request
 * that is repeated is not counted twice.
 */
export const laneFor = (desk: Desk, { kind, values, sendings = 0 }: Submission, request: string): Promise<Lane> =>
  desk.db.transaction(async (tx) => {
    if ((await findRequest(tx, request)) !== undefined) return undefined;
    const [now, settings] = await Promise.all([databaseNow(tx), readSettings(tx)]);
    const count = (name: string) => countNetwork(tx, desk.keys.network(name, now), now);
    const from = senderOf(values);
    const sender = from === undefined ? 0 : await count(`sender ${from}`);
    const alike = await count(`alike ${kind} ${folded(subjects[kind](values))}`);
    const budget = {
      sender: settings["intake.sender-per-hour"],
      alike: settings["intake.alike-per-hour"],
      network: settings["intake.per-hour"],
    };
    return laneOf({ sender, alike, network: sendings }, budget);
  });
