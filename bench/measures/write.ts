import { handleOf, memberCount, userOf } from "../data/people.ts";
import { referenceOf } from "../data/rows.ts";
import type { Measure } from "../lib/measure.ts";
import { slashCommand } from "../lib/slack.ts";
import { deskSize, overHttp } from "./over-http.ts";

const upTo = (n: number): number => 1 + Math.floor(Math.random() * n);
const someone = (): number => upTo(memberCount);

const command = (line: () => string) => () => ({ path: "/slack/events", ...slashCommand(userOf(someone()), line()) });

/** What the empty adapter says to everything. */
export const emptyGood = { status: 200, text: "Note added" };
const shared = { empty: "empty adapter", emptyGood, least: 0.5, latency: { p50: 2.5, p99: 4 } } as const;

/** Cases that can be assigned: of ten, the first four are open. */
const openCase = (): number => referenceOf(10 * Math.floor((Math.random() * deskSize) / 10) + upTo(4));

export const write: Measure = {
  name: "M1",
  about: "Writing commands a second, from Slack's signed request to the commit and back",
  async run(run) {
    const note = await overHttp(run, {
      ...shared,
      measure: "M1",
      what: "case note",
      script: "note.sql",
      next: command(() => `case note ${referenceOf(upTo(deskSize))} Vendor phoned, will answer on Monday`),
      good: { status: 200, text: "Note added" },
    });
    const assign = await overHttp(run, {
      ...shared,
      measure: "M1b",
      what: "case assign",
      script: "assign.sql",
      next: command(() => `case assign ${openCase()} ${handleOf(someone())}`),
      good: { status: 200, text: "Clocks running" },
    });
    return [...note, ...assign];
  },
};

export const read: Measure = {
  name: "M2",
  about: "Reading commands a second, over the same way",
  run: (run) =>
    overHttp(run, {
      ...shared,
      measure: "M2",
      what: "case show",
      script: "show.sql",
      next: command(() => `case show ${referenceOf(upTo(deskSize))}`),
      good: { status: 200, text: "Received" },
      least: 0.55,
    }),
};
