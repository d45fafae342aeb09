import { afterAll, beforeAll, expect, test } from "vitest";
import { createDispatch } from "../../commands/dispatch.ts";
import { createIntake } from "../../commands/report/status.ts";
import { endCodes, ending } from "../../src/domain/endings.ts";
import { type ReportKind, reportKinds } from "../../src/domain/intake/kinds.ts";
import { lifecycles } from "../../src/domain/lifecycle/move.ts";
import { stateTables } from "../../src/domain/lifecycle/states.ts";
import { type TestDesk, testDesk } from "../support/desk.ts";
import { type FakeSlack, startSlack } from "../support/slack.ts";
import { reading } from "../support/slack-caller.ts";
import { createDesk, type Desk } from "../support/slack-desk.ts";
import { form, payloads, signed } from "../support/slack-payloads.ts";

/** Each kind of report through every state and every move of its table, and to each of its ends, typed in Slack. */
let t: TestDesk;
let slack: FakeSlack;
let adapter: Desk;
let owner: ReturnType<TestDesk["database"]["owner"]>;
beforeAll(async () => {
  [t, slack] = await Promise.all([testDesk(), startSlack()]);
  owner = t.database.owner();
  let passed = 0;
  const clock = { now: () => (passed += 60_000), pause: async () => {} };
  adapter = createDesk(slack, createDispatch(t.desk), { now: () => new Date(), clock, config: { answerMs: 20_000 } });
  await adapter.start();
  // One person may do everything but confirm what they proposed themselves.
  await t.members({ hana: "coordinator,intake_officer,web_handler,approver", kenji: "approver" });
  for (const name of ["hana", "kenji"]) {
    await t.done(`member link ${name} slack:${slack.team}:${slack.user(name)}`);
    slack.locales.set(slack.user(name), "en-US");
  }
});
afterAll(async () => {
  await adapter.stop();
  await Promise.all([slack.close(), t.database.close()]);
});

async function type(line: string, who = "hana"): Promise<string> {
  const direct = { user_id: slack.user(who), channel_id: "D1", channel_name: "directmessage" };
  const answer = await adapter.handle(signed(form(payloads.slash(slack, line, direct)), new Date()));
  return reading(await answer.text());
}

const stateOf = async (ref: string): Promise<string> =>
  (await owner`select state from cases where reference = ${Number(ref)}`)[0]?.["state"];

/** Seen in a walk: "VER → FIX", and "VER" of all states. */
const seen = new Map<ReportKind, Set<string>>(reportKinds.map((k) => [k, new Set()]));

interface Step {
  /** What is typed, REF being the reference; `answer`: the finder answers on the status page. */
  readonly line: string;
  /** The state after it, where it changes. */
  readonly to?: string;
}
const at = (state: string, ...lines: string[]): Step[] =>
  lines.map((line, i) => (i === lines.length - 1 ? { line, to: state } : { line }));

async function walk(kind: ReportKind, steps: readonly Step[], daysOld = 0): Promise<string> {
  const { ref, receipt } = await t.report(kind, {}, new Date(Date.now() - daysOld * 86_400_000));
  let state = "RCV";
  seen.get(kind)?.add(state);
  for (const { line, to } of steps) {
    if (line === "answer") await createIntake(t.desk).answer(receipt, "3.2.1");
    else {
      const said = await type(line.replaceAll("REF", ref).replace(/DAYS(\d+)/g, (_, n) => before(Number(n))));
      const proposal = /case confirm (\d+)/.exec(said)?.[1];
      if (proposal !== undefined && said.includes("has to confirm it")) await type(`case confirm ${proposal}`, "kenji");
    }
    const now = await stateOf(ref);
    expect([kind, line, now]).toEqual([kind, line, to ?? state]);
    if (to !== undefined) {
      seen.get(kind)?.add(`${state} → ${now}`).add(now);
      state = now;
    }
  }
  return ref;
}
const before = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

const opened = at("CHK", "report show REF");
const accepted = at("ACC", "report accept REF all");
const contacted = at("CON", "party add REF Vendor", "party attempt REF 1 mail answered");
const verifying = at("VER", "party status REF 1 work=details_sent", "case move REF ver");
const fixing = at("FIX", "party status REF 1 work=confirmed", "case move REF fix");
const dated = at("DAT", "case move REF dat +20d");
const published = at("PUB", "party status REF 1 status=affected", "case move REF pub advisory=JVN#1");
const silent = at(
  "UNR",
  "party add REF Vendor",
  "party attempt REF 1 mail none at=DAYS200",
  "party attempt REF 1 phone none at=DAYS100",
  "party attempt REF 1 post none at=DAYS50",
  "case move REF unr",
).map((s, i) => (i === 1 ? { ...s, to: "CON" } : s));
const judged = at("JDG", "case move REF jdg");
const siteContacted = at("CT1", "party add REF Shop", "party attempt REF 1 form answered");
const siteTold = at("NTF", "party status REF 1 work=details_sent", "case move REF ntf");
const siteVerifying = at("VER", "case move REF ver");

