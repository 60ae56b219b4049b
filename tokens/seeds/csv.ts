import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { MAX_TEXT_LENGTH } from "./limits.js";
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
 * FileRefusal `csv_syntax`, also for a record above 64 KiB.
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
  const source = Readable.from(textChunks(file));
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

/** What csv-parse gives with `info: true`. */
interface ParsedRecord {
  readonly record: string[];
  readonly info: { readonly lines: number };
}
