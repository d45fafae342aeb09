import { setTimeout as sleep } from "node:timers/promises";
import { joinReplicas } from "./replicas.ts";
import { isConflict, isUnavailable } from "./unavailable.ts";
import { startWorkers, type WorkerOptions, type Workers } from "./workers.ts";

export interface Jobs {
  /** Resolves when running jobs have ended. */
  stop(): Promise<void>;
}

export interface JobsOptions extends WorkerOptions {
  /** The workers cannot be brought back: without them no ping goes out, so the process should not go on. */
  readonly ended: () => void;
}

/** Milliseconds between two looks for processes that died: how long their queues may stand still. */
const watchEvery = 10_000;
/** Milliseconds between two attempts to start the workers again while the database is away. */
const againEvery = 1_000;

interface Shift {
  readonly workers: Workers;
  /** Takes the process's place among the replicas back, and with it the locks of its jobs. */
  readonly leave: () => Promise<void>;
}

/**
 * Starts workers, makes them known to the other processes, and frees what those held that died.
 * @param over names of this process's own workers that are over; those of an attempt that fails are added
 */
async function begin(options: WorkerOptions, over: string[]): Promise<Shift> {
  const { url, asApp, log } = options;
  const workers = await startWorkers(options);
  const undo: (() => Promise<void>)[] = [() => workers.stop()];
  try {
    const replica = await joinReplicas(url, asApp, workers.names);
    undo.push(() => replica.leave());
    const recover = async (): Promise<void> => {
      const dead = await replica.recover();
      if (dead > 0) log.warn({ dead }, "freed the jobs of processes that had died");
    };
    await replica.free(over);
    await recover();
    await workers.add("tick", "tick at start");
    await workers.add("rooms", "rooms at start");
    await workers.add("groups", "groups");
    const watch = setInterval(() => {
      // The database may be away for a moment; the next look comes soon.
      recover().catch((error: unknown) => log.warn({ err: error }, "could not look for dead processes"));
    }, watchEvery);
    return {
      workers,
      leave: async () => {
        clearInterval(watch);
        await replica.leave();
      },
    };
  } catch (error) {
    over.push(...workers.names);
    // They end with the database that they lost.
    for (const step of undo) await step().catch(() => {});
    throw error;
  }
}

/**
 * Starts this process's workers and its place in the once-a-minute tick. The engine ends when the database goes away in the
 * wrong moment; then it is started anew, under a new name, as soon as the database is back.
 */
export async function startJobs(options: JobsOptions): Promise<Jobs> {
  const stopping = new AbortController();
  const over: string[] = [];
  let shift = await begin(options, over);

  async function end({ workers, leave }: Shift): Promise<void> {
    await workers.stop().catch(() => {}); // it may have ended just now
    await leave().catch(() => {}); // its row goes with its lock
  }

  async function again(): Promise<Shift | undefined> {
    while (!stopping.signal.aborted) {
      await sleep(againEvery, undefined, { signal: stopping.signal }).catch(() => {});
      try {
        const next = await begin(options, over);
        if (!stopping.signal.aborted) return next;
        await end(next);
      } catch (error) {
        if (!isUnavailable(error) && !isConflict(error)) throw error;
      }
    }
    return undefined;
  }

  async function keep(): Promise<void> {
    for (;;) {
      await shift.workers.over;
      if (stopping.signal.aborted) return;
      options.log.warn("the workers of the job queue ended; starting them again");
      over.push(...shift.workers.names);
      await shift.leave().catch(() => {}); // its row goes with its lock
      const next = await again();
      if (next === undefined) return;
      if (stopping.signal.aborted) return await end(next);
      shift = next;
      over.length = 0;
      options.log.info("the workers of the job queue are back");
    }
  }
  const kept = keep().catch((error: unknown) => {
    options.log.error({ err: error }, "the workers of the job queue cannot be started again");
    options.ended();
  });

  return {
    stop: async () => {
      stopping.abort();
      await end(shift);
      await kept;
    },
  };
}
