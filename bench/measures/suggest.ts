import { createForms } from "../../commands/forms.ts";
import { referenceOf } from "../data/rows.ts";
import { commonWords, selectiveWord } from "../data/words.ts";
import { openDesk } from "../lib/desk.ts";
import { alone, type Contestant, interleave } from "../lib/interleave.ts";
import type { Measure } from "../lib/measure.ts";
import { ms, type Row } from "../lib/report.ts";
import { median, ratioOf } from "../lib/statistics.ts";

/** Milliseconds from a key to its list: slower than this is felt as one types, and Discord asks at every key. */
const felt = 100;

/** What somebody has typed so far, by its number. */
const typed: Readonly<Record<string, (n: number, size: number) => string>> = {
  nothing: () => "",
  "1 to 8 digits": (n, size) => String(referenceOf(2 + ((n * 7919) % (size - 2)))).slice(0, 1 + (n % 8)),
  "a rare word": (n, size) => selectiveWord(2 + ((n * 7919) % (size - 2))),
  "a common Latin word": () => commonWords.latin,
  "a common Japanese word": () => commonWords.japanese,
};

const principal = { platform: "console", tenant: "local", user: "admin" } as const;

export const suggest: Measure = {
  name: "M6S",
  about: "Milliseconds for the suggestions while somebody types which case they mean",
  async run(run) {
    const size = run.quick ? 100_000 : 1_000_000;
    const { desk, close } = openDesk(await run.filled(size), run.stand.key);
    const forms = createForms(desk);
    const contestants: Record<string, Contestant> = Object.fromEntries(
      Object.entries(typed).map(([what, query]) => [
        what,
        alone(async (i) => {
          const invocation = { principal, place: { kind: "private" }, locale: "en", line: "case take" } as const;
          const found = await forms.suggest(invocation, "case", query(i, size));
          if (found.length === 0) throw new Error(`nothing was suggested for ${what}`);
        }),
      ]),
    );
    try {
      const slices = await interleave(contestants, { rounds: run.plan.rounds, seconds: run.plan.seconds / 4 });
      return Object.keys(typed).map((what): Row => {
        const p50 = median((slices[what] ?? []).map((s) => s.p50));
        const p99 = (slices[what] ?? []).map((s) => s.p99);
        return {
          measure: "M6S",
          what: `suggestions after ${what}, ${size.toLocaleString("en")} cases`,
          ours: `${ms(p50)}, p99 ${ms(median(p99))}`,
          limit: `p99 of ${felt} ms`,
          ratio: ratioOf(p99.map((t) => t / felt)),
          target: { most: 1 },
        };
      });
    } finally {
      await close();
    }
  },
};
