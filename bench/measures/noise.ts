import path from "node:path";
import { interleave } from "../lib/interleave.ts";
import type { Measure } from "../lib/measure.ts";
import { perSecond } from "../lib/report.ts";
import { slashCommand } from "../lib/slack.ts";
import { median, ratioOf } from "../lib/statistics.ts";
import { startSubject } from "../lib/subject.ts";
import { httpLoad } from "../load/http.ts";
import { emptyGood } from "./write.ts";

/** How far two equal things may seem to differ before nothing can be measured here and now. */
export const tolerable = 0.1;

/** The empty adapter against itself: what the machine alone makes of a ratio that should be 1. */
export const noise: Measure = {
  name: "A/A",
  about: "The machine's own noise",
  async run({ stand, plan }) {
    const options = { databaseUrl: "", key: "", slackApi: stand.slackApi, spool: path.join(stand.folder, "spool-aa") };
    const subject = await startSubject("empty adapter", options);
    try {
      const next = () => ({ path: "/slack/events", ...slashCommand("U1", "help") });
      const a = httpLoad(subject.port, next, emptyGood);
      const s = await interleave({ one: a, other: a }, plan);
      return [
        {
          measure: "A/A",
          what: "the empty adapter twice",
          ours: perSecond(median(s.one.map((x) => x.rate))),
          limit: perSecond(median(s.other.map((x) => x.rate))),
          ratio: ratioOf(s.one.map((x, i) => x.rate / (s.other[i]?.rate ?? Number.NaN))),
        },
      ];
    } finally {
      await subject.stop();
    }
  },
};
