import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";

const script = path.resolve(import.meta.dirname, "ticker.ts");

/** A replica that only ticks, in a process of its own. */
export interface Ticker {
  /** Ticks once; how many reminders it made. Rejects when it dies meanwhile. */
  tick(): Promise<number>;
  /** Tells it to tick and kills it `after` milliseconds, as a crash would; resolves when it is gone. */
  crash(after: number): Promise<void>;
  end(): Promise<void>;
}

export async function startTicker(url: string, key: Buffer, zone: string): Promise<Ticker> {
  const child: ChildProcess = spawn(process.execPath, [script, url, key.toString("hex"), zone], {
    env: { PATH: process.env["PATH"] ?? "" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new Error("the ticker has no pipes");
  const gone = once(child, "close");
  const lines: string[] = [];
  let wake = (): void => {};
  createInterface({ input: stdout }).on("line", (line) => {
    lines.push(line);
    wake();
  });
  const line = async (): Promise<string> => {
    for (;;) {
      const next = lines.shift();
      if (next !== undefined) return next;
      const came = new Promise<"line">((resolve) => {
        wake = () => resolve("line");
      });
      if ((await Promise.race([came, gone])) !== "line") throw new Error("the ticker is gone");
    }
  };
  await line();
  return {
    async tick() {
      stdin.write("tick\n");
      const said = await line();
      if (!/^\d+$/.test(said)) throw new Error(`a tick ${said}`);
      return Number(said);
    },
    async crash(after) {
      stdin.write("tick\n");
      const timer = setTimeout(() => child.kill("SIGKILL"), after);
      await gone;
      clearTimeout(timer);
    },
    async end() {
      stdin.end();
      child.kill("SIGTERM");
      await gone;
    },
  };
}

/** The same numbers from 0 to 1 for the same seed: a run that failed can be repeated. */
export function dice(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
