import { randomBytes } from "node:crypto";
import { sql } from "../../db/orm.ts";
import { cases } from "../../db/schema/index.ts";
import { parseReport } from "../../src/domain/intake/parse.ts";
import type { Locale } from "../../src/locale.ts";
import { plain } from "../../src/render.ts";
import type { Desk } from "../desk.ts";
import { createDispatch } from "../dispatch.ts";
import { submitReport } from "../report/submit.ts";
import { people, reports, roster } from "./world.ts";

const finder = {
  finder_name: "北野 すばる",
  finder_email: "subaru@finder.example",
  consent_share_identity: "name_only",
  consent_direct_contact: "no",
  consent_public_credit: "no",
  policy_agreed: "yes",
};

const own = { policy_agreed: "yes" };

/** Questions that only the software form asks. */
const withoutCredit = ({ consent_public_credit, ...rest }: typeof finder): Record<string, string> => rest;

const identity = { software: finder, website: withoutCredit(finder), "own-product": own } as const;

interface Outcome {
  readonly out: string;
  readonly exit: 0 | 1;
}

/**
 * Fills an empty desk with a small believable world: people, a roster, reports of all kinds in several states, deadlines
 * around now. Goes through the same parser and the same commands as everything else. Refuses a desk that holds a report.
 */
export async function fillDemo(desk: Desk, locale: Locale): Promise<Outcome> {
  const [any] = await desk.db.select({ n: sql<number>`1` }).from(cases).limit(1);
  if (any !== undefined) {
    const out =
      locale === "ja"
        ? "このデスクには届出があります。デモは空のデスクにだけ入れられます（別の TODOKE_HOME で npm start）。"
        : "This desk holds reports. The demo fills only an empty desk (npm start with another TODOKE_HOME).";
    return { out, exit: 1 };
  }
  const dispatch = createDispatch(desk);
  const run = async (line: string, as = "admin"): Promise<void> => {
    const principal = { platform: "console", tenant: "local", user: as } as const;
    const answer = await dispatch({ principal, place: { kind: "private" }, locale, line });
    if (answer.ok) return;
    const said = answer.rendered.nodes.flatMap((n) => (n.kind === "para" ? [plain(n.text)] : []));
    throw new Error(`the demo's line "${line.split(" ").slice(0, 2).join(" ")}" was refused: ${said.join(" ")}`);
  };
  for (const [handle, name, roles] of people) await run(`member add ${handle} ${roles} "${name}"`);
  await run(`duty set ${roster} days=28`);
  const now = Date.now();
  for (const report of reports) {
    const raw = new Map(Object.entries({ ...identity[report.kind], ...report.values }).map(([k, v]) => [k, [v]]));
    const parsed = parseReport(report.kind, raw);
    if (!parsed.ok)
      throw new Error(`the demo's report is faulty: ${parsed.errors.map((e) => `${e.field} ${e.code}`).join(", ")}`);
    const key = randomBytes(16).toString("base64url");
    const at = new Date(now - report.hoursAgo * 3_600_000);
    const { reference } = await submitReport(
      desk,
      { kind: report.kind, values: parsed.values, locale: "ja", key, files: [] },
      at,
    );
    for (const line of report.acts) await run(line.replace("#", reference.slice(-8)), "hana");
  }
  const out =
    locale === "ja"
      ? `届出${reports.length}件、メンバー${people.length}人、当番表を入れました。\n次: report list · case list · duty who · deadline list`
      : `${reports.length} reports, ${people.length} members and a roster are in.\nNext: report list · case list · duty who · deadline list`;
  return { out, exit: 0 };
}
