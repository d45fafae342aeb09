import type { Logger } from "pino";
import postgres from "postgres";
import { pause } from "../src/pause.ts";
import { appRole } from "./client.ts";

/** First half of the advisory lock's key; the second is made of the name. */
const lockClass = 7263;
/** Milliseconds between two looks whether the place is free, or still ours. */
const lookEvery = 3_000;
/** Milliseconds within which the database has to say that we are still connected. */
const answerWithin = 5_000;

export interface LeadOptions {
  readonly url: string;
  readonly asApp: boolean;
  /** What there must be one of among all processes on this database. */
  readonly name: string;
  readonly log: Logger;
  /** Goes on until `ended`; resolves when it has let go. */
  readonly work: (ended: AbortSignal) => Promise<void>;
}

export interface Leadership {
  /** Resolves when the work has ended and the place is free. */
  stop(): Promise<void>;
}

/** A connection of its own that holds the lock. A server drops it within 20 seconds when our machine is gone without a word. */
const connection = (url: string, asApp: boolean, name: string, closed: () => void): postgres.Sql =>
  postgres(url, {
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    connect_timeout: 5,
    onnotice: () => {},
    onclose: closed,
    connection: {
      application_name: `todoke ${name}`,
      statement_timeout: answerWithin,
      tcp_keepalives_idle: 10,
      tcp_keepalives_interval: 5,
      tcp_keepalives_count: 2,
      ...(asApp ? { role: appRole } : {}),
    },
  });

/** A line that is cut without a word is lost, too. */
async function answers(sql: postgres.Sql): Promise<boolean> {
  const done = new AbortController();
  const silence = pause(answerWithin, done.signal).then(() => false);
  const answer = sql`select 1`.then(
    () => true,
    () => false,
  );
  const came = await Promise.race([answer, silence]);
  done.abort();
  return came;
}

/** One wait for the place and, once it is ours, the work, until it ends or the connection is lost. */
async function term({ url, asApp, name, log, work }: LeadOptions, stopping: AbortSignal): Promise<void> {
  const lost = new AbortController();
  const over = AbortSignal.any([stopping, lost.signal]);
  const sql = connection(url, asApp, name, () => lost.abort());
  try {
    for (;;) {
      const [row] = await sql`select pg_try_advisory_lock(${lockClass}, hashtext(${name})) as got`;
      if (row?.["got"] === true) break;
      await pause(lookEvery, over);
      if (over.aborted) return;
    }
    log.info({ platform: name }, "this process leads");
    const ended = new AbortController();
    const working = work(over)
      .catch((error: unknown) => log.error({ platform: name, err: error }, "the leader's work failed"))
      .finally(() => ended.abort());
    const watching = AbortSignal.any([over, ended.signal]);
    while (!watching.aborted) {
      await pause(lookEvery, watching);
      if (!watching.aborted && !(await answers(sql))) lost.abort();
    }
    await working;
    if (!stopping.aborted) log.warn({ platform: name }, "this process leads no more");
  } finally {
    // Also frees the lock.
    await sql.end({ timeout: 1 }).catch(() => {});
  }
}

/**
 * Sees that `work` goes on in one of the processes that share the database: the one that holds an advisory lock. The lock
 * goes with its connection, so another process takes over soon after one was killed; who loses the connection ends at once.
 */
export function lead(options: LeadOptions): Leadership {
  const stopping = new AbortController();
  const { signal } = stopping;
  async function run(): Promise<void> {
    while (!signal.aborted) {
      await term(options, signal).catch((error: unknown) => {
        options.log.warn({ platform: options.name, err: error }, "the place of the leader could not be asked for");
      });
      await pause(lookEvery, signal);
    }
  }
  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
