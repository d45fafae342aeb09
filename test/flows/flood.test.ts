import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { runOnce } from "graphile-worker";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { drain } from "../../commands/deliver.ts";
import { wake } from "../../db/queries/notices.ts";
import { quiet } from "../../db/queue-log.ts";
import type { Clock } from "../../src/pace.ts";
import { pause } from "../../src/pause.ts";
import { testDesk } from "../support/desk.ts";
import { startSlack } from "../support/slack.ts";
import { createDesk } from "../support/slack-desk.ts";

/** F20: what waited through an outage of an hour goes out at Slack's pace, reminders first. */

const t = await testDesk();
const owner = t.database.owner();
const slack = await startSlack();
afterAll(async () => {
  await slack.close();
  await t.database.close();
});

/** Time runs so much faster than on the wall, for the limiter and for the limits of this Slack alike. */
const speed = 80;
const now = (): number => performance.now() * speed;
const clock: Clock = { now, pause: (ms, signal) => pause(ms / speed, signal) };

/** Calls in the last second, of which Slack takes one in each channel and lets a short burst pass: four. */
const burst = 4;

/** A Slack that only counts, and holds its documented limits: one message a second in each channel. */
async function strictSlack() {
  const tokens = new Map<string, { left: number; at: number }>();
  const taken: { channel: string; text: string }[] = [];
  let refused = 0;
  let down = true;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = new URLSearchParams(Buffer.concat(chunks).toString());
    const channel = body.get("channel") ?? "";
    if (down) return void response.writeHead(503).end();
    const before = tokens.get(channel) ?? { left: burst, at: now() };
    const left = Math.min(burst, before.left + (now() - before.at) / 1000);
    tokens.set(channel, { left: left >= 1 ? left - 1 : left, at: now() });
    if (left < 1) {
      refused += 1;
      return void response.writeHead(429, { "retry-after": "1" }).end();
    }
    taken.push({ channel, text: body.get("blocks") ?? "" });
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ ok: true, channel, ts: `${taken.length}.1` }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
  });
  return {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
    taken,
    refused: () => refused,
    comesBack: () => {
      down = false;
    },
  };
}

const channels = ["C1", "C2", "C3", "C4"];
const each = 2_500;
const reminders = 5;

test(`${channels.length * each} notices after an outage: each once, in order, reminders first, hardly ever too fast`, async () => {
  const strict = await strictSlack();
  const desk = createDesk(slack, undefined, { clock, config: { apiUrl: strict.apiUrl } });
  onTestFinished(desk.stop);
  for (const channel of channels) {
    const to = `slack/T1/room/${channel}`;
    await owner`insert into notices (destination, kind, params, dedupe, created_at, turn)
      select ${to}, 'form-link', jsonb_build_object('url', '#' || i || '#'), ${to} || i, now() - interval '1 hour',
        case when i > ${each - reminders}::int then 0 else 1 end from generate_series(1, ${each}::int) i`;
  }
  await t.desk.db.transaction((tx) =>
    wake(
      tx,
      channels.map((c) => `slack/T1/room/${c}`),
    ),
  );
  const outlets = new Map([["slack", desk.deliver]]);
  const taskList = {
    drain: async (payload: unknown) =>
      void (await drain(t.desk, outlets, (payload as { destination: string }).destination, "en")),
  };
  const run = () =>
    runOnce({ connectionString: t.database.url, taskList, concurrency: 4, noHandleSignals: true, logger: quiet });
  await run();
  expect(strict.taken).toEqual([]);
  strict.comesBack();
  await owner`update graphile_worker._private_jobs set run_at = now()`;
  const began = performance.now();
  for (let left = 1; left > 0; ) {
    await run();
    await owner`update graphile_worker._private_jobs set run_at = now()`;
    left = (await owner`select count(*)::int as n from notices where state = 'unsent'`)[0]?.["n"];
  }
  const seconds = (performance.now() - began) / 1000;
  const total = channels.length * each;
  const rate = strict.refused() / (strict.taken.length + strict.refused());
  console.log(
    `${total} notices: ${strict.refused()} times 429 (${(rate * 100).toFixed(2)} %), ${((total / channels.length / seconds) * (1 / speed)).toFixed(2)} a second in each channel`,
  );
  expect(strict.taken).toHaveLength(total);
  expect(rate).toBeLessThan(0.01);
  for (const channel of channels) {
    const order = strict.taken.filter((x) => x.channel === channel).map((x) => Number(/#(\d+)#/.exec(x.text)?.[1]));
    const first = Array.from({ length: reminders }, (_, i) => each - reminders + 1 + i);
    expect(order).toEqual([...first, ...Array.from({ length: each - reminders }, (_, i) => i + 1)]);
  }
}, 120_000);
