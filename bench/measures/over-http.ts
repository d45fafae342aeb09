import path from "node:path";
import { fileURLToPath } from "node:url";
import { interleave, type Slice } from "../lib/interleave.ts";
import type { Run } from "../lib/measure.ts";
import { ms, perSecond, type Row } from "../lib/report.ts";
import { harmonic, median, ratioOf } from "../lib/statistics.ts";
import { startSubject } from "../lib/subject.ts";
import { httpLoad, type Sent } from "../load/http.ts";
import { hasPgbench, pgbench } from "../load/pgbench.ts";
import { driver } from "../load/script.ts";

/** Cases of the desk that the HTTP measures work on. */
export const deskSize = 10_000;

interface OverHttp {
  readonly measure: string;
  readonly what: string;
  /** File under bench/sql. */
  readonly script: string;
  readonly empty: "empty adapter" | "empty form";
  readonly next: () => Sent;
  /** What a right answer of ours holds, and of the empty one. */
  readonly good: { readonly status: number; readonly text: string };
  readonly emptyGood: { readonly status: number; readonly text: string };
  /** Acts a second of what is neither request nor SQL, such as encryption. */
  readonly beside?: number;
  readonly least: number;
  /** Times that ours may take of the parts' p50 and p99 together. */
  readonly latency?: { readonly p50: number; readonly p99: number };
}

/** Our requests a second against what an empty server and the same SQL allow, each measured in the same run. */
export async function overHttp(run: Run, o: OverHttp): Promise<Row[]> {
  const { stand } = run;
  await run.filled(deskSize);
  const work = `work_${o.measure.toLowerCase().replace(/\W/g, "")}`;
  // One copy each, so that neither finds what the other wrote.
  const ours = await stand.database(`${work}_ours`, `desk_${deskSize}`);
  const raw = await stand.database(`${work}_raw`, `desk_${deskSize}`);
  const options = { key: stand.key.toString("hex"), slackApi: stand.slackApi };
  const spool = (name: string): string => path.join(stand.folder, `spool-${work}-${name}`);
  const desk = await startSubject("desk", { ...options, databaseUrl: ours, spool: spool("desk") });
  const empty = await startSubject(o.empty, { ...options, databaseUrl: "", spool: spool("empty") });
  const script = fileURLToPath(new URL(`../sql/${o.script}`, import.meta.url));
  const variables = { cases: deskSize };
  const slow = run.driver || !hasPgbench ? driver(raw, script, variables) : undefined;
  try {
    const slices = await interleave(
      {
        ours: httpLoad(desk.port, o.next, o.good),
        empty: httpLoad(empty.port, o.next, o.emptyGood),
        sql: slow ?? pgbench(raw, script, variables, stand.folder),
      },
      run.plan,
    );
    return rows(o, slices, slow === undefined ? "pgbench" : "postgres.js");
  } finally {
    await slow?.close();
    await desk.stop();
    await empty.stop();
  }
}

function rows(o: OverHttp, s: Readonly<Record<"ours" | "empty" | "sql", readonly Slice[]>>, tool: string): Row[] {
  const beside = o.beside ?? Number.POSITIVE_INFINITY;
  const limits = s.ours.map((_, i) => harmonic(s.empty[i]?.rate ?? 0, s.sql[i]?.rate ?? 0, beside));
  const of = (name: "ours" | "empty" | "sql", value: keyof Slice): number => median(s[name].map((x) => x[value]));
  const parts = `${perSecond(of("empty", "rate"))} empty, ${perSecond(of("sql", "rate"))} SQL by ${tool}`;
  const encrypting = o.beside === undefined ? "" : `, ${perSecond(o.beside)} AES`;
  const rate: Row = {
    measure: o.measure,
    what: o.what,
    ours: perSecond(of("ours", "rate")),
    limit: `${perSecond(median(limits))} (${parts}${encrypting})`,
    ratio: ratioOf(s.ours.map((x, i) => x.rate / (limits[i] ?? Number.NaN))),
    target: { least: o.least },
  };
  const { latency } = o;
  if (latency === undefined) return [rate];
  const time = (p: "p50" | "p99"): Row => ({
    measure: o.measure,
    what: `${o.what}: ${p} of 8 at once`,
    ours: ms(of("ours", p)),
    limit: `${ms(of("empty", p))} + ${ms(of("sql", p))}`,
    ratio: ratioOf(s.ours.map((x, i) => x[p] / ((s.empty[i]?.[p] ?? 0) + (s.sql[i]?.[p] ?? 0)))),
    target: { most: latency[p] },
  });
  return [rate, time("p50"), time("p99")];
}
