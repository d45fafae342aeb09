import { randomBytes, randomInt } from "node:crypto";
import type postgres from "postgres";
import { expect, test } from "vitest";
import { calendarIn } from "../../src/calendar.ts";
import { Keyring } from "../../src/crypto/keyring.ts";
import type { DeadlineKind } from "../../src/domain/clock-rule.ts";
import { clockDatabase } from "../support/clock.ts";
import { expectedReminders } from "../support/dates.ts";
import { type TestDesk, testDesk } from "../support/desk.ts";
import { dice, startTicker, type Ticker } from "../support/year.ts";

/**
 * A year of a desk on a clock that the test sets: reports arrive and are worked on, three replicas tick, are killed and started
 * anew, the clock jumps two hours forth and back. What was reminded of is then compared with what a second way of counting
 * says should have been (test/support/dates.ts).
 */

const minute = 60_000;
const day = 1_440 * minute;
const begin = new Date("2026-12-01T00:00:00Z").getTime();
const end = begin + 365 * day;
/** In each zone. TODOKE_YEAR_REPORTS=1000 takes half an hour (docs/performance.md has its figures). */
const reports = Number(process.env["TODOKE_YEAR_REPORTS"] ?? 40);

interface Act {
  readonly at: number;
  run(t: TestDesk): Promise<void>;
}

/** People work at a few hours of the day: so many reminders fall together, and the year has fewer moments to stop at. */
const round = (at: number, roll: () => number): number => {
  const hour = [1, 4, 7, 14][Math.floor(roll() * 4)] ?? 1;
  return Math.floor(at / day) * day + hour * 60 * minute + Math.floor(roll() * 50_000);
};

/** What happens to one report, at moments drawn by lot. Lines that come too late are refused, as they would be. */
function lifeOf(roll: () => number): Act[] {
  let ref = "";
  const start = round(begin + roll() * 330 * day, roll);
  const acts: Act[] = [
    {
      at: start,
      run: async (t) => {
        ({ ref } = await t.report(roll() < 0.6 ? "software" : "website"));
      },
    },
  ];
  const later = (days: number, line: () => string): void => {
    const at = round(start + days * day, roll);
    acts.push({ at, run: async (t) => void (await t.say(line())) });
  };
  if (roll() < 0.85) later(roll() * 0.6, () => `report show ${ref}`);
  if (roll() < 0.1) return acts;
  if (roll() < 0.15) later(2 + roll() * 4, () => `report ask ${ref} Which version?`);
  const judged = 2 + roll() * 14;
  if (roll() < 0.3) {
    later(judged, () => `report decline ${ref} R-04`);
    return acts;
  }
  later(judged, () => `report accept ${ref} all`);
  if (roll() < 0.5) later(judged + roll() * 3, () => `case take ${ref}`);
  later(judged + 0.1, () => `party add ${ref} Vendor`);
  const contacted = judged + 0.2 + roll() * 6;
  later(contacted, () => `party attempt ${ref} 1 mail sent`);
  if (roll() < 0.3) later(contacted + roll() * 20, () => `party attempt ${ref} 1 phone answered`);
  if (roll() < 0.3) later(contacted + roll() * 60, () => `case close ${ref} T-09 request=lift`);
  return acts;
}

/** Moves some deadlines on, as people do. */
const extend =
  (roll: () => number): Act["run"] =>
  async (t) => {
    const rows = await t.database.owner()<{ id: string; due: Date }[]>`
      select id, due_at as due from deadlines where state = 'open' and kind = '45D' order by id`;
    const one = rows[Math.floor(roll() * rows.length)];
    if (one === undefined) return;
    const to = new Date(one.due.getTime() + (20 + Math.floor(roll() * 60)) * day).toISOString().slice(0, 10);
    await t.say(`deadline extend ${one.id} ${to} vendor needs longer`);
  };

interface Clocked {
  readonly id: string;
  readonly kind: DeadlineKind;
  readonly starts: Date;
  readonly due: Date;
  readonly over: Date | null;
}

/** What should have been reminded of, deadline by deadline, as "id moment". */
async function expected(sql: postgres.Sql, zone: string): Promise<string[]> {
  const rows = await sql<Clocked[]>`
    select id, kind, starts_at as starts, due_at as due, coalesce(paused_at, done_at) as over from deadlines order by id`;
  const moves = await sql<{ id: string; at: Date; from: Date }[]>`
    select deadline_id as id, at, "from" from deadline_changes order by deadline_changes.id`;
  return rows.flatMap(({ id, kind, starts, due, over }) => {
    const last = over?.getTime() ?? end;
    const mine = moves.filter((m) => m.id === id);
    // Each date holds from one move to the next.
    const dates = [...mine.map((m) => m.from), due];
    const from = [starts, ...mine.map((m) => m.at)].map((d) => d.getTime());
    return dates.flatMap((date, i) => {
      const [since = 0, until = last] = [from[i], from[i + 1]];
      return expectedReminders(kind, starts, date, zone, new Date(Math.min(until, last)))
        .filter((r) => r.getTime() >= since && r.getTime() < Math.min(until, last))
        .map((r) => `${id} ${kind} ${r.toISOString()}`);
    });
  });
}

const made = async (sql: postgres.Sql): Promise<string[]> =>
  (
    await sql<{ id: string; kind: string; planned: Date }[]>`
      select d.id, d.kind, p.planned_at as planned from pings p join deadlines d on d.id = p.deadline_id where p.rung = 0`
  ).map((r) => `${r.id} ${r.kind} ${r.planned.toISOString()}`);