const walks: readonly (readonly [ReportKind, readonly Step[], number?])[] = [
  ["software", [...opened, ...at("ASK", "report ask REF Which?"), ...at("ASK", "report ask REF And where?")]],
  [
    "software",
    [...at("ASK", "report ask REF Which?"), ...at("CHK", "answer"), ...at("REJ", "report decline REF R-04")],
  ],
  ["software", at("REJ", "report decline REF R-01")],
  ["software", [...at("ASK", "report ask REF Which?"), ...at("REJ", "report decline REF R-01")]],
  ["software", [...at("ASK", "report ask REF Which?"), ...at("ACC", "report accept REF all")]],
  ["software", [...opened, ...at("ASK", "report ask REF Which?")]],
  [
    "software",
    [
      ...opened,
      ...accepted,
      ...at("HND", "case move REF hnd"),
      ...contacted,
      ...verifying,
      ...fixing,
      ...dated,
      ...at("DAT", "case move REF dat +25d"),
      ...published,
      ...at("PUB", "case move REF pub advisory=JVN#1-2"),
    ],
  ],
  [
    "software",
    [
      ...accepted,
      ...contacted,
      ...verifying,
      ...at("NOV", "party status REF 1 work=not_reproduced", "case move REF nov request=lift"),
    ],
  ],
  [
    "software",
    [
      ...accepted,
      ...silent,
      ...at("UNR", "unreachable stage REF product", "unreachable stage REF deadline"),
      ...at("NCO", "case move REF nco"),
      ...judged,
      ...at("PUB", "case move REF pub advisory=JVN#2 criteria=J-1,J-2,J-3,J-4"),
    ],
    250,
  ],
  [
    "software",
    [
      ...accepted,
      ...silent,
      ...at("VER", "party attempt REF 1 mail answered", "party status REF 1 work=details_sent", "case move REF ver"),
      ...fixing,
      ...at("NCO", `case move REF nco reason="no agreement after three meetings"`),
      ...judged,
      ...at("FIX", "case move REF fix"),
    ],
    250,
  ],
  [
    "website",
    [
      ...opened,
      ...at("ASK", "report ask REF Where?"),
      ...at("ASK", "report ask REF And when?"),
      ...at("CHK", "answer"),
      ...accepted,
      ...siteContacted,
      ...siteTold,
      ...siteVerifying,
      ...at("FIX", "party status REF 1 work=fixed_app", "case move REF fix"),
    ],
  ],
  [
    "website",
    [
      ...at("ACC", "report accept REF all"),
      ...siteContacted,
      ...siteTold,
      ...siteVerifying,
      ...at("NOV", "party status REF 1 work=denies", "case move REF nov"),
    ],
  ],
  [
    "own-product",
    [
      ...opened,
      ...at("ASK", "report ask REF When?"),
      ...at("ASK", "report ask REF And where?"),
      ...at("CHK", "answer"),
      ...accepted,
      ...dated,
      ...at("DAT", "case move REF dat +30d"),
      ...at("PUB", "case move REF pub advisory=JVN#3"),
      ...at("PUB", "case move REF pub advisory=JVN#3-2"),
    ],
  ],
  ...(["website", "own-product"] as const).flatMap((kind): (readonly [ReportKind, readonly Step[]])[] => [
    [kind, at("REJ", "report decline REF R-05")],
    [kind, [...opened, ...at("REJ", "report decline REF R-05")]],
    [kind, [...at("ASK", "report ask REF Which?"), ...at("REJ", "report decline REF R-05")]],
    [kind, [...at("ASK", "report ask REF Which?"), ...accepted]],
    [kind, at("ACC", "report accept REF all")],
  ]),
];

/** Where each ground's own conditions hold, and what it needs to be said besides. */
const endsFrom: Readonly<Record<string, readonly Step[]>> = {
  "T-03": [
    { line: "score cvss REF CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N" },
    { line: "score impact REF spread=narrow" },
  ],
  "T-07": [
    { line: "party add REF Shop" },
    { line: "party attempt REF 1 mail none at=DAYS200", to: "CT1" },
    { line: "party attempt REF 1 phone none at=DAYS100" },
    { line: "party attempt REF 1 post none at=DAYS50" },
  ],
};

test("every state and every move of the three tables, typed in Slack", async () => {
  for (const [kind, steps, old] of walks) await walk(kind, steps, old);
}, 300_000);

test("every end on every ground that a kind has, typed in Slack: the state, the clocks, the word to the finder", async () => {
  let ends = 0;
  for (const kind of reportKinds) {
    for (const code of endCodes) {
      const to = ending(code).ends[kind];
      if (to === undefined) continue;
      ends += 1;
      const begin = [...accepted.map((s) => ({ ...s })), ...(endsFrom[code] ?? [])];
      const merges = ending(code).merge === true;
      const other = merges ? (await t.report(kind)).ref : "";
      const last = merges
        ? `case merge REF ${other}`
        : `case close REF ${code}${kind === "software" ? " request=lift" : ""}`;
      const ref = await walk(kind, [...begin, { line: last, to }], 250);
      const [left] = await owner`
        select count(*) filter (where d.state <> 'done')::int as clocks, c.end_code as code, c.closed_at from cases c
        left join deadlines d on d.case_id = c.id where c.reference = ${Number(ref)} group by c.id`;
      expect([kind, code, left?.["clocks"], left?.["code"], left?.["closed_at"] === null]).toEqual([
        kind,
        code,
        0,
        code,
        false,
      ]);
      const [told] = await owner`
        select template from messages m join cases c on c.id = m.case_id where c.reference = ${Number(ref)} order by m.id desc limit 1`;
      expect([kind, code, told?.["template"]]).toEqual([kind, code, "M16"]);
    }
  }
  console.log(
    `${ends} ends on ${endCodes.length} grounds, ${[...seen.values()].reduce((n, s) => n + s.size, 0)} states and moves seen`,
  );
}, 300_000);

test("nothing of the tables was left out", () => {
  for (const kind of reportKinds) {
    const have = seen.get(kind) ?? new Set();
    const states = Object.keys(stateTables[kind]);
    const moves = lifecycles[kind].flatMap((m) => m.from.map((from) => `${from} → ${m.to}`));
    expect([kind, [...states, ...moves].filter((x) => !have.has(x))]).toEqual([kind, []]);
  }
});
