import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { MAX_CSV_COLUMNS, MAX_TEXT_LENGTH } from "./limits.js";
import { FileRefusal } from "./refusals.js";
import { decodeHead, type SeedFile, textChunks } from "./text.js";

/** One record of a CSV file, its cells trimmed. */
export interface CsvRow {
  /** The physical line on which the record starts, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** What separates the cells of the file: the comma, unless its first line that is no comment has more of another. */
export function detectDelimiter(bytes: Uint8Array): "," | ";" | "\t" {
  const first = decodeHead(bytes)
    .split(/\r\n|\n|\r/)
    .find((line) => line.trim() !== "" && !line.trimStart().startsWith("#"));
  const outsideQuotes = (first ?? "").replace(/"[^"]*"/g, "");
  const count = (delimiter: string): number => outsideQuotes.split(delimiter).length;
  const best = count(";") > count(",") ? ";" : ",";
  return count("\t") > count(best) ? "\t" : best;
}

/**
 * Yields the records of a CSV file (RFC 4180) that say something: no empty lines, no lines that begin with `#`.
 * A quote that is misplaced or never closed makes every cell after it doubtful, so it refuses the whole file:
 * FileRefusal `csv_syntax`, also for a record above 64 KiB or 128 columns.
 */
export async function* csvRows(
  file: SeedFile,
  delimiter: string = detectDelimiter(file.bytes),
): AsyncGenerator<CsvRow> {
  const parser = parse({
    delimiter,
    info: true,
    trim: true,
    comment: "#",
    comment_no_infix: true,
    relax_column_count: true,
    skip_empty_lines: true,
    record_delimiter: ["\r\n", "\n", "\r"],
    max_record_size: MAX_TEXT_LENGTH,
  });
  const source = Readable.from(boundedLines(file, delimiter));
  source.on("error", (error) => parser.destroy(error));
  try {
    for await (const { record, info } of source.pipe(parser) as AsyncIterable<ParsedRecord>) {
      if (record.every((cell) => cell === "") || record[0]?.startsWith("#")) continue;
      const breaksInside = record.join("").match(/\r\n|\n|\r/g)?.length ?? 0;
      yield { line: info.lines - breaksInside, cells: record };
    }
  } catch (error) {
    throw error instanceof CsvError ? new FileRefusal("csv_syntax") : error;
  } finally {
    source.destroy();
  }
}

/**
 * Passes the text on while its lines are of a size that a record can have: empty cells do not count for csv-parse's
 * own limit, so that without this a line of commas would become as many cells.
 */
async function* boundedLines(file: SeedFile, delimiter: string): AsyncGenerator<string> {
  const separator = delimiter.charCodeAt(0);
  let length = 0;
  let separators = 0;
  for await (const chunk of textChunks(file)) {
    for (let index = 0; index < chunk.length; index += 1) {
      const code = chunk.charCodeAt(index);
      if (code === 0x0a || code === 0x0d) {
        length = 0;
        separators = 0;
      } else {
        length += 1;
        if (code === separator) separators += 1;
        if (length > MAX_TEXT_LENGTH || separators >= MAX_CSV_COLUMNS) throw new FileRefusal("csv_syntax");
      }
    }
    yield chunk;
  }
}

/** What csv-parse gives with `info: true`. */
interface ParsedRecord {
  readonly record: string[];
  readonly info: { readonly lines: number };
}