const next = async (sql: postgres.Sql): Promise<number> => {
  const [row] = await sql<{ at: Date | null }[]>`
    select least((select min(next_ping_at) from deadlines where state = 'open'),
      (select min(escalate_at) from pings where acked_at is null)) as at`;
  return row?.at?.getTime() ?? Number.POSITIVE_INFINITY;
};

async function year(zone: string, seed: number) {
  const roll = dice(seed);
  const database = await clockDatabase(new Date(begin));
  const { clock } = database;
  const key = randomBytes(32);
  const t = await testDesk({ database, keys: new Keyring(key) });
  Object.assign(t.desk, { zone, calendar: calendarIn(zone) });
  const sql = database.owner();
  const tickers: Ticker[] = await Promise.all([1, 2, 3].map(() => startTicker(database.url, key, zone)));
  const counts = { instants: 0, ticks: 0, kills: 0, jumps: 0 };
  let now = begin;
  const set = async (at: number): Promise<void> => {
    now = at;
    await clock.set(new Date(at));
  };
  /** Replicas tick; now and then one is killed in it and started anew. What it did not finish another does. */
  const ticked = async (): Promise<void> => {
    counts.instants += 1;
    const together = roll() < 0.3 ? tickers : [tickers[Math.floor(roll() * 3)] ?? tickers[0]];
    const killed = roll() < 0.015 ? Math.floor(roll() * 3) : undefined;
    await Promise.all(
      tickers.map(async (ticker, i) => {
        if (i === killed) {
          counts.kills += 1;
          await ticker.crash(Math.floor(roll() * 25));
          tickers[i] = await startTicker(database.url, key, zone);
        } else if (together.includes(ticker)) {
          counts.ticks += 1;
          await ticker.tick();
        }
      }),
    );
    // What the dead one had claimed and not committed is due still.
    if (killed !== undefined) for (const ticker of tickers) await ticker.tick();
  };
  try {
    await t.members({ hana: "coordinator", mori: "coordinator" });
    for (let from = begin; from < end + 60 * day; from += 60 * day) {
      await t.done(`duty set hana,mori days=61 from=${new Date(from).toISOString().slice(0, 10)}`);
    }
    const acts: Act[] = [
      ...Array.from({ length: reports }, () => lifeOf(roll)).flat(),
      ...Array.from({ length: 60 }, () => ({ at: begin + (40 + roll() * 320) * day, run: extend(roll) })),
    ].sort((a, b) => a.at - b.at);
    const jumps = Array.from({ length: 12 }, () => begin + roll() * 360 * day).sort((a, b) => a - b);
    for (;;) {
      const act = acts[0];
      const due = await next(sql);
      const at = Math.min(act?.at ?? end, due, end);
      if (at >= end) break;
      if (jumps[0] !== undefined && jumps[0] <= at) {
        jumps.shift();
        counts.jumps += 1;
        // Forth, or back to what has been already.
        await set(Math.max(now, at) + (roll() < 0.5 ? 2 : -2) * 60 * minute);
        await ticked();
        continue;
      }
      if (act !== undefined && act.at <= due) {
        await set(Math.max(now, act.at));
        acts.shift();
        await act.run(t);
      } else {
        // The tick comes once a minute: up to a minute after.
        await set(Math.max(now, due + roll() * minute));
        await ticked();
      }
    }
    await set(end);
    await ticked();
    const [want, got] = [await expected(sql, zone), await made(sql)];
    const [wanted, have] = [new Set(want), new Set(got)];
    const [rungs] = await sql<{ all: number; late: number; asked: number; told: number }[]>`
      select count(*)::int as all, count(*) filter (where late)::int as late, count(*) filter (where rung > 0)::int as asked,
        (select count(*)::int from notices where kind = 'ping') as told from pings`;
    return {
      counts,
      rungs,
      want: want.length,
      missed: want.filter((w) => !have.has(w)),
      beyond: got.filter((g) => !wanted.has(g)),
      doubled: got.length - have.size,
    };
  } finally {
    await Promise.all(tickers.map((ticker) => ticker.end()));
    await database.close();
  }
}

test("a year of reports, two zones with daylight saving, three replicas, kills and a jumping clock: nothing missed, nothing twice", async () => {
  const seed = randomInt(2 ** 31);
  console.log(`seed ${seed}`);
  const zones = ["America/New_York", "Europe/London"];
  const results = await Promise.all(zones.map((zone, i) => year(zone, seed + i)));
  for (const [i, r] of results.entries()) {
    const { instants, ticks, kills, jumps } = r.counts;
    console.log(
      `${zones[i]}: ${reports} reports, ${r.want} reminders and ${r.rungs?.asked} escalations over ${instants} instants, ${ticks} ticks, ` +
        `${kills} kills, ${jumps} jumps, ${r.rungs?.late} late; missed ${r.missed.length}, doubled ${r.doubled}, beyond ${r.beyond.length}`,
    );
    expect([r.missed.slice(0, 5), r.beyond.slice(0, 5), r.doubled]).toEqual([[], [], 0]);
    // Each reminder and each escalation was put into one queue, once.
    expect(r.rungs?.told).toBe(r.rungs?.all);
    expect([r.want > reports * 10, kills > 3, jumps]).toEqual([true, true, 12]);
  }
}, 3_600_000);
