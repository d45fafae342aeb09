import postgres from "postgres";
import { createDispatch } from "../../commands/dispatch.ts";
import type { Keyring } from "../../src/crypto/keyring.ts";
import { referenceOf } from "../data/rows.ts";
import { commonWords, selectiveWord } from "../data/words.ts";
import { openDesk } from "../lib/desk.ts";
import { alone, type Contestant, interleave, type Slice } from "../lib/interleave.ts";
import type { Measure, Run } from "../lib/measure.ts";
import { ms, type Row } from "../lib/report.ts";
import { median, ratioOf } from "../lib/statistics.ts";
import { byReference, caseList, deadlineList, find, reportList } from "./raw-look.ts";

/** Milliseconds that the command core may add to twice the raw SQL: parsing, rights, opening 25 titles, rendering. */
const allowance = 2;

interface Look {
  readonly what: string;
  /** How much longer the largest desk may take than the smallest. */
  readonly growth: number;
  line(n: number, size: number): string;
  raw(n: number, size: number, keys: Keyring): (sql: postgres.Sql) => Promise<unknown>;
}

/** Case number `n` of a walk through all of a desk in no order. @param odd 1: a Latin name, 0: a Japanese one. */
const walk = (n: number, size: number, odd = 0): number => 2 * ((n * 7919) % Math.floor(size / 2 - 1)) + 2 + odd;
const search = (what: string, word: (n: number, size: number) => string): Look => ({
  what,
  growth: 3,
  line: (n, size) => `case find ${word(n, size)}`,
  raw: (n, size, keys) => find(word(n, size), keys),
});

const looks: readonly Look[] = [
  { what: "case list", growth: 1.5, line: () => "case list", raw: () => caseList },
  { what: "deadline list", growth: 1.5, line: () => "deadline list", raw: () => deadlineList },
  { what: "report list", growth: 1.5, line: () => "report list", raw: () => reportList },
  {
    what: "by reference",
    growth: 1.5,
    line: (n, size) => `case find ${referenceOf(walk(n, size))}`,
    raw: (n, size) => byReference(referenceOf(walk(n, size))),
  },
  search("search, rare Latin word", (n, size) => selectiveWord(walk(n, size, 1))),
  search("search, rare Japanese word", (n, size) => selectiveWord(walk(n, size))),
  search("search, common Latin word", () => commonWords.latin),
  search("search, common Japanese word", () => commonWords.japanese),
];

const console_ = { platform: "console", tenant: "local", user: "admin" } as const;
const size = (n: number): string => (n >= 1_000_000 ? `${n / 1_000_000}M` : `${n / 1000}k`);

/** Ours and raw SQL on each desk, one after the other: a person waits for one answer, not for eight. */
async function one(run: Run, look: Look, sizes: readonly number[]): Promise<Row[]> {
  const contestants: Record<string, Contestant> = {};
  const opened: (() => Promise<void>)[] = [];
  for (const n of sizes) {
    const url = await run.filled(n);
    const { desk, close } = openDesk(url, run.stand.key);
    const sql = postgres(url, { max: 2, onnotice: () => {} });
    opened.push(close, () => sql.end({ timeout: 5 }));
    const dispatch = createDispatch(desk);
    contestants[`ours ${n}`] = alone(async (i) => {
      const line = look.line(i, n);
      const answer = await dispatch({ principal: console_, place: { kind: "private" }, locale: "en", line });
      if (!answer.ok) throw new Error(`"${line}" was refused: ${answer.code}`);
    });
    contestants[`raw ${n}`] = alone((i) => look.raw(i, n, desk.keys)(sql));
  }
  try {
    const plan = { rounds: run.plan.rounds, seconds: run.plan.seconds / 4 };
    return rows(look, sizes, await interleave(contestants, plan));
  } finally {
    for (const close of opened) await close();
  }
}

function rows(look: Look, sizes: readonly number[], slices: Readonly<Record<string, readonly Slice[]>>): Row[] {
  const of = (name: string, p: "p50" | "p99" = "p50"): number[] => (slices[name] ?? []).map((s) => s[p]);
  const both = (name: string): string => `${ms(median(of(name)))}, p99 ${ms(median(of(name, "p99")))}`;
  const each = sizes.map((n): Row => {
    const raw = of(`raw ${n}`);
    const pairs = of(`ours ${n}`).map((t, i) => t / (2 * (raw[i] ?? Number.NaN) + allowance));
    return {
      measure: "M6",
      what: `${look.what}, ${size(n)}`,
      ours: both(`ours ${n}`),
      limit: `2 × ${both(`raw ${n}`)}, + ${allowance} ms`,
      ratio: ratioOf(pairs),
      target: { most: 1 },
    };
  });
  const [least = 0] = sizes;
  const most = sizes.at(-1) ?? least;
  const small = of(`ours ${least}`);
  const growth: Row = {
    measure: "M6",
    what: `${look.what}, growth`,
    ours: `${size(most)}: ${ms(median(of(`ours ${most}`)))}`,
    limit: `${size(least)}: ${ms(median(small))}`,
    ratio: ratioOf(of(`ours ${most}`).map((t, i) => t / (small[i] ?? Number.NaN))),
    target: { most: look.growth },
  };
  return [...each, growth];
}

export const look: Measure = {
  name: "M6",
  about: "Milliseconds for lists, a case by its reference, and searches on desks of several sizes",
  async run(run) {
    const sizes = run.quick ? [10_000, 100_000] : [10_000, 100_000, 1_000_000];
    const all: Row[] = [];
    for (const l of looks) all.push(...(await one(run, l, sizes)));
    return all;
  },
};
