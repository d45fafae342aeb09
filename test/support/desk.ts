import { randomBytes } from "node:crypto";
import pino from "pino";
import type { Answer, Invocation, Place } from "../../commands/contract.ts";
import type { Desk } from "../../commands/desk.ts";
import { createDispatch } from "../../commands/dispatch.ts";
import { submitReport } from "../../commands/report/submit.ts";
import { calendarIn } from "../../src/calendar.ts";
import { Keyring } from "../../src/crypto/keyring.ts";
import type { ReportKind } from "../../src/domain/intake/kinds.ts";
import { parseReport } from "../../src/domain/intake/parse.ts";
import type { Locale } from "../../src/locale.ts";
import { plain } from "../../src/render.ts";
import type { Finding, RoomFacts, Surface } from "../../src/surface.ts";
import { freshDatabase, type TestDatabase } from "./database.ts";

/** A desk on a database of its own, and short ways to talk to it. */
export interface TestDesk {
  readonly desk: Desk;
  readonly database: TestDatabase;
  /** Runs a line as a member, in private. */
  say(line: string, over?: Partial<Invocation> & { as?: string }): Promise<Answer>;
  /** The same, and it must be done: the answer's text. */
  done(line: string, over?: Partial<Invocation> & { as?: string }): Promise<string>;
  /** A report of this kind arrives; its 8 digits and the finder's receipt. */
  report(
    kind?: ReportKind,
    over?: Readonly<Record<string, string>>,
    at?: Date,
  ): Promise<{ ref: string; receipt: string }>;
  /** Members with roles: handle → roles with commas. */
  members(who: Readonly<Record<string, string>>): Promise<void>;
}

/** All text of an answer, nodes below one another. */
export function textOf(answer: Answer): string {
  return answer.rendered.nodes
    .flatMap((n) => {
      if (n.kind === "fields") return n.rows.map(([a, b]) => `${plain(a)}: ${plain(b)}`);
      if (n.kind === "items") return n.rows.map((r) => `${r.mark ?? ""} ${plain(r.text)}`);
      if (n.kind === "buttons") return n.buttons.map((b) => `[${plain(b.label)}]`);
      if (n.kind === "next") return [n.commands.join(" · ")];
      return [plain(n.text)];
    })
    .join("\n");
}

const finder = {
  policy_agreed: "yes",
  finder_name: "Kitano Subaru",
  finder_email: "subaru@finder.example",
  consent_share_identity: "no",
  consent_direct_contact: "no",
};

/** A complete report of each kind; tests override single fields. */
export const reportOf: Readonly<Record<ReportKind, Readonly<Record<string, string>>>> = {
  software: {
    ...finder,
    consent_public_credit: "no",
    source_of_info: "self",
    product_name: "すいすい画像ビューア",
    product_version: "3.2.1",
    vendor_name: "すいすいソフト",
    vuln_type: "memory",
    environment: "Windows 11",
    steps: "Open the image",
    result: "It crashes",
    threat: "Code runs",
    other_reports: "none",
    reported_to_vendor: "no",
  },
  website: {
    ...finder,
    site_url: "https://shop.example.jp/search",
    confirmed_on: "2026-11-14",
    web_vuln_type: "xss",
    discovery_story: "Seen while shopping",
    why_vulnerability: "Script runs",
    threat: "Cookies leak",
    other_reports: "none",
  },
  "own-product": {
    policy_agreed: "yes",
    vendor_org: "Kumo Networks",
    vendor_person: "PSIRT",
    vendor_email: "psirt@vendor.example",
    product_name: "Kumo Router K-200",
    affected_versions: "4.1",
    not_affected_versions: "4.2",
    vuln_type: "access_control",
    description: "No login needed",
    impact: "Settings change",
    fix: "4.2",
    wished_publication_date: "2027-06-01",
    already_public: "no",
    all_users_told: "no",
    other_vendors_affected: "no",
  },
};

/** A platform whose rooms nobody else reads; `facts` changes what it says of each, and none is no answer. */
const surfaceWith = (facts: Partial<RoomFacts> | undefined, findings: readonly Finding[] = []): Surface => ({
  room: async () => facts && { shared: false, everybody: false, guests: 0, outsiders: [], open: true, ...facts },
  examine: async () => findings,
});

export interface DeskOptions {
  readonly log?: Desk["log"];
  readonly keys?: Keyring;
  readonly locale?: Locale;
  readonly database?: TestDatabase;
  readonly surfaces?: Desk["surfaces"];
}

export async function testDesk(options: DeskOptions = {}): Promise<TestDesk> {
  const database = options.database ?? (await freshDatabase());
  const desk: Desk = {
    db: database.db,
    keys: options.keys ?? new Keyring(randomBytes(32)),
    zone: "Asia/Tokyo",
    calendar: calendarIn("Asia/Tokyo"),
    publicUrl: "http://localhost:8080",
    log: options.log ?? pino({ level: "silent" }),
    surfaces: options.surfaces ?? new Map([["slack", surfaceWith({})]]),
    manifest: (how) => JSON.stringify({ how }),
  };
  const dispatch = createDispatch(desk);
  const nowhere: Place = { kind: "private" };
  const t: TestDesk = {
    desk,
    database,
    say(line, { as = "admin", ...over } = {}) {
      return dispatch({
        principal: { platform: "console", tenant: "local", user: as },
        place: nowhere,
        locale: options.locale ?? "en",
        line,
        ...over,
      });
    },
    async done(line, over) {
      const answer = await t.say(line, over);
      if (!answer.ok) throw new Error(`${line}: ${answer.code}: ${textOf(answer)}`);
      return textOf(answer);
    },
    async report(kind = "software", over = {}, at) {
      const raw = new Map(Object.entries({ ...reportOf[kind], ...over }).map(([k, v]) => [k, [v]]));
      const parsed = parseReport(kind, raw);
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
      const key = randomBytes(16).toString("base64url");
      const made = await submitReport(desk, { kind, values: parsed.values, locale: "en", key, files: [] }, at);
      return { ref: made.reference.slice(-8), receipt: made.receipt };
    },
    async members(who) {
      for (const [handle, roles] of Object.entries(who)) await t.done(`member add ${handle} ${roles}`);
    },
  };
  return t;
}
