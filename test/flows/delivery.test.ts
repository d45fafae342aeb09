import { runOnce } from "graphile-worker";
import { afterAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { drain } from "../../commands/deliver.ts";
import { wake } from "../../db/queries/notices.ts";
import { quiet } from "../../db/queue-log.ts";
import type { Clock } from "../../src/pace.ts";
import { testDesk } from "../support/desk.ts";
import { startSlack } from "../support/slack.ts";
import { createDesk } from "../support/slack-desk.ts";
import type { Fault } from "../support/slack-faults.ts";

/** Faults F16–F21 through the real adapter, database and queue: what is lost and what is doubled, row by row. */

const slack = await startSlack();
const t = await testDesk();
const owner = t.database.owner();
afterAll(async () => {
  await slack.close();
  await t.database.close();
});
beforeEach(async () => {
  slack.forget();
  await owner`truncate notices, stops cascade`;
  await owner`delete from graphile_worker._private_jobs`;
});

const each = 3;
const here = slack.channel("desk");
const there = slack.channel("vendor-suisui");
const queueOf = (channel: string): string => `slack/${slack.team}/room/${channel}`;
const link = (channel: string, n: number): string => `http://form.example/${channel}/${n}.`;

/** Fills queues with notices that one can tell apart. */
async function queue(channels: readonly string[], count = each): Promise<void> {
  for (const channel of channels) {
    await owner`insert into notices (destination, kind, params, dedupe, created_at)
      select ${queueOf(channel)}, 'form-link', jsonb_build_object('url', 'http://form.example/' || ${channel}::text || '/' || i || '.'),
        ${channel}::text || i, now() from generate_series(1, ${count}) i`;
  }
  await t.desk.db.transaction((tx) => wake(tx, channels.map(queueOf)));
}

/** A desk whose time passes only when it is told to, or when somebody waits in place. */
function stage(config: { timeoutMs?: number } = {}) {
  let at = 0;
  const clock: Clock = {
    now: () => at,
    pause: async (ms) => {
      at += ms;
    },
  };
  const slackDesk = createDesk(slack, undefined, { clock, config: { timeoutMs: 600, ...config } });
  onTestFinished(slackDesk.stop);
  const outlets = new Map([["slack", slackDesk.deliver]]);
  const taskList = {
    drain: async (payload: unknown) =>
      void (await drain(t.desk, outlets, (payload as { destination: string }).destination, "en")),
  };
  return {
    /** What the queue does now. */
    run: () =>
      runOnce({ connectionString: t.database.url, taskList, concurrency: 4, noHandleSignals: true, logger: quiet }),
    async pass(seconds: number) {
      at += seconds * 1000;
      await owner`update graphile_worker._private_jobs set run_at = run_at - make_interval(secs => ${seconds})`;
      await owner`update stops set until = until - make_interval(secs => ${seconds})`;
    },
  };
}

/** Seconds until a queue goes on. */
async function waits(channel: string): Promise<number | undefined> {
  const [job] = await owner`select extract(epoch from run_at - now())::float8 as s from graphile_worker.jobs
    where key = ${`drain ${queueOf(channel)}`}`;
  return job === undefined ? undefined : Math.round(Number(job["s"]));
}

/** Copies of each notice that Slack was handed, in order. */
const posts = (channel: string) =>
  slack.calls.filter((c) => c.method === "chat.postMessage" && c.body["channel"] === channel);
const copies = (channel: string, n: number): number =>
  posts(channel).filter((c) => (c.body["blocks"] ?? "").includes(link(channel, n))).length;
const states = async (channel: string): Promise<string> =>
  (await owner`select state from notices where destination = ${queueOf(channel)} and kind = 'form-link' order by id`)
    .map((r) => r["state"])
    .join(" ");

interface Row {
  readonly name: string;
  readonly fault: Fault;
  readonly always?: boolean;
  /** Seconds that the queue must pause after the first fault. */
  readonly wait?: number;
  /** What becomes of the notices of the channel with the fault, and how many calls it gets in all. */
  readonly end: string;
  readonly calls: number;
  /** Notices that were handed to Slack more than once after it may have taken them. */
  readonly doubled?: number;
  /** The other channel's; sent unless told. */
  readonly other?: string;
}

const sent = "sent sent sent";
const dead = "dead dead dead";
const rows: readonly Row[] = [
  { name: "F16 429, Retry-After 1", fault: { status: 429, retryAfter: "1" }, wait: 1, end: sent, calls: 4 },
  { name: "F16 429, Retry-After 30", fault: { status: 429, retryAfter: "30" }, wait: 30, end: sent, calls: 4 },
  { name: "F16 429, Retry-After 3600", fault: { status: 429, retryAfter: "3600" }, wait: 3600, end: sent, calls: 4 },
  { name: "F16 429, no Retry-After", fault: { status: 429 }, wait: 30, end: sent, calls: 4 },
  {
    name: "F16 429, Retry-After garbage",
    fault: { status: 429, retryAfter: "soon; x" },
    wait: 30,
    end: sent,
    calls: 4,
  },
  { name: "F17 500", fault: { status: 500 }, wait: 30, end: sent, calls: 4 },
  { name: "F17 502 with a page", fault: { status: 502, page: "<html>Bad gateway" }, wait: 30, end: sent, calls: 4 },
  { name: "F17 200 with a page", fault: "html", wait: 30, end: sent, calls: 4 },
  { name: "F17 200, cut", fault: "cut json", wait: 30, end: sent, calls: 4, doubled: 1 },
  { name: "F17 200, cut refusal", fault: "cut refusal", wait: 30, end: sent, calls: 4 },
  { name: "F17 unknown ok:false", fault: { error: "brand_new_error" }, end: "dead sent sent", calls: 3 },
  { name: "F18 accept, then drop", fault: "accept then drop", wait: 30, end: sent, calls: 4, doubled: 1 },
  { name: "F18 accept, then hang", fault: "accept then hang", wait: 30, end: sent, calls: 4, doubled: 1 },
  {
    name: "F18 half an answer, then drop",
    fault: "half an answer then drop",
    wait: 30,
    end: sent,
    calls: 4,
    doubled: 1,
  },
  { name: "F18 drop, always", fault: "accept then drop", always: true, wait: 30, end: dead, calls: 6, doubled: 3 },
  { name: "F18 hang, always", fault: "accept then hang", always: true, wait: 30, end: dead, calls: 6, doubled: 3 },
  { name: "F19 not_in_channel", fault: { error: "not_in_channel" }, always: true, end: dead, calls: 1 },
  { name: "F19 is_archived", fault: { error: "is_archived" }, always: true, end: dead, calls: 1 },
];

test.each(rows)("$name", async ({ name, fault, always = false, wait, end, calls, doubled = 0, other = sent }) => {
  await queue([here, there]);
  slack.fault("chat.postMessage", fault, always, here);
  const desk = stage();
  await desk.run();
  // The other channel is done before the first one's pause has even begun to pass.
  expect(await states(there)).toBe(other);
  expect(await waits(here)).toBe(wait);
  if (wait !== undefined) {
    const before = posts(here).length;
    await desk.pass(Math.max(0, wait - 5));
    await desk.run();
    if (wait > 5) expect(posts(here)).toHaveLength(before);
    await desk.pass(6);
    await desk.run();
  }
  for (let i = 0; always && i < each * 2; i++) {
    await desk.pass(60);
    await desk.run();
  }
  expect(await states(here)).toBe(end);
  expect(posts(here)).toHaveLength(calls);
  const numbers = Array.from({ length: each }, (_, i) => i + 1);
  // Lost: neither sent nor among the dead letters with a reason.
  const [silent] =
    await owner`select count(*)::int as n from notices n where n.state = 'unsent' and n.kind = 'form-link'
    or n.state = 'dead' and not exists (select 1 from delivery_attempts a where a.notice_id = n.id and a.outcome = 'dead' and a.why <> '')`;
  const ambiguous = typeof fault === "string" && !["html", "cut refusal"].includes(fault);
  const twice = numbers.filter((n) => ambiguous && copies(here, n) > 1);
  console.log(
    `${name}: lost ${silent?.["n"]}, doubled at worst ${twice.length}, ${posts(here).length} calls for ${each} notices`,
  );
  expect([silent?.["n"], twice.length]).toEqual([0, doubled]);
  for (const n of numbers) {
    expect(copies(here, n)).toBeLessThanOrEqual(2);
    expect(copies(there, n)).toBe(1);
  }
  // A second copy after an unclear end says what it is; one after a plain refusal does not.
  for (const n of twice) {
    const again = posts(here).filter((c) => (c.body["blocks"] ?? "").includes(link(here, n)))[1];
    expect(again?.body["blocks"]).toContain("You may have had this already");
  }
});

test.each(["token_revoked", "missing_scope", "account_inactive", "invalid_auth"])(
  "F19 %s: one call for all queues, nothing lost, and after ten minutes one try",
  async (error) => {
    await queue([here, there]);
    slack.fault("chat.postMessage", { error }, true);
    const desk = stage();
    await desk.run();
    const first = posts(here).length + posts(there).length;
    expect([await states(here), await states(there)]).toEqual([dead, dead]);
    // Both drains may be under way at once when the first refusal comes; not one more.
    expect(first).toBeLessThanOrEqual(2);
    await owner`insert into notices (destination, kind, params, dedupe, created_at) values (${queueOf(here)}, 'form-link', '{"url":"x"}', 'later', now())`;
    await t.desk.db.transaction((tx) => wake(tx, [queueOf(here)]));
    await desk.run();
    expect(posts(here).length + posts(there).length).toBe(first);
    slack.forget();
    await desk.pass(601);
    await t.done("desk resend");
    await desk.run();
    expect([await states(here), await states(there)]).toEqual([`${sent} sent`, sent]);
    expect([posts(here).length, posts(there).length]).toEqual([4, 3]);
    expect(await owner`select 1 from stops`).toHaveLength(0);
  },
);

test("F21 poison: a view whose query fails, one that may not be shown, 60 kB of words: the others go out", async () => {
  const { ref } = await t.report();
  await owner`truncate notices cascade`;
  const to = queueOf(here);
  await owner`insert into notices (destination, kind, params, dedupe, created_at, case_id) values
    (${to}, 'ping', '{"ping":"not a number"}', 'a', now(), null),
    (${to}, 'assigned', '{}', 'b', now(), (select id from cases where reference = ${Number(ref)})),
    (${to}, 'form-link', ${owner.json({ url: `http://form.example/${"長".repeat(20_000)}` })}, 'c', now(), null)`;
  await queue([here], 2);
  const desk = stage();
  await desk.run();
  const all = await owner`select kind, state, attempts from notices where destination = ${to} order by id`;
  expect(all.map((r) => `${r["kind"]} ${r["state"]} ${r["attempts"]}`)).toEqual([
    "ping dead 1",
    "assigned dead 1",
    "form-link sent 1",
    "form-link sent 1",
    "form-link sent 1",
  ]);
  expect(posts(here).map((c) => (c.body["blocks"] ?? "").length)).toSatisfy((sizes: number[]) =>
    sizes.every((s) => s < 13_000),
  );
  const why = await owner`select why from delivery_attempts where outcome = 'dead'`;
  expect(why.map((r) => r["why"])).toEqual(["could not be made", "could not be made"]);
});

test("one channel that hangs holds up no other, and a queue that is long gives its place up", async () => {
  slack.fault("chat.postMessage", "accept then hang", true, here);
  await queue([here], 1);
  // More queues than there are workers, each longer than a turn.
  const others = Array.from({ length: 8 }, (_, i) => `${there}-${i}`);
  for (const channel of others) slack.fault("chat.postMessage", { error: "no_text" }, true, channel);
  await queue(others, 25);
  const desk = stage({ timeoutMs: 2_000 });
  const began = performance.now();
  const run = desk.run();
  const open = async (): Promise<number> =>
    (
      await owner`select count(*)::int as n from notices where state = 'unsent' and destination <> ${queueOf(here)}`
    )[0]?.["n"];
  await expect.poll(open, { timeout: 20_000, interval: 10 }).toBe(0);
  const [hanging] = await owner`select state, unclear from notices where destination = ${queueOf(here)}`;
  const ms = Math.round(performance.now() - began);
  console.log(`8 queues of 25 were done in ${ms} ms beside one that hangs`);
  expect(hanging).toMatchObject({ state: "unsent", unclear: true });
  await run;
}, 60_000);
