import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { pin, serverCore } from "./pin.ts";

/** What a subject is given when it opens; it takes what it needs. */
export interface SubjectOptions {
  readonly databaseUrl: string;
  /** The key-encryption key, in hex. */
  readonly key: string;
  readonly slackApi: string;
  /** A folder for files on their way in. */
  readonly spool: string;
}

/** A process of its own that is measured: it holds one thing and listens on loopback. */
export interface Subject {
  readonly port: number;
  stop(): Promise<void>;
}

/** Programs under bench/subjects that can be measured over HTTP. */
export const subjects = {
  desk: fileURLToPath(new URL("../subjects/desk.ts", import.meta.url)),
  "empty adapter": fileURLToPath(new URL("../subjects/empty-adapter.ts", import.meta.url)),
  "empty bolt": fileURLToPath(new URL("../subjects/empty-bolt.ts", import.meta.url)),
  "empty form": fileURLToPath(new URL("../subjects/empty-form.ts", import.meta.url)),
} as const;

/** Starts a subject on the servers' core and waits until it listens. */
export async function startSubject(name: keyof typeof subjects, options: SubjectOptions): Promise<Subject> {
  const child = fork(subjects[name], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  if (child.pid !== undefined) pin(child.pid, serverCore);
  child.send(options); // not in its arguments or environment: they hold the database's password
  const first = await Promise.race([
    once(child, "message").then(([message]): unknown => message),
    once(child, "exit").then(([code]) => Promise.reject(new Error(`the subject "${name}" ended with ${code}`))),
  ]);
  return {
    port: Number(first),
    async stop() {
      if (child.exitCode !== null) return;
      const gone = once(child, "exit");
      child.disconnect(); // what it ends on; see `open` below
      await gone;
    },
  };
}

/** The other end, inside the subject: opens it when the options arrive, ends with the parent, whatever happened to that. */
export function open(start: (options: SubjectOptions) => Promise<number>): void {
  process.once("disconnect", () => process.exit(0));
  process.once("message", (options: SubjectOptions) => {
    start(options).then(
      (port) => process.send?.(port),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
}
