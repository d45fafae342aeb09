import type { Both } from "../../locale.ts";
import { columnNames, columnOf, columns, type ImportRow, type Readers } from "./columns.ts";

/** What is wrong with one cell of a file, and what may stand there. */
export interface ImportFault {
  readonly line: number;
  /** As the file's first line has it. */
  readonly column: string;
  readonly found: string;
  readonly allowed: Both;
}

export interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Lines of vendors in one file. */
const mostRows = 1000;

const all = columnNames.join(" · ");
const allJa = columnNames.map((c) => columns[c].ja).join(" · ");

const headFaults = ({ line, cells }: Line): ImportFault[] => {
  const known = cells.map(columnOf);
  const unknown = cells.filter((_, i) => known[i] === undefined);
  const twice = cells.filter((_, i) => known[i] !== undefined && known.indexOf(known[i]) !== i);
  const fault = (column: string, ja: string, en: string) => ({ line, column, found: column, allowed: { ja, en } });
  return [
    ...unknown.map((c) => fault(c, `列名は ${allJa}（英語名 ${all}）`, `columns are ${all}`)),
    ...twice.map((c) => fault(c, "列は1つずつ", "each column once")),
    ...(known.includes("name") ? [] : [fault("name", "名前の列が必要です", "there must be a column of names")]),
  ];
};

/** What one line says. */
function readLine(head: Line, { line, cells }: Line, readers: Readers): { row: ImportRow; faults: ImportFault[] } {
  const faults: ImportFault[] = [];
  const row: Record<string, unknown> = {};
  cells.forEach((cell, i) => {
    const column = head.cells[i] ?? "";
    const name = columnOf(column);
    if (cell === "") return;
    const value = name === undefined ? undefined : columns[name].read(cell, readers);
    if (name !== undefined && value !== undefined) row[name] = value;
    else
      faults.push({
        line,
        column: column === "" ? String(i + 1) : column,
        found: cell,
        allowed:
          name === undefined
            ? { ja: "列名のない値は入れられません", en: "no cell beyond the last column" }
            : columns[name].allowed,
      });
  });
  const needs = (column: "name" | "contact", ja: string, en: string): void => {
    if (row[column] === undefined && !faults.some((f) => columnOf(f.column) === column))
      faults.push({ line, column, found: "", allowed: { ja, en } });
  };
  needs("name", "名前は必須です", "a name must be given");
  if (row["mail"] !== undefined || row["phone"] !== undefined)
    needs("contact", "メールや電話には担当者の名前が必要です", "a person's name must go with mail or phone");
  // Every column has put its own kind of value in its own place.
  return { row: row as unknown as ImportRow, faults };
}

/** Reads a file's lines, all of them: each fault is told, not only the first. @param fold under which two names are one. */
export function readImport(
  lines: readonly Line[],
  readers: Readers,
  fold: (name: string) => string,
): { readonly rows: readonly (Line & { readonly row: ImportRow })[]; readonly faults: readonly ImportFault[] } {
  const [head, ...rest] = lines;
  if (head === undefined || rest.length === 0) {
    const allowed = { ja: "1行目に列名、2行目から開発者", en: "names of columns, then a vendor on each line" };
    return { rows: [], faults: [{ line: 1, column: "name", found: "", allowed }] };
  }
  const heads = headFaults(head);
  if (heads.length > 0) return { rows: [], faults: heads };
  const first = new Map<string, number>();
  const read = rest.slice(0, mostRows).map((l) => {
    const { row, faults } = readLine(head, l, readers);
    const before = row.name === undefined ? undefined : first.get(fold(row.name));
    if (row.name !== undefined && before === undefined) first.set(fold(row.name), l.line);
    if (before === undefined) return { ...l, row, faults };
    const allowed = {
      ja: `${before}行目と同じ名前です。1社1行`,
      en: `the same as on line ${before}; each vendor once`,
    };
    return { ...l, row, faults: [...faults, { line: l.line, column: "name", found: row.name, allowed }] };
  });
  const over = rest[mostRows];
  const tooMany =
    over === undefined
      ? []
      : [
          {
            line: over.line,
            column: "name",
            found: `${rest.length}`,
            allowed: { ja: `1回に${mostRows}行まで`, en: `at most ${mostRows} lines at once` },
          },
        ];
  return { rows: read, faults: [...read.flatMap((r) => r.faults), ...tooMany] };
}
