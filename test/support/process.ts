import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** A folder for one desk's data. @param mode 0700 is a private home, through which no other user passes. */
export function newHome(mode = 0o711): string {
  const parent = mkdtempSync(path.join(tmpdir(), "todoke-home-"));
  chmodSync(parent, mode);
  return path.join(parent, "desk");
}

/** A key file as an operator makes it. */
export function newKeyFile(): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "todoke-key-")), "key");
  writeFileSync(file, randomBytes(32).toString("hex"), { mode: 0o600 });
  return file;
}

type Env = Readonly<Record<string, string>>;

/** Nothing of the machine's own settings reaches the desk. */
const bare = { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "/", LANG: "en_US.UTF-8" };

export interface Running {
  readonly child: ChildProcess;
  readonly url: string;
  readonly home: string;
  /** Everything printed so far. */
  output(): string;
  /** Resolves when the output has it. */
  printed(pattern: RegExp): Promise<string>;
  /** Sends the signal and resolves with the exit code when the process is gone. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
  /** One command through the real client process. */
  desk(...args: string[]): Promise<{ code: number; out: string; err: string }>;
}

function deskClient(home: string, args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const env = { ...bare, TODOKE_HOME: home };
    execFile(process.execPath, ["adapters/console/client.ts", ...args], { cwd: root, env }, (error, out, err) =>
      resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err }),
    );
  });
}

/** Starts the real program. Resolves when it printed `ready`; rejects with its output when it ended before. */
export async function startDesk(env: Env & { readonly TODOKE_HOME: string }): Promise<Running> {
  const port = Number(env["PORT"] ?? (await freePort()));
  const child = spawn(process.execPath, ["src/main.ts"], {
    cwd: root,
    env: { ...bare, ...env, PORT: String(port) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  const lookers = new Set<() => void>();
  const take = (bytes: Buffer): void => {
    text += bytes.toString();
    for (const look of lookers) look();
  };
  child.stdout.on("data", take);
  child.stderr.on("data", take);
  const gone = once(child, "close").then(([code]) => code as number | null);
  const printed = (pattern: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = pattern.exec(text);
        if (found === null) return;
        lookers.delete(look);
        resolve(found[0]);
      };
      lookers.add(look);
      look();
      void gone.then((code) => reject(new Error(`ended with ${code}: ${text}`)));
    });
  const running: Running = {
    child,
    url: `http://127.0.0.1:${port}`,
    home: env.TODOKE_HOME,
    output: () => text,
    printed,
    async end(signal = "SIGTERM") {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      return await gone;
    },
    desk: (...args) => deskClient(env.TODOKE_HOME, args),
  };
  await printed(/^ready /m);
  return running;
}

/** Runs the program to its end: for starts that must be refused. */
export async function refusedStart(env: Env): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ["src/main.ts"], {
    cwd: root,
    env: { ...bare, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (b: Buffer) => (output += b.toString()));
  child.stderr.on("data", (b: Buffer) => (output += b.toString()));
  const [code] = await once(child, "close");
  return { code, output };
}

/** Sends a report the way a script does. */
export async function sendReport(url: string, kind: string, values: object): Promise<Response> {
  return await fetch(`${url}/report/${kind}`, {
    method: "POST",
    headers: { accept: "application/json", "content-type": "application/json" },
    body: JSON.stringify(values),
  });
}
