import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Measure, Run } from "../lib/measure.ts";
import { pinned, serverCore } from "../lib/pin.ts";
import { ms, type Row } from "../lib/report.ts";
import { signingSecret } from "../lib/slack-secret.ts";
import { median, ratioOf } from "../lib/statistics.ts";
import { subjects } from "../lib/subject.ts";

const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

interface Start {
  /** Milliseconds from the start of the process to its word "ready". */
  readonly ready: number;
  /** Megabytes of resident memory, idle, some time after that. */
  readonly memory: number;
}

/** Seconds after which a started process is idle. */
const settled = 3;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}

const resident = (pid: number): number => {
  try {
    return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
  } catch {
    return Number.NaN; // no /proc here
  }
};

async function untilReady(child: ChildProcess): Promise<void> {
  let said = "";
  child.stderr?.on("data", (part: Buffer) => {
    said += part.toString();
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on("data", (part: Buffer) => {
      said += part.toString();
      if (/^ready/m.test(said)) resolve();
    });
    child.once("exit", (code) => reject(new Error(`ended with ${code} before it was ready: ${said.slice(-1000)}`)));
  });
}

/** Starts a program on one core, waits for "ready", lets it settle, looks at its memory and stops it. */
async function start(program: string, env: Readonly<Record<string, string>>, wait = settled): Promise<Start> {
  const began = performance.now();
  const [command, args] = pinned(serverCore, process.execPath, [program]);
  const base = { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "/" };
  // In a folder without a .env file; stdin is no terminal.
  const child = spawn(command, args, { env: { ...base, ...env }, cwd: "/", stdio: ["ignore", "pipe", "pipe"] });
  try {
    await untilReady(child);
    const ready = performance.now() - began;
    await new Promise((r) => setTimeout(r, wait * 1000));
    return { ready, memory: resident(child.pid ?? 0) }; // taskset becomes the program it starts
  } finally {
    const gone = once(child, "exit");
    if (child.exitCode === null && child.kill("SIGTERM")) await gone;
  }
}

/** The environment of a desk with Slack over HTTP. */
async function deskEnv(run: Run, home: string, databaseUrl?: string): Promise<Record<string, string>> {
  mkdirSync(home, { recursive: true });
  if (databaseUrl === undefined) chmodSync(home, 0o711);
  const keyFile = path.join(home, "kek");
  writeFileSync(keyFile, `${run.stand.key.toString("hex")}\n`, { mode: 0o600 });
  return {
    TODOKE_HOME: home,
    TODOKE_KEY_FILE: keyFile,
    PORT: String(await freePort()),
    SLACK_BOT_TOKEN: "xoxb-local-bench",
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: run.stand.slackApi,
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
  };
}

async function embedded(run: Run): Promise<{ first: number; second: number }> {
  const home = path.join(run.stand.folder, "embedded");
  const env = await deskEnv(run, home);
  const first = await start(main, env, 0);
  const second = await start(main, env, 0);
  return { first: first.ready, second: second.ready };
}

export const startUp: Measure = {
  name: "M12",
  about: "From the start of the process to `ready`, and memory when idle",
  async run(run) {
    const env = await deskEnv(run, path.join(run.stand.folder, "started"), await run.stand.database("started"));
    const ours: Start[] = [];
    const bolt: Start[] = [];
    const one = async (i: number): Promise<void> => {
      const both = [
        async () => ours.push(await start(main, env)),
        async () => bolt.push(await start(subjects["empty bolt"], {})),
      ];
      for (const begin of i % 2 === 0 ? both : both.toReversed()) await begin();
    };
    for (let i = 0; i <= Math.min(run.plan.rounds, 6); i++) await one(i);
    const [, ...mine] = ours;
    const [, ...theirs] = bolt;
    const own = await embedded(run);
    const row = (what: string, of: (s: Start) => number, text: (n: number) => string, most: number): Row => ({
      measure: "M12",
      what,
      ours: text(median(mine.map(of))),
      limit: `${text(median(theirs.map(of)))} empty Bolt`,
      ratio: ratioOf(mine.map((s, i) => of(s) / (theirs[i] === undefined ? Number.NaN : of(theirs[i])))),
      target: { most },
    });
    return [
      row("start to ready, on a migrated database", (s) => s.ready, ms, 1.6),
      row(
        "memory, idle",
        (s) => s.memory,
        (n) => `${Math.round(n)} MB`,
        1.5,
      ),
      {
        measure: "M12",
        what: "start with our own PostgreSQL",
        ours: `${ms(own.first)} the first time, ${ms(own.second)} then`,
        limit: "–",
      },
    ];
  },
};
