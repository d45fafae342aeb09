import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { type Contestant, sliceOf } from "../lib/interleave.ts";
import { loadCore, pinned } from "../lib/pin.ts";
import { concurrency } from "./http.ts";

/** PostgreSQL's own load program; the npm package of PostgreSQL has none, so it is used where a machine has it. */
const program = "pgbench";
export const hasPgbench = spawnSync(program, ["--version"], { stdio: "ignore" }).status === 0;

/** Variables of a script, such as how many cases there are. */
export type Variables = Readonly<Record<string, number>>;

/** One line of pgbench's log: client, transaction, microseconds, … */
const microseconds = (line: string): number => Number(line.split(" ")[2]);

/** A script of bench/sql as prepared statements, by `concurrency` clients. */
export function pgbench(databaseUrl: string, script: string, variables: Variables, folder: string): Contestant {
  const { hostname, port, username, password, pathname } = new URL(databaseUrl);
  const env = { ...process.env, PGPASSWORD: password, PGDATABASE: pathname.slice(1), PGUSER: username };
  return async (seconds) => {
    const logs = mkdtempSync(path.join(folder, "pgbench-"));
    const defined = Object.entries(variables).flatMap(([name, value]) => ["-D", `${name}=${value}`]);
    const args = ["-n", "-M", "prepared", "-c", String(concurrency), "-T", String(Math.max(1, Math.round(seconds)))];
    const all = [...args, ...defined, "-l", "-f", script, "-h", hostname, "-p", port];
    const child = spawn(...pinned(loadCore, program, all), { env, cwd: logs, stdio: ["ignore", "pipe", "pipe"] });
    let out = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (part: Buffer) => {
        out += part.toString();
      });
    }
    const [code] = await once(child, "close");
    if (code !== 0) throw new Error(`pgbench ended with ${code}: ${out.slice(-1500)}`);
    const rate = Number(/tps = ([\d.]+)/.exec(out)?.[1]);
    const times = readdirSync(logs).flatMap((file) =>
      readFileSync(path.join(logs, file), "utf8")
        .trim()
        .split("\n")
        .map((line) => microseconds(line) / 1000),
    );
    rmSync(logs, { recursive: true });
    return { ...sliceOf(times, seconds), rate };
  };
}
