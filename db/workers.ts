import { EventEmitter } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { run } from "graphile-worker";
import type { Logger } from "pino";
import { appRole } from "./client.ts";
import type { HomeKey } from "./queries/homes.ts";
import { quiet } from "./queue-log.ts";

interface Tasks {
  /** Sends what waits for one destination. */
  drain(destination: string): Promise<void>;
  /** Edits a card in place. */
  redraw(notice: number): Promise<void>;
  /** Draws a person's page anew. */
  home(page: HomeKey): Promise<void>;
  /** Makes the platforms' groups hold those on duty. */
  groups(): Promise<void>;
  /** Once a minute. */
  tick(): Promise<void>;
  /** Every 15 minutes: who reads in the desk's rooms. */
  rooms(): Promise<void>;
}

/** One run of the engine in this process, from its start to whatever ends it. */
export interface Workers {
  /** Under which name its jobs are locked. */
  readonly names: readonly string[];
  /** Resolves when it has ended, by `stop` or by itself. */
  readonly over: Promise<void>;
  add(task: string, key: string): Promise<void>;
  /** Resolves when running jobs have ended. */
  stop(): Promise<void>;
}

export interface WorkerOptions {
  readonly url: string;
  readonly asApp: boolean;
  readonly tasks: Tasks;
  readonly log: Logger;
  /**
   * Jobs that this process works on at the same time. Most of a job is waiting for a platform, up to 10 seconds for one that
   * hangs: so many destinations must hang at once before another one waits for them.
   */
  readonly concurrency?: number;
}

/** A worker needs a connection only to take a job and to end it; one more listens. */
const connections = 6;

const withRole = (url: string, asApp: boolean): string => {
  if (!asApp) return url;
  const address = new URL(url);
  address.searchParams.set("options", `-c role=${appRole}`);
  return address.href;
};

/** Milliseconds after which an engine that is stopping has taken its last job. */
const lastTaken = 500;
/** Milliseconds for which a job waits at most until the one before it has ended: the engine says so at once, unless it is broken. */
const longestTurn = 1000;

/** The jobs that this process works on. */
function workbench(events: EventEmitter) {
  const running = new Set<Promise<void>>();
  let isCleared = false;
  let last: Promise<void> = Promise.resolve();
  let pass = (): void => {};
  // The engine has set its timer for the end just now; of timers of the same length the first goes first.
  events.on("job:complete", () => setTimeout(pass, 0));

  /** Resolves when the end of the job before is on its way. */
  async function turn(): Promise<void> {
    const before = last;
    const { promise, resolve } = Promise.withResolvers<void>();
    last = promise;
    await before;
    pass = resolve;
    setTimeout(resolve, longestTurn).unref();
  }
  return {
    /**
     * Lets jobs end one after the other. The engine writes the ends of one moment in one statement, which locks their rows in any
     * order, while a change of ours asks for some of the same jobs again and locks them in another: a deadlock. A statement with
     * a single end waits for nobody while it holds something that we want.
     */
    job:
      (work: (payload: unknown) => Promise<void>) =>
      async (payload: unknown): Promise<void> => {
        try {
          // Taken later than anybody waited for: another engine has this job by now.
          if (isCleared) throw new Error("this engine was replaced");
          const done = work(payload);
          const ended = done.catch(() => {}); // the engine hears of it below
          running.add(ended);
          await done.finally(() => running.delete(ended));
        } finally {
          await turn();
        }
      },
    /** Resolves when the jobs of an engine that takes no more have ended. */
    async cleared(): Promise<void> {
      await sleep(lastTaken);
      while (running.size > 0) await Promise.all(running);
      isCleared = true;
    },
  };
}

/** The only file that knows the queue's engine. */
export async function startWorkers({ url, asApp, tasks, log, concurrency = 12 }: WorkerOptions): Promise<Workers> {
  const names: string[] = [];
  const events = new EventEmitter();
  // The engine locks jobs and queues under the name of the whole pool, not of the worker that runs them.
  events.on("pool:create", ({ workerPool }: { workerPool: { id: string } }) => names.push(workerPool.id));
  events.on("job:error", ({ job, error }: { job: { task_identifier: string }; error: unknown }) =>
    log.error({ task: job.task_identifier, err: error }, "a job failed; the queue will try it again"),
  );
  const bench = workbench(events);
  // It ends itself then, but not always: its count of ends to wait for can be one off, and it waits for ever.
  const broken = new Promise<void>((resolve) => {
    events.on("pool:fatalError", ({ error }: { error: unknown }) => {
      log.warn({ err: error }, "the job queue's engine could not write how a job ended");
      resolve();
    });
  });
  const runner = await run({
    connectionString: withRole(url, asApp),
    concurrency,
    maxPoolSize: connections,
    noHandleSignals: true,
    pollInterval: 1000,
    crontab: ["* * * * * tick", "*/15 * * * * rooms"].join("\n"),
    events,
    logger: quiet,
    // Without these the engine leaves a rejection unhandled when it cannot write a job's end, which ends the process.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    taskList: {
      // Written only by wake() in queries/notices.ts.
      drain: bench.job((payload) => tasks.drain((payload as { destination: string }).destination)),
      // These two are written only by queries/cards.ts and queries/homes.ts.
      redraw: bench.job((payload) => tasks.redraw((payload as { notice: number }).notice)),
      home: bench.job((payload) => tasks.home(payload as HomeKey)),
      groups: bench.job(() => tasks.groups()),
      tick: bench.job(() => tasks.tick()),
      rooms: bench.job(() => tasks.rooms()),
    },
  });
  // How it ended it does not tell: a lost database, too, is an orderly end.
  const itself = runner.promise.catch((error: unknown) =>
    log.warn({ err: error }, "the workers of the job queue ended"),
  );
  // An engine that ended itself has been told so already; the other one keeps its connections and its clock until it is told.
  const replaced = broken
    .then(() => bench.cleared())
    .then(() => {
      runner.stop().catch(() => {});
    });
  const over = Promise.race([itself, replaced]);
  return {
    names,
    over,
    add: async (task, jobKey) => void (await runner.addJob(task, {}, { jobKey })),
    stop: () => Promise.race([runner.stop(), over]),
  };
}
