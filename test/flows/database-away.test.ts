import { afterAll, beforeAll, expect, test } from "vitest";
import { durableDatabase, type TestDatabase } from "../support/database.ts";
import { reportOf } from "../support/desk.ts";
import { newHome, newKeyFile, type Running, sendReport, startDesk } from "../support/process.ts";
import { type Between, startProxy } from "../support/proxy.ts";
import { botToken, type FakeSlack, signingSecret, startSlack } from "../support/slack.ts";
import { knock } from "../support/slack-caller.ts";
import { form, payloads, signed } from "../support/slack-payloads.ts";

/** F5, F7, F30: a real desk over HTTP, in front of a database that is idle, hangs, or is away. */

let slack: FakeSlack;
let database: TestDatabase;
let proxy: Between;
let desk: Running;
let reference: string;

beforeAll(async () => {
  slack = await startSlack();
  slack.locales.set(slack.user("hana"), "en-US");
  database = await durableDatabase();
  proxy = await startProxy(database.url);
  desk = await startDesk({
    DATABASE_URL: proxy.url,
    TODOKE_KEY_FILE: newKeyFile(),
    TODOKE_HOME: newHome(),
    SLACK_BOT_TOKEN: botToken,
    SLACK_API_URL: slack.apiUrl,
    SLACK_SIGNING_SECRET: signingSecret,
  });
  const admin = async (...args: string[]): Promise<void> => {
    const { code, err, out } = await desk.desk("--as", "admin", ...args);
    if (code !== 0) throw new Error(`${args.join(" ")}: ${out}${err}`);
  };
  await admin("member", "add", "hana", "coordinator");
  await admin("member", "link", "hana", `slack:${slack.team}:${slack.user("hana")}`);
  const sent = await sendReport(desk.url, "software", reportOf.software);
  reference = ((await sent.json()) as { reference: string }).reference.slice(-8);
  await slash("help"); // the first one learns who she is
}, 120_000);
afterAll(async () => {
  await desk.end();
  await proxy.close();
  await database.close();
  await slack.close();
});

interface Acknowledged {
  readonly ms: number;
  readonly text: string;
}

const direct = { channel_id: "D1", channel_name: "directmessage" };

/** Types a command and measures until Slack has its acknowledgement. */
async function slash(line: string): Promise<Acknowledged> {
  const request = signed(form(payloads.slash(slack, line, direct)), new Date());
  const began = performance.now();
  const response = await knock(desk.url, request);
  const text = await response.text();
  expect(response.status).toBe(200);
  return { ms: performance.now() - began, text };
}

async function message(text: string): Promise<number> {
  const event = payloads.event(slack, {
    type: "message",
    channel_type: "im",
    channel: await slack.direct("hana"),
    text,
  });
  const request = signed(JSON.stringify(event), new Date(), { type: "json" });
  const began = performance.now();
  expect((await knock(desk.url, request)).status).toBe(200);
  return performance.now() - began;
}

function figures(name: string, times: readonly number[]): { p50: number; p99: number; most: number } {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  const [p50, p99, most] = [at(0.5), at(0.99), sorted.at(-1) ?? 0].map(Math.round) as [number, number, number];
  console.log(`acknowledged, ${name}: p50 ${p50} ms, p99 ${p99} ms, longest ${most} ms of ${times.length}`);
  return { p50, p99, most };
}

/** Slack shows "did not respond" after so many milliseconds. */
const slackWaits = 3_000;
const answers = () => slack.calls.filter((c) => c.method === "response");

test("an idle database: the answer is the acknowledgement", async () => {
  const all: Acknowledged[] = [];
  for (let i = 0; i < 200; i++) all.push(await slash("report list"));
  expect(all.every((a) => a.text.includes(reference))).toBe(true);
  expect(
    figures(
      "idle database",
      all.map((a) => a.ms),
    ).most,
  ).toBeLessThan(slackWaits);
});

test("a database that hangs: everything is acknowledged in time, and each answer comes once it is back", async () => {
  const before = answers().length;
  proxy.freeze();
  const n = 30;
  const all = await Promise.all(Array.from({ length: n }, () => slash("report list")));
  const events = await Promise.all(Array.from({ length: 10 }, () => message("report list")));
  expect(all.every((a) => a.text.includes("Working on it"))).toBe(true);
  expect(answers()).toHaveLength(before);
  proxy.thaw();
  await expect.poll(() => answers().length - before, { timeout: 30_000, interval: 20 }).toBe(n);
  expect(
    answers()
      .slice(before)
      .every((c) => c.raw.includes(reference)),
  ).toBe(true);
  expect(
    figures(
      "hanging database, commands",
      all.map((a) => a.ms),
    ).most,
  ).toBeLessThan(slackWaits);
  expect(figures("hanging database, messages", events).most).toBeLessThan(slackWaits);
}, 60_000);

test("a database that is away: said at once; done once when it is back; the desk lives on", async () => {
  const owner = database.owner();
  const before = answers().length;
  await proxy.cut();
  const all = [await slash(`case note ${reference} written while the database was away`)];
  for (let i = 0; i < 9; i++) all.push(await slash("report list"));
  expect(all.every((a) => a.text.includes("The database does not answer"))).toBe(true);
  expect(
    figures(
      "no database",
      all.map((a) => a.ms),
    ).most,
  ).toBeLessThan(slackWaits);
  await proxy.mend();
  await expect.poll(() => answers().length - before, { timeout: 60_000, interval: 20 }).toBe(10);
  const texts = answers()
    .slice(before)
    .map((c) => c.raw);
  expect(texts.filter((raw) => raw.includes("log number") || raw.includes("stopped trying"))).toEqual([]);
  const [notes] = await owner`select count(*)::int as n from audit where action = 'case.noted'`;
  expect(notes?.["n"]).toBe(1);
  expect(desk.child.exitCode).toBeNull();
  // The queue's workers came through it, too: what is written now is delivered.
  const [row] = await owner`select id from notices where kind = 'form-link'`;
  expect(row).toBeUndefined();
  await owner`insert into notices (destination, kind, params, dedupe, created_at)
    values (${`slack/${slack.team}/room/${slack.channel("desk")}`}, 'form-link', '{"url":"http://after.example"}', 'after', now())`;
  await owner`select graphile_worker.add_job('tick')`;
  await expect
    .poll(() => slack.calls.some((c) => c.method === "chat.postMessage" && c.raw.includes("after.example")), {
      timeout: 30_000,
      interval: 20,
    })
    .toBe(true);
}, 120_000);
