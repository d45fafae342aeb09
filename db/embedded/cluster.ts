import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { postgresPrograms, reachableByOthers } from "./binaries.ts";

/** PostgreSQL of our own: a child process that listens on loopback only and asks for a password (scram). */
export interface Cluster {
  /** Of the owner role, database `postgres`. Holds the password: never log it. */
  readonly url: string;
  /** True when it was left over from a process that was killed, and taken over. */
  readonly adopted: boolean;
  stop(): Promise<void>;
}

export interface ClusterOptions {
  /** Where the data lives. Kept between starts. */
  readonly folder: string;
  /** False only for throw-away test clusters: no fsync. */
  readonly durable?: boolean;
  readonly maxConnections?: number;
  /** The server ended although nobody stopped it. */
  readonly ended?: () => void;
}

/** Milliseconds between two looks at an adopted server, which is no child of ours and does not tell when it ends. */
const lookEvery = 1000;

const owner = "todoke_owner";
/** `nobody` on Debian: PostgreSQL refuses to run as root, and this user always exists. */
const unprivileged = { uid: 65534, gid: 65534 };
const environment = { PATH: "/usr/bin:/bin", LC_ALL: "C.UTF-8", TZ: "UTC" };

/**
 * Where the server's files of this home are. Root must run it as an unprivileged user, who cannot enter a private home (mode
 * 0700): then they live in a folder of their own under /var/lib, and the home says in which.
 */
export function clusterFolder(home: string): string {
  const pointer = path.join(home, "postgres-is-in");
  if (existsSync(pointer)) return readFileSync(pointer, "utf8").trim();
  const inHome = path.join(home, "postgres");
  if (process.getuid?.() !== 0 || reachableByOthers(path.dirname(home))) return inHome;
  const folder = path.join("/var/lib/todoke", randomBytes(8).toString("hex"));
  writeFileSync(pointer, `${folder}\n`, { mode: 0o600 });
  return folder;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("no free port on loopback");
  return address.port;
}

/** A server that still runs on this data after its parent was killed. */
function leftRunning(data: string): { pid: number; port: number } | undefined {
  const file = path.join(data, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const [pid, , , port] = readFileSync(file, "utf8").split("\n").map(Number);
  if (!pid || !port) return undefined;
  try {
    return readlinkSync(`/proc/${pid}/exe`).includes("/bin/postgres") ? { pid, port } : undefined;
  } catch {
    return undefined; // gone, or another user's process that took the number: the new server clears the stale file
  }
}

function createData(bin: string, data: string, password: string, ids: object, durable: boolean): void {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  if ("uid" in ids) chownSync(data, unprivileged.uid, unprivileged.gid);
  const passwordFile = `${data}.initial`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if ("uid" in ids) chownSync(passwordFile, unprivileged.uid, unprivileged.gid);
  const made = spawnSync(
    path.join(bin, "initdb"),
    [
      ...["-D", data, "-U", owner, "-A", "scram-sha-256", `--pwfile=${passwordFile}`, "-E", "UTF8"],
      ...["--locale=C.UTF-8", "--no-instructions", ...(durable ? [] : ["--no-sync"])],
    ],
    { ...ids, env: environment, encoding: "utf8", cwd: "/" },
  );
  rmSync(passwordFile, { force: true });
  if (made.status === 0) return;
  rmSync(data, { recursive: true, force: true });
  throw new Error(`initdb failed: ${made.error?.message ?? ""} ${made.stdout}${made.stderr}`);
}

async function untilReady(child: ChildProcess): Promise<void> {
  let log = "";
  await new Promise<void>((resolve, reject) => {
    child.stderr?.on("data", (bytes: Buffer) => {
      log = (log + bytes.toString()).slice(-8000);
      if (log.includes("ready to accept connections")) resolve();
    });
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`postgres ended with ${code}: ${log}`)));
  });
}

/** Starts the cluster in `folder`, makes it on first use, or takes over one that a killed process left running. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { folder, durable = true, maxConnections = 60 } = options;
  const root = process.getuid?.() === 0;
  const ids = root ? unprivileged : {};
  mkdirSync(folder, { recursive: true });
  if (root) {
    chmodSync(folder, 0o711); // the server's user must pass through; nobody else can list
    if (!reachableByOthers(path.dirname(folder))) {
      throw new Error(`${folder} cannot be reached by the unprivileged user that PostgreSQL runs as`);
    }
  }
  const bin = path.join(postgresPrograms(folder, root), "bin");
  const data = path.join(folder, "data");
  const passwordFile = path.join(folder, "owner-password");
  if (!existsSync(passwordFile)) writeFileSync(passwordFile, randomBytes(24).toString("hex"), { mode: 0o600 });
  const password = readFileSync(passwordFile, "utf8").trim();
  if (!existsSync(path.join(data, "PG_VERSION"))) createData(bin, data, password, ids, durable);
  const urlOn = (port: number): string => `postgres://${owner}:${password}@127.0.0.1:${port}/postgres`;

  const left = leftRunning(data);
  if (left) {
    const watch = setInterval(() => {
      if (leftRunning(data)?.pid === left.pid) return;
      clearInterval(watch);
      options.ended?.();
    }, lookEvery);
    const stop = async (): Promise<void> => {
      clearInterval(watch);
      if (leftRunning(data) === undefined) return;
      process.kill(left.pid, "SIGINT");
      while (leftRunning(data) !== undefined) await new Promise((r) => setTimeout(r, 20));
    };
    return { url: urlOn(left.port), adopted: true, stop };
  }

  const port = await freePort();
  const fast = durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: maxConnections,
    timezone: "UTC",
    ...fast,
  };
  const child = spawn(
    path.join(bin, "postgres"),
    ["-D", data, "-p", String(port), ...Object.entries(settings).flatMap(([k, v]) => ["-c", `${k}=${v}`])],
    // Detached: Ctrl-C in the terminal must reach the app first, which drains and then stops the server.
    { ...ids, env: environment, cwd: "/", stdio: ["ignore", "ignore", "pipe"], detached: true },
  );
  await untilReady(child);
  const lastResort = (): void => void child.kill("SIGQUIT");
  process.once("exit", lastResort);
  const died = (): void => options.ended?.();
  child.once("exit", died);
  return {
    url: urlOn(port),
    adopted: false,
    stop: async () => {
      process.off("exit", lastResort);
      child.off("exit", died);
      // A killed server has a signal in place of a code, and will not exit a second time.
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, "exit");
      child.kill("SIGINT"); // fast shutdown: ends sessions, writes a checkpoint
      await gone;
    },
  };
}
