import type { Assignment } from "../../api-token-types.js";
import { csvRows } from "../../ui/csv.js";

/** ReadList is a list as it was understood: its rows, and how many lines had no serial number or no user name. */
export interface ReadList {
  readonly assignments: readonly Assignment[];
  readonly unreadable: number;
}

const serialNames = /^(serial|serial ?(number|no)\.?|seriennummer|token)$/i;

/** readList takes `serial, username` a line as pasted or dropped. A heading line, in either order, is left out. */
export function readList(text: string): ReadList {
  const rows = csvRows(text);
  const [head = []] = rows;
  const named = head.findIndex((cell) => serialNames.test(cell));
  const [serialAt, userAt] = named === 1 ? [1, 0] : [0, 1];
  const assignments = (named < 0 ? rows : rows.slice(1)).map((row) => ({
    serial: row[serialAt] ?? "",
    username: row[userAt] ?? "",
  }));
  const readable = assignments.filter(({ serial, username }) => serial !== "" && username !== "");
  return { assignments: readable, unreadable: assignments.length - readable.length };
}

/** sameSerials gives the serial numbers, in lower case, that a list names more than once. */
export function sameSerials(assignments: readonly Assignment[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { serial } of assignments) {
    const known = serial.toLowerCase();
    if (seen.has(known)) twice.add(known);
    seen.add(known);
  }
  return twice;
}
