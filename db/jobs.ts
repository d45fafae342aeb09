import { setTimeout as sleep } from "node:timers/promises";
import { joinReplicas } from "./replicas.ts";
import { isUnavailable } from "./unavailable.ts";
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

/**
 * Makes the workers known to the other processes, and frees what those held that died.
 * @param before names of this process's own workers that are over
 */
async function register({ url, asApp, log }: WorkerOptions, workers: Workers, before: readonly string[]) {
  const replica = await joinReplicas(url, asApp, workers.names);
  await replica.free(before);
  const recover = async (): Promise<void> => {
    const dead = await replica.recover();
    if (dead > 0) log.warn({ dead }, "freed the jobs of processes that had died");
  };
  await recover();
  const watch = setInterval(() => {
    // The database may be away for a moment; the next look comes soon.
    recover().catch((error: unknown) => log.warn({ err: error }, "could not look for dead processes"));
  }, watchEvery);
  return async (): Promise<void> => {
    clearInterval(watch);
    await replica.leave();
  };
}

interface Shift {
  readonly workers: Workers;
  /** Takes the process's place among the replicas back, and with it the locks of its jobs. */
  readonly leave: () => Promise<void>;
}

async function begin(options: WorkerOptions, before: readonly string[] = []): Promise<Shift> {
  const workers = await startWorkers(options);
  try {
    const leave = await register(options, workers, before);
    await workers.add("tick", "tick at start");
    await workers.add("rooms", "rooms at start");
    await workers.add("groups", "groups");
    return { workers, leave };
  } catch (error) {
    await workers.stop().catch(() => {}); // it ends with the database that it lost
    throw error;
  }
}

/**
 * Starts this process's workers and its place in the once-a-minute tick. The engine ends when the database goes away in the
 * wrong moment; then it is started anew, under a new name, as soon as the database is back.
 */
export async function startJobs(options: JobsOptions): Promise<Jobs> {
  const stopping = new AbortController();
  let shift = await begin(options);

  async function again(before: readonly string[]): Promise<Shift | undefined> {
    while (!stopping.signal.aborted) {
      await sleep(againEvery, undefined, { signal: stopping.signal }).catch(() => {});
      try {
        return await begin(options, before);
      } catch (error) {
        if (!isUnavailable(error)) throw error;
      }
    }
    return undefined;
  }

  async function keep(): Promise<void> {
    for (;;) {
      await shift.workers.over;
      if (stopping.signal.aborted) return;
      options.log.warn("the workers of the job queue ended; starting them again");
      await shift.leave().catch(() => {}); // its row goes with its lock
      const next = await again(shift.workers.names);
      if (next === undefined) return;
      shift = next;
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
      await shift.workers.stop().catch(() => {}); // it may have ended just now
      await kept;
      await shift.leave();
    },
  };
}
