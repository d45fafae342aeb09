import type { Plan } from "./interleave.ts";
import type { Row } from "./report.ts";
import type { Stand } from "./stand.ts";

/** What a measure is given. */
export interface Run {
  readonly stand: Stand;
  readonly plan: Plan;
  /** Short slices, and no more than 100,000 cases. */
  readonly quick: boolean;
  /** Use our driver for the raw SQL even where pgbench is found. */
  readonly driver: boolean;
  /** A line for whoever waits. */
  say(line: string): void;
  /** The owner's address of a desk of so many cases, loaded on first use. */
  filled(cases: number): Promise<string>;
}

export interface Measure {
  readonly name: string;
  readonly about: string;
  run(run: Run): Promise<readonly Row[]>;
}
