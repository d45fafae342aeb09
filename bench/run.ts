import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { load } from "./data/load.ts";
import type { Measure, Run } from "./lib/measure.ts";
import { canPin, loadCore, pin } from "./lib/pin.ts";
import { type Row, table } from "./lib/report.ts";
import { openStand } from "./lib/stand.ts";
import { clock } from "./measures/clock.ts";
import { cvss } from "./measures/cvss.ts";
import { intake } from "./measures/intake.ts";
import { look } from "./measures/look.ts";
import { noise, tolerable } from "./measures/noise.ts";
import { startUp } from "./measures/start.ts";
import { suggest } from "./measures/suggest.ts";
import { read, write } from "./measures/write.ts";

const measures: readonly Measure[] = [write, read, intake, look, suggest, clock, cvss, startUp];

const usage = `Usage: npm run bench -- [MEASURE…] [--quick] [--driver] [--markdown]
${measures.map((m) => `  ${m.name.padEnd(5)} ${m.about}`).join("\n")}
  --quick     short slices and at most 100,000 cases
  --driver    raw SQL through our own driver, even where pgbench is found
  --markdown  print the table for docs/performance.md`;

const flags = ["--quick", "--driver", "--markdown"];
const wanted = process.argv.slice(2).filter((a) => !flags.includes(a));
const unknown = wanted.filter((w) => !measures.some((m) => m.name === w.toUpperCase()));
if (unknown.length > 0) {
  console.error(usage);
  process.exit(2);
}
const has = (flag: string): boolean => process.argv.includes(flag);
const chosen = measures.filter((m) => wanted.length === 0 || wanted.some((w) => w.toUpperCase() === m.name));
const quick = has("--quick");

/** To stderr: stdout gets the table alone. */
const say = (line: string): void => console.error(line);

// Ended by hand: the exit handler of the cluster takes its server with it.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));

const stand = await openStand();
pin(process.pid, loadCore);
const loaded = new Map<number, Promise<string>>();
const run: Run = {
  stand,
  plan: quick ? { seconds: 1, rounds: 4 } : { seconds: 3, rounds: 8 },
  quick,
  driver: has("--driver"),
  say,
  filled(cases) {
    const fill = async (): Promise<string> => {
      const url = await stand.database(`desk_${cases}`);
      say(`loaded ${cases.toLocaleString("en")} cases in ${(await load(url, cases, stand.key)).toFixed(1)} s`);
      return url;
    };
    const url = loaded.get(cases) ?? fill();
    loaded.set(cases, url);
    return url;
  },
};

try {
  const busy = readFileSync("/proc/loadavg", "utf8").split(" ")[0];
  const machine = `${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, load ${busy}, ${canPin ? "pinned" : "not pinned"}`;
  say(machine);
  const rows: Row[] = [...(await noise.run(run))];
  say(table(rows, false));
  for (const measure of chosen) {
    say(`\n${measure.name}  ${measure.about}`);
    const got = await measure.run(run);
    say(table(got, false));
    rows.push(...got);
  }
  // Again at the end: somebody may have come meanwhile.
  rows.push(...(await noise.run(run)));
  const off = Math.max(
    ...rows.filter((r) => r.measure === noise.name).map((r) => Math.abs((r.ratio?.median ?? 0) - 1)),
  );
  const verdict =
    off > tolerable ? `NOT MEASURABLE NOW: the machine alone is off by ${Math.round(off * 100)} %` : "quiet enough";
  const slices = `${run.plan.rounds} rounds of ${run.plan.seconds} s`;
  console.log(`\n${new Date().toISOString().slice(0, 10)}, ${machine}, ${slices}; ${verdict}.\n`);
  console.log(table(rows, has("--markdown")));
} finally {
  await stand.stop();
}
