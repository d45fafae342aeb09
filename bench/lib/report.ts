import type { Ratio } from "./statistics.ts";

export interface Row {
  /** "M1" */
  readonly measure: string;
  readonly what: string;
  /** Ours and what it is held against, with units, as medians. */
  readonly ours: string;
  readonly limit: string;
  readonly ratio?: Ratio | undefined;
  /** The line that the ratio must not cross; absent: a figure for information. */
  readonly target?: { readonly least: number } | { readonly most: number } | undefined;
}

const two = (n: number): string => (n >= 100 ? n.toFixed(0) : n.toFixed(2));

export const perSecond = (n: number): string => `${Math.round(n).toLocaleString("en")}/s`;
export const ms = (n: number): string => `${n >= 100 ? n.toFixed(0) : n.toFixed(n >= 10 ? 1 : 2)} ms`;

const targetText = ({ target }: Row): string => {
  if (target === undefined) return "–";
  return "least" in target ? `≥ ${two(target.least)}` : `≤ ${two(target.most)}`;
};

/** "yes", or by how many per cent of the line it was missed. */
function reached({ ratio, target }: Row): string {
  if (target === undefined || ratio === undefined) return "–";
  const line = "least" in target ? target.least : target.most;
  const over = "least" in target ? line / ratio.median - 1 : ratio.median / line - 1;
  return over <= 0 ? "yes" : `no, by ${Math.ceil(over * 100)} %`;
}

const head = ["", "what", "ours", "limit in the same run", "ratio (95 % interval)", "target", "reached"];

const cells = (row: Row): string[] => [
  row.measure,
  row.what,
  row.ours,
  row.limit,
  row.ratio === undefined ? "–" : `${two(row.ratio.median)} (${two(row.ratio.low)}–${two(row.ratio.high)})`,
  targetText(row),
  reached(row),
];

/** The results as a table for the terminal, or as one of Markdown. */
export function table(rows: readonly Row[], markdown: boolean): string {
  const all = [head, ...rows.map(cells)];
  if (markdown) {
    const line = (c: readonly string[]): string => `| ${c.join(" | ")} |`;
    return [line(head), line(head.map(() => "---")), ...all.slice(1).map(line)].join("\n");
  }
  const widths = head.map((_, i) => Math.max(...all.map((c) => (c[i] ?? "").length)));
  return all
    .map((c) =>
      c
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
