import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createWeb, type WebOptions } from "../../adapters/web/index.ts";
import { type MemoryIntake, memoryIntake } from "./memory-intake.ts";

export interface RunningForm {
  readonly url: string;
  readonly intake: MemoryIntake;
  readonly spoolDir: string;
  /** What was logged, as one text. */
  readonly logged: () => string;
  stop(): Promise<void>;
}

/** The real web adapter on a free port of loopback, before a desk in memory. */
export async function startForm(
  options: Partial<Pick<WebOptions, "limits" | "mounts" | "publicUrl" | "table">> = {},
): Promise<RunningForm> {
  const home = mkdtempSync(join(tmpdir(), "todoke-web-"));
  const spoolDir = join(home, "spool");
  const intake = memoryIntake();
  const lines: string[] = [];
  const note = (fields: object, message: string): void => {
    lines.push(`${message} ${JSON.stringify(fields)}`);
  };
  const web = createWeb({
    intake,
    publicUrl: options.publicUrl ?? "http://127.0.0.1",
    log: { info: note, error: note },
    spoolDir,
    limits: options.limits ?? {},
    mounts: options.mounts ?? [],
    ...(options.table !== undefined && { table: options.table }),
    now: () => new Date("2026-11-22T12:00:00Z"),
  });
  const { port } = await web.start("127.0.0.1", 0);
  return {
    url: `http://127.0.0.1:${port}`,
    intake,
    spoolDir,
    logged: () => lines.join("\n"),
    async stop() {
      await web.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
