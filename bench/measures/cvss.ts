import calculator from "ae-cvss-calculator";
import { scoreVector } from "../../src/score/cvss.ts";
import type { CvssVersion } from "../../src/score/metrics.ts";
import { alone, type Contestant, interleave } from "../lib/interleave.ts";
import type { Measure } from "../lib/measure.ts";
import { perSecond, type Row } from "../lib/report.ts";
import { median, ratioOf } from "../lib/statistics.ts";

const { Cvss2, Cvss3P0, Cvss3P1, Cvss4P0 } = calculator;

interface Subject {
  readonly version: CvssVersion;
  /** A vector for each number, so that nothing is scored twice in a row. */
  readonly vector: (n: number) => string;
  readonly library: (vector: string) => unknown;
}

const pick = (values: string, n: number): string => values[n % values.length] ?? "N";

const subjects: readonly Subject[] = [
  {
    version: "2.0",
    vector: (n) => `AV:${pick("LAN", n)}/AC:${pick("HML", n >> 1)}/Au:N/C:${pick("NPC", n >> 2)}/I:P/A:P`,
    library: (vector) => new Cvss2(vector).calculateScores().base,
  },
  {
    // With all groups: the part of it that is not the library's (src/score/v3.ts).
    version: "3.0",
    vector: (n) =>
      `CVSS:3.0/AV:${pick("NALP", n)}/AC:L/PR:${pick("NLH", n >> 1)}/UI:N/S:${pick("UC", n >> 2)}/C:H/I:${pick("HLN", n >> 3)}/A:L/E:P/RL:O/CR:H`,
    library: (vector) => new Cvss3P0(vector).calculateScores().environmental,
  },
  {
    version: "3.1",
    vector: (n) =>
      `CVSS:3.1/AV:${pick("NALP", n)}/AC:L/PR:${pick("NLH", n >> 1)}/UI:N/S:${pick("UC", n >> 2)}/C:H/I:${pick("HLN", n >> 3)}/A:L`,
    library: (vector) => new Cvss3P1(vector).calculateScores().base,
  },
  {
    version: "4.0",
    vector: (n) =>
      `CVSS:4.0/AV:${pick("NALP", n)}/AC:L/AT:N/PR:${pick("NLH", n >> 1)}/UI:${pick("NPA", n >> 2)}/VC:H/VI:${pick("HLN", n >> 3)}/VA:L/SC:N/SI:L/SA:N`,
    library: (vector) => new Cvss4P0(vector).calculateScores().overall,
  },
];

/** Vectors of one act: a single one is too short for the clock. */
const batch = 50;

const repeat = (vector: Subject["vector"], act: (vector: string) => unknown): Contestant =>
  alone(async (n) => {
    for (let i = 0; i < batch; i++) act(vector(n * batch + i));
  });

/** Reading a vector, judging it metric by metric and scoring it must cost little beside the score itself. */
export const cvss: Measure = {
  name: "M10",
  about: "CVSS vectors parsed, checked and scored a second, against the library alone",
  async run({ plan }) {
    const rows: Row[] = [];
    for (const { version, vector, library } of subjects) {
      const slices = await interleave(
        { ours: repeat(vector, scoreVector), library: repeat(vector, library) },
        { rounds: plan.rounds, seconds: plan.seconds / 3 },
      );
      const rate = (who: keyof typeof slices): number[] => slices[who].map((s) => s.rate * batch);
      const [ours, theirs] = [rate("ours"), rate("library")];
      rows.push({
        measure: "M10",
        what: `CVSS ${version}, parse and score`,
        ours: perSecond(median(ours)),
        limit: `${perSecond(median(theirs))} library alone`,
        ratio: ratioOf(ours.map((o, i) => o / (theirs[i] ?? Number.NaN))),
        target: { least: 0.5 },
      });
    }
    return rows;
  },
};
