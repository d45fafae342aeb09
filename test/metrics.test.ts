import { expect, onTestFinished, test } from "vitest";
import { type QueueFacts, serveMetrics } from "../src/metrics.ts";
import { freePort } from "./support/process.ts";

test("a queue that is empty again is not measured as it was before", async () => {
  const port = await freePort();
  let queues: readonly QueueFacts[] = [{ platform: "slack", unsent: 3, dead: 1, age: 90 }];
  onTestFinished(await serveMetrics(port, async () => queues));
  const read = async (): Promise<string> => await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  expect(await read()).toContain('todoke_notices_unsent{platform="slack"} 3');
  queues = [{ platform: "console", unsent: 1, dead: 0, age: 2 }];
  const text = await read();
  expect(text).toContain('todoke_notices_oldest_seconds{platform="console"} 2');
  expect(text).not.toContain('platform="slack"');
});
