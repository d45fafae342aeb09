import { expect, onTestFinished, test } from "vitest";
import type { Delivery } from "../src/delivery.ts";
import { createMetrics, type QueueFacts } from "../src/metrics.ts";
import { freePort } from "./support/process.ts";
import { saying } from "./support/slack-desk.ts";

async function served(queues: () => readonly QueueFacts[]) {
  const port = await freePort();
  const metrics = createMetrics();
  onTestFinished(await metrics.serve(port, async () => queues()));
  return { metrics, read: async () => await (await fetch(`http://127.0.0.1:${port}/metrics`)).text() };
}

test("a queue that is empty again is not measured as it was before", async () => {
  let queues: readonly QueueFacts[] = [{ platform: "slack", unsent: 3, dead: 1, age: 90, stopped: 2 }];
  const { read } = await served(() => queues);
  const before = await read();
  expect(before).toContain('todoke_notices_unsent{platform="slack"} 3');
  expect(before).toContain('todoke_delivery_stops{platform="slack"} 2');
  queues = [{ platform: "console", unsent: 1, dead: 0, age: 2, stopped: 0 }];
  const text = await read();
  expect(text).toContain('todoke_notices_oldest_seconds{platform="console"} 2');
  expect(text).not.toContain('platform="slack"');
});

test("attempts are counted by how they ended, and pass through unchanged", async () => {
  const { metrics, read } = await served(() => []);
  const ends: Delivery[] = [
    { outcome: "sent" },
    { outcome: "retry", after: 1, why: "rate_limited" },
    { outcome: "sent" },
    { outcome: "dead", scope: "notice", why: "no_text" },
  ];
  const outlet = metrics.counted("slack", async () => ends.shift() ?? { outcome: "sent" });
  const to = { platform: "slack", tenant: "T1", kind: "room", id: "C1" } as const;
  const parcel = { key: "1", possibleRepeat: false, rendered: saying("x") };
  expect(await outlet(to, parcel)).toEqual({ outcome: "sent" });
  for (let i = 0; i < 3; i++) await outlet(to, parcel);
  const text = await read();
  for (const [outcome, n] of [
    ["sent", 2],
    ["retry", 1],
    ["dead", 1],
  ]) {
    expect(text).toContain(`todoke_delivery_attempts_total{platform="slack",outcome="${outcome}"} ${n}`);
  }
});
