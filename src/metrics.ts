import { once } from "node:events";
import { createServer } from "node:http";
import { collectDefaultMetrics, Gauge, Registry } from "prom-client";

/** What the page counts, asked anew at each scrape. */
export interface QueueFacts {
  readonly platform: string;
  readonly unsent: number;
  readonly dead: number;
  /** Seconds. */
  readonly age: number;
}

/** Serves `/metrics` on loopback only: process figures and the state of the queues. No label names a case or a person. */
export async function serveMetrics(port: number, queues: () => Promise<readonly QueueFacts[]>): Promise<() => void> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "todoke_" });
  const gauge = (name: string, help: string): Gauge =>
    new Gauge({ name: `todoke_${name}`, help, labelNames: ["platform"], registers: [registry] });
  const unsent = gauge("notices_unsent", "Notices that wait to be sent");
  const dead = gauge("notices_dead", "Notices that could not be delivered");
  const age = gauge("notices_oldest_seconds", "Age of the oldest unsent notice");
  const server = createServer(async (request, response) => {
    if (request.url !== "/metrics") {
      response.writeHead(404).end();
      return;
    }
    try {
      const now = await queues();
      // A queue that is empty again is in the answer no more: its last figures must not stay.
      for (const g of [unsent, dead, age]) g.reset();
      for (const q of now) {
        unsent.set({ platform: q.platform }, q.unsent);
        dead.set({ platform: q.platform }, q.dead);
        age.set({ platform: q.platform }, q.age);
      }
      response.writeHead(200, { "content-type": registry.contentType }).end(await registry.metrics());
    } catch {
      response.writeHead(503).end(); // the database does not answer: the scraper sees that as a gap
    }
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return () => void server.close();
}
