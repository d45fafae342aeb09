import { runOnce } from "graphile-worker";
import { afterAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { drain } from "../../commands/deliver.ts";
import { wake } from "../../db/queries/notices.ts";
import { quiet } from "../../db/queue-log.ts";
import type { Clock } from "../../src/pace.ts";
import { testDesk } from "../support/desk.ts";
import { type Fault, startDiscord } from "../support/discord.ts";
import { createDesk } from "../support/discord-desk.ts";
import { channels, guild, people } from "../support/discord-world.ts";

/** Faults F16–F19 at Discord through the real adapter, database and queue: what is lost and what is doubled, row by row. */

const fake = await startDiscord();
const t = await testDesk();
const owner = t.database.owner();
afterAll(async () => {
  await fake.close();
  await t.database.close();
});
beforeEach(async () => {
  fake.forget();
  fake.messages.clear();
  await owner`truncate notices, stops cascade`;
  await owner`delete from graphile_worker._private_jobs`;
});

const each = 3;
const here = channels.desk;
const there = channels.vendor;
const queueOf = (channel: string): string => `discord/${guild}/room/${channel}`;

/** Fills queues with notices that one can tell apart. */
async function queue(queues: readonly string[], count = each): Promise<void> {
  for (const to of queues)
    await owner`insert into notices (destination, kind, params, dedupe, created_at)
      select ${to}, 'form-link', jsonb_build_object('url', 'http://form.example/' || i || '.'), ${to}::text || i, now()
      from generate_series(1, ${count}) i`;
  await t.desk.db.transaction((tx) => wake(tx, queues));
}

/** A desk whose time passes only when it is told to, or when somebody waits in place. */
function stage() {
  let at = 0;
  const clock: Clock = {
    now: () => at,
    pause: async (ms) => {
      at += ms;
    },
  };
  const desk = createDesk(fake, { clock, config: { timeoutMs: 1_000 } });
  onTestFinished(() => desk.stop());
  const outlets = new Map([["discord", desk.deliver]]);
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
async function waits(to: string): Promise<number | undefined> {
  const [job] = await owner`select extract(epoch from run_at - now())::float8 as s from graphile_worker.jobs
    where key = ${`drain ${to}`}`;
  return job === undefined ? undefined : Math.round(Number(job["s"]));
}
const posts = (channel: string) =>
  fake.calls.filter((c) => c.method === "POST" && c.path === `/channels/${channel}/messages`);
const about = (body: unknown, n: number): boolean =>
  JSON.stringify(body).replaceAll("\\", "").includes(`form.example/${n}.`);
/** Messages that stand in the channel and say the same. */
const standing = (channel: string, n: number): number =>
  [...fake.messages].filter(([name, m]) => name.startsWith(`${channel}/`) && about(m, n)).length;
const states = async (to: string): Promise<string> =>
  (await owner`select state from notices where destination = ${to} and kind = 'form-link' order by id`)
    .map((r) => r["state"])
    .join(" ");
const messagesIn = (channel: string): RegExp => new RegExp(`^/channels/${channel}/messages$`);

interface Row {
  readonly name: string;
  readonly fault: Fault;
  readonly always?: boolean;
  /** Seconds that the queue must pause after the first fault. */
  readonly wait?: number;
  /** What becomes of the notices of the channel with the fault, and how many calls it gets in all. */
  readonly end: string;
  readonly calls: number;
  /** The other channel waits, too. */
  readonly all?: boolean;
}
const sent = "sent sent sent";
const dead = "dead dead dead";
const tooFast = (headers: Readonly<Record<string, string>>): Fault => ({ status: 429, headers });
const ends = { end: sent, calls: 4 };
const refused = { always: true, end: dead, calls: 1 };
const user = { "x-ratelimit-scope": "user" };
const rows: readonly Row[] = [
  { name: "F16 429, Retry-After 1", fault: tooFast({ ...user, "retry-after": "1" }), wait: 1, ...ends },
  { name: "F16 429, Retry-After 30", fault: tooFast({ ...user, "retry-after": "30" }), wait: 30, ...ends },
  { name: "F16 429, Retry-After 3600", fault: tooFast({ ...user, "retry-after": "3600" }), wait: 3600, ...ends },
  { name: "F16 429, no Retry-After", fault: tooFast(user), wait: 30, ...ends },
  { name: "F16 429, garbage", fault: tooFast({ ...user, "retry-after": "soon; x" }), wait: 30, ...ends },
  {
    name: "F16 429, shared",
    fault: tooFast({ "x-ratelimit-scope": "shared", "retry-after": "30" }),
    wait: 30,
    ...ends,
  },
  {
    name: "F16 429, global",
    fault: tooFast({ "x-ratelimit-scope": "global", "x-ratelimit-global": "true", "retry-after": "30" }),
    wait: 30,
    all: true,
    ...ends,
  },
  { name: "F17 500", fault: "500", wait: 30, ...ends },
  { name: "F17 502 with a page", fault: "502 html", wait: 30, ...ends },
  { name: "F17 200 with a page", fault: "html", wait: 30, ...ends },
  { name: "F17 200, cut", fault: "cut json", wait: 30, ...ends },
  { name: "F17 a code that nobody knows", fault: { status: 400, code: 999_999 }, end: "dead sent sent", calls: 3 },
  { name: "F18 accept, then drop", fault: "accept then drop", wait: 30, ...ends },
  { name: "F18 accept, then hang", fault: "accept then hang", wait: 30, ...ends },
  { name: "F18 drop, always", fault: "accept then drop", always: true, wait: 30, end: dead, calls: 6 },
  { name: "F18 hang, always", fault: "accept then hang", always: true, wait: 30, end: dead, calls: 6 },
  { name: "F19 50001 no access", fault: { status: 403, code: 50001 }, ...refused },
  { name: "F19 50013 no permission", fault: { status: 403, code: 50013 }, ...refused },
  { name: "F19 10003 no such channel", fault: { status: 404, code: 10003 }, ...refused },
  { name: "F19 50083 archived thread", fault: { status: 400, code: 50083 }, ...refused },
];

test.each(rows)("$name", async ({ name, fault, always = false, wait, end, calls, all = false }) => {
  const [ours, others] = [queueOf(here), queueOf(there)];
  fake.fault("POST", messagesIn(here), fault, always);
  const desk = stage();
  if (all) {
    // The limit is told before anybody else has a turn.
    await queue([ours]);
    await desk.run();
    await queue([others]);
    await desk.run();
    expect(posts(there)).toEqual([]);
    expect(await waits(others)).toBeGreaterThan(20);
  } else {
    await queue([ours, others]);
    await desk.run();
    // The other channel is done before the first one's pause has even begun to pass.
    expect(await states(others)).toBe(sent);
  }
  // On a busy machine some seconds are over before anybody looks.
  if (wait === 1) expect([1, 0, undefined]).toContain(await waits(ours));
  else if (wait === undefined) expect(await waits(ours)).toBeUndefined();
  else expect(wait - ((await waits(ours)) ?? 0)).toBeLessThan(4);
  if (wait !== undefined) {
    const before = posts(here).length;
    await desk.pass(Math.max(0, wait - 5));
    if (wait > 5) {
      await desk.run();
      expect(posts(here)).toHaveLength(before);
    }
    await desk.pass(6);
    await desk.run();
  }
  for (let i = 0; always && i < each * 2; i++) {
    await desk.pass(60);
    await desk.run();
  }
  expect([await states(ours), await states(others)]).toEqual([end, sent]);
  expect(posts(here)).toHaveLength(calls);
  const numbers = Array.from({ length: each }, (_, i) => i + 1);
  // Lost: neither sent nor among the dead letters with a reason.
  const [silent] =
    await owner`select count(*)::int as n from notices n where n.kind = 'form-link' and (n.state = 'unsent'
    or n.state = 'dead' and not exists (select 1 from delivery_attempts a where a.notice_id = n.id and a.outcome = 'dead' and a.why <> ''))`;
  const doubled = [here, there].flatMap((c) => numbers.filter((n) => standing(c, n) > 1)).length;
  console.log(`${name}: lost ${silent?.["n"]}, doubled ${doubled}, ${posts(here).length} calls for ${each} notices`);
  expect([silent?.["n"], doubled]).toEqual([0, 0]);
  for (const n of numbers) expect(standing(there, n)).toBe(1);
});

test("F18: the repeat of an attempt of unknown end is the same message to Discord, and says that it may be one", async () => {
  await queue([queueOf(here)], 1);
  fake.fault("POST", messagesIn(here), "accept then drop");
  const desk = stage();
  await desk.run();
  await desk.pass(31);
  await desk.run();
  const [first, again] = posts(here).map((c) => c.body as { nonce: string; enforce_nonce: boolean });
  expect(first).toMatchObject({ enforce_nonce: true, nonce: again?.nonce });
  expect(JSON.stringify(again)).toContain("You may have had this already");
  expect(standing(here, 1)).toBe(1);
});

test.each([
  ["401", { status: 401, code: 0 }],
  ["40001", { status: 401, code: 40001 }],
  ["10004 no such guild", { status: 404, code: 10004 }],
] as const)("F19 %s: one call for all queues, nothing lost, and after ten minutes one try", async (_, fault) => {
  const [ours, others] = [queueOf(here), queueOf(there)];
  await queue([ours, others]);
  fake.fault("POST", /\/messages$/, fault, true);
  const desk = stage();
  await desk.run();
  const first = posts(here).length + posts(there).length;
  expect([await states(ours), await states(others)]).toEqual([dead, dead]);
  // Both drains may be under way at once when the first refusal comes; not one more.
  expect(first).toBeLessThanOrEqual(2);
  await owner`insert into notices (destination, kind, params, dedupe, created_at) values (${ours}, 'form-link', '{"url":"x"}', 'later', now())`;
  await t.desk.db.transaction((tx) => wake(tx, [ours]));
  await desk.run();
  expect(posts(here).length + posts(there).length).toBe(first);
  fake.forget();
  await desk.pass(601);
  await t.done("desk resend");
  await desk.run();
  expect([await states(ours), await states(others)]).toEqual([`${sent} sent`, sent]);
  expect(await owner`select 1 from stops`).toHaveLength(0);
});

describe("somebody who takes no direct messages (50007)", () => {
  const person = `discord/${guild}/person/${people.kenji}`;
  test("that place alone is stopped after one call; the desk's room is told, and nothing is lost", async () => {
    await t.members({ kenji: "coordinator" });
    await t.done(`member link kenji discord:${guild}:${people.kenji}`);
    await owner`insert into rooms (platform, tenant, channel, audience, bound_by, bound_at)
      values ('discord', ${guild}, ${here}, 'desk', 1, now()) on conflict do nothing`;
    fake.closed.add(people.kenji);
    await queue([person, queueOf(there)]);
    const desk = stage();
    await desk.run();
    await desk.run();
    expect([await states(person), await states(queueOf(there))]).toEqual([dead, sent]);
    expect(posts(fake.dm(people.kenji))).toHaveLength(1);
    expect(posts(here)).toHaveLength(1);
    const told = JSON.stringify(posts(here)[0]?.body);
    expect(told).toContain("50007");
    expect(told).not.toContain(people.kenji);
    // They take them again: everything that waited is sent once.
    fake.closed.clear();
    await desk.pass(601);
    await t.done("desk resend");
    await desk.run();
    expect(await states(person)).toBe(sent);
  });
});
