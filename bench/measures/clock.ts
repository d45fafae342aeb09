import postgres from "postgres";
import { tick } from "../../commands/deadline/tick.ts";
import { claimDue, claimLimit } from "../../db/queries/deadlines.ts";
import { openDesk } from "../lib/desk.ts";
import { type Contestant, interleave, type Slice, sliceOf } from "../lib/interleave.ts";
import type { Measure } from "../lib/measure.ts";
import { ms, type Row } from "../lib/report.ts";
import { median, ratioOf } from "../lib/statistics.ts";

const rawClaim = `
  select id, case_id, kind, starts_at, due_at, zone, step, next_ping_at from deadlines
  where state = 'open' and next_ping_at <= now() order by next_ping_at, id limit 500 for update skip locked`;

class Undo extends Error {}

/** Runs the work in a transaction that leaves nothing behind. */
async function undone(transaction: (work: () => Promise<never>) => Promise<unknown>): Promise<void> {
  try {
    await transaction(() => Promise.reject(new Undo()));
  } catch (error) {
    if (!(error instanceof Undo)) throw error;
  }
}

/** As `alone`, but the act itself says how long the part that counts took. */
const timed = (act: () => Promise<number>): Contestant => {
  return async (seconds) => {
    const times: number[] = [];
    const start = performance.now();
    while (performance.now() - start < seconds * 1000) times.push(await act());
    return sliceOf(times, seconds);
  };
};

/** 500 clocks that wait for their next reminder become due now. */
const makeDue = (sql: postgres.Sql) => sql`
  update deadlines set next_ping_at = now() - interval '1 second' where id in (
    select id from deadlines where state = 'open' and next_ping_at > now() order by id desc limit ${claimLimit})`;

/** Milliseconds that PostgreSQL spent on statements in this database, as its statistics say. */
async function activeTime(url: string): Promise<number> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const [row] = await sql`select active_time as t from pg_stat_database where datname = current_database()`;
  await sql.end({ timeout: 5 });
  return Number(row?.["t"]);
}

/** Ticks with nothing due: milliseconds in the database, and with the way there, each. */
async function idleTicks(url: string, key: Buffer, ticks: number): Promise<{ inside: number; wall: number }> {
  const times: number[] = [];
  const { desk, close } = openDesk(url, key);
  await tick(desk); // warms up, and takes what the loader left
  await close(); // sessions hand in their statistics when they end
  await settled();
  const before = await activeTime(url);
  const again = openDesk(url, key);
  for (let i = 0; i < ticks; i++) {
    const start = performance.now();
    await tick(again.desk);
    times.push(performance.now() - start);
  }
  await again.close();
  await settled();
  return { inside: ((await activeTime(url)) - before) / ticks, wall: median(times) };
}

const settled = () => new Promise((r) => setTimeout(r, 1500));

const p50s = (slices: readonly Slice[]): number[] => slices.map((s) => s.p50);

export const clock: Measure = {
  name: "M7",
  about: "The minute's tick over a million running clocks (100,000 with --quick), 500 of them due",
  async run(run) {
    const url = await run.filled(run.quick ? 100_000 : 1_000_000);
    const { desk, close } = openDesk(url, run.stand.key);
    const sql = postgres(url, { max: 2, onnotice: () => {} });
    try {
      const idle = await idleTicks(url, run.stand.key, 200);
      await makeDue(sql);
      await sql.unsafe("vacuum (analyze) deadlines");
      const plan = { rounds: run.plan.rounds, seconds: run.plan.seconds / 4 };
      const claims = await interleave(
        {
          ours: timed(async () => {
            let took = 0;
            await undone((fail) =>
              desk.db.transaction(async (tx) => {
                const now = new Date();
                const start = performance.now();
                const due = await claimDue(tx, now, claimLimit);
                took = performance.now() - start;
                if (due.length !== claimLimit) throw new Error(`${due.length} clocks were due`);
                await fail();
              }),
            );
            return took;
          }),
          raw: timed(async () => {
            let took = 0;
            await undone((fail) =>
              sql.begin(async (tx) => {
                const start = performance.now();
                await tx.unsafe(rawClaim, [], { prepare: true });
                took = performance.now() - start;
                await fail();
              }),
            );
            return took;
          }),
        },
        plan,
      );
      const whole = await wholeTick(
        plan.rounds,
        () => makeDue(sql),
        () => tick(desk),
      );
      return rows(claims, whole, idle);
    } finally {
      await close();
      await sql.end({ timeout: 5 });
    }
  },
};

async function wholeTick(rounds: number, prepare: () => Promise<unknown>, act: () => Promise<number>) {
  const times: number[] = [];
  for (let i = 0; i <= rounds; i++) {
    await prepare();
    const start = performance.now();
    await act();
    if (i > 0) times.push(performance.now() - start);
  }
  return median(times);
}

function rows(
  claims: Readonly<Record<"ours" | "raw", readonly Slice[]>>,
  whole: number,
  idle: { readonly inside: number; readonly wall: number },
): Row[] {
  const raw = p50s(claims.raw);
  const ours = p50s(claims.ours);
  return [
    {
      measure: "M7",
      what: "claim 500 due clocks",
      ours: ms(median(ours)),
      limit: `${ms(median(raw))} raw SQL`,
      ratio: ratioOf(ours.map((t, i) => t / (raw[i] ?? Number.NaN))),
      target: { most: 1.5 },
    },
    { measure: "M7", what: "whole tick, 500 reminders", ours: ms(whole), limit: "–" },
    {
      measure: "M7",
      what: "idle tick, time in the database",
      ours: `${ms(idle.inside)} (${ms(idle.wall)} with the way there)`,
      limit: "1 ms",
      ratio: ratioOf([idle.inside]),
      target: { most: 1 },
    },
  ];
}
