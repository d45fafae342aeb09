import { Agent, request } from "node:http";
import { type Contestant, sliceOf } from "../lib/interleave.ts";

export interface Sent {
  readonly path: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface Received {
  readonly status: number;
  readonly text: string;
}

function post(agent: Agent, port: number, { path, body, headers }: Sent): Promise<Received> {
  return new Promise((resolve, reject) => {
    const length = { "content-length": String(Buffer.byteLength(body)) };
    const call = request({ agent, host: "127.0.0.1", port, path, method: "POST", headers: { ...headers, ...length } });
    call.once("error", reject);
    call.once("response", (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => {
        text += part;
      });
      response.once("end", () => resolve({ status: response.statusCode ?? 0, text }));
      response.once("error", reject);
    });
    call.end(body);
  });
}

/** Requests at the same time in every HTTP measure; the raw SQL gets as many. */
export const concurrency = 8;

/**
 * A closed loop: `concurrency` clients on kept connections, each sending its next request when the last was answered.
 * @param next makes a request. @param good what a right answer holds: anything else stops the run, so that no refusal is
 * taken for speed.
 */
export function httpLoad(port: number, next: () => Sent, good: { status: number; text: string }): Contestant {
  return async (seconds) => {
    // New connections for each slice: the server closes those that were idle while the others had their turn.
    const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
    const times: number[] = [];
    const start = performance.now();
    const end = start + seconds * 1000;
    const client = async (): Promise<void> => {
      for (let now = performance.now(); now < end; ) {
        const { status, text } = await post(agent, port, next());
        if (status !== good.status || !text.includes(good.text)) {
          throw new Error(`expected ${good.status} with "${good.text}", got ${status}: ${text.slice(0, 300)}`);
        }
        const after = performance.now();
        times.push(after - now);
        now = after;
      }
    };
    await Promise.all(Array.from({ length: concurrency }, client));
    const took = (performance.now() - start) / 1000;
    agent.destroy();
    return sliceOf(times, took);
  };
}
