import { EventEmitter } from "node:events";
import { run } from "graphile-worker";
import type { Logger } from "pino";
import { appRole } from "./client.ts";
import type { HomeKey } from "./queries/homes.ts";
import { quiet } from "./queue-log.ts";
import { joinReplicas } from "./replicas.ts";

interface Tasks {
  /** Sends what waits for one destination. */
  drain(destination: string): Promise<void>;
  /** Edits a card in place. */
  redraw(notice: number): Promise<void>;
  /** Draws a person's page anew. */
  home(page: HomeKey): Promise<void>;
  /** Once a minute. */
  tick(): Promise<void>;
  /** Every 15 minutes: who reads in the desk's rooms. */
  rooms(): Promise<void>;
}

export interface Jobs {
  /** Resolves when running jobs have ended. */
  stop(): Promise<void>;
}

export interface JobsOptions {
  readonly url: string;
  readonly asApp: boolean;
  readonly tasks: Tasks;
  readonly log: Logger;
  /** The workers ended although nobody stopped them: without them no ping goes out, so the process should not go on. */
  readonly ended: () => void;
  /**
   * Jobs that this process works on at the same time. Most of a job is waiting for a platform, up to 10 seconds for one that
   * hangs: so many destinations must hang at once before another one waits for them.
   */
  readonly concurrency?: number;
}

const connections = 6;

/** Milliseconds between two looks for processes that died: how long their queues may stand still. */
const watchEvery = 10_000;

const withRole = (url: string, asApp: boolean): string => {
  if (!asApp) return url;
  const address = new URL(url);
  address.searchParams.set("options", `-c role=${appRole}`);
  return address.href;
};

/** Starts this process's workers and its place in the once-a-minute tick. The only file that knows the queue's engine. */
export async function startJobs({ url, asApp, tasks, log, ended, concurrency = 12 }: JobsOptions): Promise<Jobs> {
  const workers: string[] = [];
  const events = new EventEmitter();
  // The engine locks jobs and queues under the name of the whole pool, not of the worker that runs them.
  events.on("pool:create", ({ workerPool }: { workerPool: { id: string } }) => workers.push(workerPool.id));
  events.on("job:error", ({ job, error }: { job: { task_identifier: string }; error: unknown }) =>
    log.error({ task: job.task_identifier, err: error }, "a job failed; the queue will try it again"),
  );
  const runner = await run({
    connectionString: withRole(url, asApp),
    concurrency,
    // A worker needs a connection only to take a job and to end it; one more listens.
    maxPoolSize: connections,
    noHandleSignals: true,
    pollInterval: 1000,
    crontab: ["* * * * * tick", "*/15 * * * * rooms"].join("\n"),
    events,
    logger: quiet,
    taskList: {
      drain: async (payload) => {
        // Written only by wake() in queries/notices.ts.
        await tasks.drain((payload as { destination: string }).destination);
      },
      // These two are written only by queries/cards.ts and queries/homes.ts.
      redraw: async (payload) => {
        await tasks.redraw((payload as { notice: number }).notice);
      },
      home: async (payload) => {
        await tasks.home(payload as HomeKey);
      },
      tick: async () => {
        await tasks.tick();
      },
      rooms: async () => {
        await tasks.rooms();
      },
    },
  });
  let stopping = false;
  const over = (error?: unknown): void => {
    if (stopping) return;
    log.error({ err: error }, "the workers of the job queue ended");
    ended();
  };
  runner.promise.then(() => over(), over);
  const replica = await joinReplicas(url, asApp, workers);
  const recover = async (): Promise<void> => {
    const dead = await replica.recover();
    if (dead > 0) log.warn({ dead }, "freed the jobs of processes that had died");
  };
  await recover();
  const watch = setInterval(() => {
    // The database may be away for a moment; the next look comes soon.
    recover().catch((error: unknown) => log.warn({ err: error }, "could not look for dead processes"));
  }, watchEvery);
  await runner.addJob("tick", {}, { jobKey: "tick at start" });
  await runner.addJob("rooms", {}, { jobKey: "rooms at start" });
  return {
    stop: async () => {
      stopping = true;
      clearInterval(watch);
      await runner.stop();
      await replica.leave();
    },
  };
}
