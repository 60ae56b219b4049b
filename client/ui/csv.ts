/** Tables as spreadsheets read and write them (RFC 4180), for files that a person opens or pastes here. */

/**
 * csvText writes rows as CSV. A cell that a spreadsheet would take for a formula (it starts with `=`, `+`, `-`, `@`,
 * tab or CR) gets an apostrophe in front, which makes it text there.
 */
export function csvText(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

function cell(value: string | number): string {
  const text = String(value);
  const formula = typeof value === "string" && /^[=+\-@\t\r]/.test(text);
  const safe = formula ? `'${text}` : text;
  return formula || /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** csvRows reads what was pasted or dropped: quoted cells, and whichever of comma, semicolon and tab the first line has. */
export function csvRows(text: string): string[][] {
  const delimiter = ["\t", ";", ","].find((mark) => (text.split(/\r|\n/, 1)[0] ?? "").includes(mark)) ?? ",";
  const rows: string[][] = [];
  let row: string[] = [];
  let at = text.startsWith("\ufeff") ? 1 : 0;
  while (at < text.length) {
    const quoted = /^[ ]*"((?:[^"]|"")*)"[ ]*/.exec(text.slice(at, at + 4096));
    const end = quoted ? at + quoted[0].length : endOfCell(text, at, delimiter);
    row.push(quoted ? (quoted[1] ?? "").replaceAll('""', '"') : text.slice(at, end).trim());
    at = end + 1;
    if (text[end] === delimiter) continue;
    if (text[end] === "\r" && text[at] === "\n") at += 1;
    rows.push(row);
    row = [];
  }
  if (row.length > 0) rows.push(row);
  return rows.filter((cells) => cells.some((one) => one !== ""));
}

function endOfCell(text: string, from: number, delimiter: string): number {
  let at = from;
  while (at < text.length && text[at] !== delimiter && text[at] !== "\n" && text[at] !== "\r") at += 1;
  return at;
}
