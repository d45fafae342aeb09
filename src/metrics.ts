import { once } from "node:events";
import { createServer } from "node:http";
import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { Outlet } from "./delivery.ts";

/** What the page counts, asked anew at each scrape. */
export interface QueueFacts {
  readonly platform: string;
  readonly unsent: number;
  readonly dead: number;
  /** Rooms, people or the platform itself that take nothing at present. */
  readonly stopped: number;
  /** Seconds. */
  readonly age: number;
}

export interface Metrics {
  /** The same outlet, its attempts counted by how they ended. */
  counted(platform: string, deliver: Outlet): Outlet;
  /** Serves `/metrics` on loopback only. */
  serve(port: number, queues: () => Promise<readonly QueueFacts[]>): Promise<() => void>;
}

const gauges: readonly (readonly [keyof Omit<QueueFacts, "platform">, string, string])[] = [
  ["unsent", "notices_unsent", "Notices that wait to be sent"],
  ["dead", "notices_dead", "Notices that could not be delivered"],
  ["age", "notices_oldest_seconds", "Age of the oldest unsent notice"],
  ["stopped", "delivery_stops", "Rooms, people or whole platforms to which nothing is sent at present"],
];

/** Process figures, the state of the queues and how sending goes. No label names a case or a person. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "todoke_" });
  const attempts = new Counter({
    name: "todoke_delivery_attempts_total",
    help: "Attempts of this process to send a notice, by how they ended",
    labelNames: ["platform", "outcome"],
    registers: [registry],
  });
  const shown = gauges.map(([fact, name, help]) => ({
    fact,
    gauge: new Gauge({ name: `todoke_${name}`, help, labelNames: ["platform"], registers: [registry] }),
  }));

  async function page(queues: readonly QueueFacts[]): Promise<string> {
    for (const { fact, gauge } of shown) {
      // A queue that is empty again is in the answer no more: its last figures must not stay.
      gauge.reset();
      for (const q of queues) gauge.set({ platform: q.platform }, q[fact]);
    }
    return await registry.metrics();
  }

  return {
    counted: (platform, deliver) => async (to, parcel) => {
      const delivery = await deliver(to, parcel);
      attempts.inc({ platform, outcome: delivery.outcome });
      return delivery;
    },
    async serve(port, queues) {
      const server = createServer(async (request, response) => {
        if (request.url !== "/metrics") {
          response.writeHead(404).end();
          return;
        }
        try {
          const text = await page(await queues());
          response.writeHead(200, { "content-type": registry.contentType }).end(text);
        } catch {
          response.writeHead(503).end(); // the database does not answer: the scraper sees that as a gap
        }
      });
      server.listen(port, "127.0.0.1");
      await once(server, "listening");
      return () => void server.close();
    },
  };
}
