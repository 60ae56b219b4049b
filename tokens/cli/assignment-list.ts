import { type CsvRow, csvRows } from "../seeds/csv.js";
import { FileRefusal } from "../seeds/refusals.js";
import { type TerminalIo, UsageError } from "./io.js";

/** Far above a line for everybody in a large company. */
const MAX_LIST_BYTES = 8 * 1024 * 1024;

/** One line of a list of people: with a serial where the list has them. */
export interface Handout {
  readonly line: number;
  readonly serial: string | null;
  readonly username: string;
}

/**
 * Reads a CSV list of `serial,username` or of user names alone; a header line names the columns in any order.
 * @throws UsageError where the list cannot be read or a line lacks a cell
 */
export async function readHandouts(path: string, io: TerminalIo): Promise<Handout[]> {
  const rows = await readRows(path, io);
  const head = rows[0]?.cells.map((cell) => cell.toLowerCase()) ?? [];
  const hasHead = head.includes("username");
  const width = rows[0]?.cells.length ?? 0;
  const column = hasHead
    ? { serial: head.indexOf("serial"), username: head.indexOf("username") }
    : { serial: width === 1 ? -1 : 0, username: width === 1 ? 0 : 1 };
  return (hasHead ? rows.slice(1) : rows).map(({ line, cells }) => {
    const username = cells[column.username] ?? "";
    const serial = column.serial < 0 ? null : (cells[column.serial] ?? "");
    if (username !== "" && serial !== "") return { line, serial, username };
    throw new UsageError(
      `line ${line} of the list is not complete`,
      "write serial,username or a user name on each line",
    );
  });
}

async function readRows(path: string, io: TerminalIo): Promise<CsvRow[]> {
  try {
    const bytes = await io.readFile(path, MAX_LIST_BYTES);
    if (bytes.length > MAX_LIST_BYTES) throw new FileRefusal("file_rejected");
    const rows: CsvRow[] = [];
    for await (const row of csvRows({ bytes })) rows.push(row);
    return rows;
  } catch (error) {
    const reason = error instanceof FileRefusal ? "is not CSV" : "cannot be read";
    throw new UsageError(`the list ${reason}`, "name a CSV file with the columns serial,username");
  }
}
