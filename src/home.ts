import { createHash, randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readKey } from "./config/readers.ts";

/** Start time of a process in clock ticks since boot, so that a number used again is not taken for the old process. */
const startOf = (pid: number): string | undefined => {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ")[19];
  } catch {
    return undefined;
  }
};

/** Another process works on this folder. */
export class HomeInUse extends Error {
  constructor(home: string, pid: number) {
    super(`${home} is in use by process ${pid}; stop it first, or set TODOKE_HOME to another folder`);
    this.name = "HomeInUse";
  }
}

/**
 * Makes the data folder and takes it for this process alone. A lock left by a killed process is taken over.
 * @returns a function that gives it back. @throws HomeInUse.
 */
export function takeHome(home: string): () => void {
  // Root's PostgreSQL runs as another user, who must pass through to its own folder but can list nothing here.
  mkdirSync(home, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const lock = path.join(home, "process");
  const mine = `${process.pid} ${startOf(process.pid) ?? ""}`;
  for (;;) {
    try {
      writeFileSync(lock, mine, { flag: "wx", mode: 0o600 });
      return () => rmSync(lock, { force: true });
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    const [pid = "0", started = ""] = readFileSync(lock, "utf8").split(" ");
    if (startOf(Number(pid)) === started && started !== "") throw new HomeInUse(home, Number(pid));
    rmSync(lock, { force: true });
  }
}

/** The key-encryption key of this home, made on first use (embedded mode). 0600. */
export function homeKey(home: string): Buffer {
  const file = path.join(home, "key");
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(32).toString("hex")}\n`, { mode: 0o600 });
  const key = readKey(file);
  if (key === undefined)
    throw new Error(`${file} does not hold a key; restore it from your backup: without it nothing can be read`);
  return key;
}

/** Longest path of a unix socket on Linux, with its closing NUL. */
const longest = 107;

/** Where the terminal's socket is: in the home, or, when that path is too long for a socket, in a private folder beside temp files. */
export function socketPath(home: string): string {
  const inHome = path.join(home, "desk.sock");
  if (Buffer.byteLength(inHome) < longest) return inHome;
  const short = path.join(tmpdir(), `todoke-${createHash("sha256").update(home).digest("hex").slice(0, 16)}`);
  mkdirSync(short, { recursive: true, mode: 0o700 });
  chmodSync(short, 0o700);
  return path.join(short, "desk.sock");
}
