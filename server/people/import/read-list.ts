import { isUtf8 } from "node:buffer";
import { setImmediate as nextTurn } from "node:timers/promises";
import { csvRows } from "../../../tokens/seeds/csv.js";
import { FileRefusal } from "../../../tokens/seeds/refusals.js";
import { encodingByMark } from "../../../tokens/seeds/text.js";
import { canonicalName } from "../../names.js";
import { displayName, email, groups, username } from "../shapes.js";
import type { PersonRow } from "../upsert.js";
import { type Columns, columnsOf } from "./columns.js";

/** The largest list that is looked at, in bytes: 100,000 people in UTF-16 have about 20 MB. */
export const MAX_LIST_BYTES = 32 * 1024 * 1024;
const MAX_LIST_ROWS = 100_000;

/** Rows between two turns of the event loop. */
const ROWS_A_TURN = 500;

export const FILE_REFUSALS = {
  empty_file: "The file holds no row below its heading line.",
  csv_syntax: "The file is no CSV: a quotation mark is misplaced or never closed, or a line is far too long.",
  no_username_column: "No column holds user names: call one of them “username” in the first line.",
  column_twice: "Two columns mean the same: leave one of them out.",
  too_many_rows: `The file has more than ${MAX_LIST_ROWS} rows: split it.`,
} as const;

export type FileRefusalCode = keyof typeof FILE_REFUSALS;

export const ROW_REFUSALS = {
  bad_username: "The user name is missing, longer than 256 characters, or has control characters.",
  bad_display_name: "The display name is longer than 256 characters, or has control characters.",
  bad_email: "The e-mail address is none.",
  bad_groups: "At most 200 groups, each of at most 128 characters and none of them a control character.",
  too_many_cells:
    "The row has more cells than the heading line: put a cell that holds the separator into quotation marks.",
  twice: "An earlier row names the same user.",
} as const;

/** A row that was understood, or why it was not. */
export type ListRow = { line: number; username: string } & (
  | { person: PersonRow }
  | { refused: keyof typeof ROW_REFUSALS }
);

/** A list as it was read. */
export interface PeopleList {
  fileError: FileRefusalCode | null;
  /** How its bytes were taken. */
  encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
  columns: Pick<Columns, "recognised" | "ignored">;
  rows: ListRow[];
}

/**
 * Reads a whole list of people: CSV by comma, semicolon or tab, in UTF-8 or, with a byte order mark, UTF-16. What is
 * no UTF-8 is taken for Windows-1252, as spreadsheets in Western Europe save CSV. An empty cell says nothing.
 * @throws the signal's reason once it is aborted
 */
export async function readPeopleList(file: Uint8Array, signal: AbortSignal): Promise<PeopleList> {
  const encoding = encodingOf(file);
  const bytes = encoding === "windows-1252" ? toUtf8(file, encoding) : file;
  const list: PeopleList = { fileError: null, encoding, columns: { recognised: {}, ignored: [] }, rows: [] };
  try {
    let columns: Columns | null = null;
    const seen = new Set<string>();
    for await (const { line, cells } of csvRows({ bytes, signal })) {
      if (columns === null) {
        columns = columnsOf(cells);
        list.columns = { recognised: columns.recognised, ignored: columns.ignored };
        if (!columns.at.has("username")) return { ...list, fileError: "no_username_column" };
        if (columns.repeated.length > 0) return { ...list, fileError: "column_twice" };
        continue;
      }
      if (list.rows.length === MAX_LIST_ROWS) return { ...list, rows: [], fileError: "too_many_rows" };
      list.rows.push(notTwice(rowOf(line, cells, columns), seen));
      if (list.rows.length % ROWS_A_TURN === 0) await nextTurn();
    }
  } catch (error) {
    if (!(error instanceof FileRefusal)) throw error;
    return { ...list, rows: [], fileError: "csv_syntax" };
  }
  return list.rows.length === 0 ? { ...list, fileError: "empty_file" } : list;
}

function encodingOf(file: Uint8Array): PeopleList["encoding"] {
  const marked = encodingByMark(file);
  return marked === "utf-8" && !isUtf8(file) ? "windows-1252" : marked;
}

function toUtf8(file: Uint8Array, encoding: string): Uint8Array {
  return new TextEncoder().encode(new TextDecoder(encoding).decode(file));
}

function rowOf(line: number, cells: readonly string[], { at, width }: Columns): ListRow {
  const cell = (column: Parameters<Columns["at"]["get"]>[0]) => unquoted(cells[at.get(column) ?? -1] ?? "");
  const row = {
    line,
    username: cell("username")
      .replace(/\p{Cc}/gu, "\ufffd")
      .slice(0, 256),
  };
  if (cells.slice(width).some((surplus) => surplus !== "")) return { ...row, refused: "too_many_cells" };
  const name = username.safeParse(cell("username"));
  if (!name.success) return { ...row, refused: "bad_username" };
  const person: PersonRow = { username: name.data };
  const shown = cell("displayName") || [cell("firstName"), cell("lastName")].filter(Boolean).join(" ");
  if (shown !== "") {
    if (!displayName.safeParse(shown).success) return { ...row, refused: "bad_display_name" };
    person.displayName = shown;
  }
  if (cell("email") !== "") {
    if (!email.safeParse(cell("email")).success) return { ...row, refused: "bad_email" };
    person.email = cell("email");
  }
  const names = cell("groups")
    .split(/[;|\n]/)
    .map((group) => group.trim())
    .filter((group) => group !== "");
  if (names.length > 0) {
    if (!groups.safeParse(names).success) return { ...row, refused: "bad_groups" };
    person.groups = [...new Set(names)];
  }
  return { ...row, person };
}

/** The apostrophe with which exports keep a spreadsheet from taking a cell for a formula belongs to no name. */
function unquoted(cell: string): string {
  return /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}

function notTwice(row: ListRow, seen: Set<string>): ListRow {
  if ("refused" in row) return row;
  const name = canonicalName(row.person.username);
  if (seen.has(name)) return { line: row.line, username: row.username, refused: "twice" };
  seen.add(name);
  return row;
}
