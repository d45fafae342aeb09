/** One record of a CSV text, with the line on which it begins. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A text whose quotes do not match, and the line on which that was noticed. */
export interface CsvFault {
  readonly broken: number;
}

/** Records of a CSV text (RFC 4180), empty lines left out. Every cell is text: nothing is ever computed from one. */
export async function readCsv(text: string): Promise<readonly CsvRecord[] | CsvFault> {
  const { CsvError, parse } = await import("csv-parse/sync");
  try {
    const options = {
      bom: true,
      info: true,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    };
    // The library's types leave out what `info` adds.
    const records = parse(text, options) as unknown as { record: string[]; info: { lines: number } }[];
    // The line that the library tells is that of the record's end: breaks inside its cells lie before it.
    return records.map(({ record, info }) => ({
      line: info.lines - record.join("").split("\n").length + 1,
      cells: record,
    }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { broken: typeof error["lines"] === "number" ? error["lines"] : 1 };
  }
}
