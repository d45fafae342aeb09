import { readFileSync } from "node:fs";
import postgres from "postgres";
import { type Contestant, sliceOf } from "../lib/interleave.ts";
import { concurrency } from "./http.ts";
import type { Variables } from "./pgbench.ts";

interface Statement {
  /** With $1, $2, … in place of the variables. */
  readonly text: string;
  readonly variables: readonly string[];
  /** What `\gset` puts before the columns' names; absent when the result is not kept. */
  readonly keep: string | undefined;
}

interface Script {
  readonly draws: readonly { readonly name: string; draw(known: Variables): number }[];
  readonly statements: readonly Statement[];
}

const random = (from: number, to: number): number => from + Math.floor(Math.random() * (to - from + 1));

/** The arithmetic that our scripts use: sums and products of numbers, variables and random(a, b). */
function evaluate(expression: string, known: Variables): number {
  const filled = expression.replace(/:(\w+)/g, (_, name: string) => String(known[name]));
  const drawn = filled.replace(/random\(([^,()]+),([^,()]+)\)/g, (_, a: string, b: string) =>
    String(random(evaluate(a, known), evaluate(b, known))),
  );
  return drawn
    .split("+")
    .map((sum) =>
      sum
        .split("*")
        .map(difference)
        .reduce((a, b) => a * b),
    )
    .reduce((a, b) => a + b);
}

/** "a / b - c" */
function difference(text: string): number {
  const [first = "", ...less] = text.split("-");
  const [top = 0, ...by] = first.split("/").map(Number);
  return less.map(Number).reduce(
    (a, b) => a - b,
    by.reduce((a, b) => Math.floor(a / b), top),
  );
}

/** Reads a script of pgbench's: `\set`, statements of one line, `\gset`. */
function parse(file: string): Script {
  const lines = readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("--"));
  const draws = lines.flatMap((line) => {
    const [, name, expression] = /^\\set (\w+) (.+)$/.exec(line) ?? [];
    if (name === undefined || expression === undefined) return [];
    return [{ name, draw: (known: Variables) => evaluate(expression, known) }];
  });
  const statements = lines
    .filter((line) => !line.startsWith("\\"))
    .map((line) => {
      const [, sql = "", keep] = /^(.*?)\s*(?:;|\\gset (\w+))$/.exec(line) ?? [];
      const variables: string[] = [];
      const text = sql.replace(/(?<!:):([a-z]\w*)/g, (_, name: string) => {
        if (!variables.includes(name)) variables.push(name);
        return `$${variables.indexOf(name) + 1}`;
      });
      return { text, variables, keep };
    });
  return { draws, statements };
}

/** The same scripts as pgbench runs, through our own driver: prepared statements, one after the other. */
export function driver(databaseUrl: string, file: string, given: Variables): Contestant & { close(): Promise<void> } {
  const sql = postgres(databaseUrl, { max: concurrency, onnotice: () => {} });
  const script = parse(file);

  async function act(tx: postgres.ReservedSql): Promise<void> {
    const known: Record<string, unknown> = { ...given };
    for (const { name, draw } of script.draws) known[name] = draw(known as Variables); // so far all are numbers
    for (const { text, variables, keep } of script.statements) {
      const values = variables.map((name) => String(known[name]));
      const [row] = await tx.unsafe(text, values, { prepare: true });
      if (keep === undefined) continue;
      for (const [column, value] of Object.entries(row ?? {})) known[`${keep}${column}`] = value;
    }
  }

  const contestant: Contestant = async (seconds) => {
    const times: number[] = [];
    const start = performance.now();
    const end = start + seconds * 1000;
    await Promise.all(
      Array.from({ length: concurrency }, async () => {
        const connection = await sql.reserve();
        for (let now = performance.now(); now < end; ) {
          await act(connection);
          const after = performance.now();
          times.push(after - now);
          now = after;
        }
        connection.release();
      }),
    );
    return sliceOf(times, (performance.now() - start) / 1000);
  };
  return Object.assign(contestant, { close: () => sql.end({ timeout: 5 }) });
}
