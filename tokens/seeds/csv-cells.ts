/**
 * Writes one cell of a CSV export. A cell that a spreadsheet would take for a formula (it starts with `=`, `+`, `-`,
 * `@`, tab or CR) gets an apostrophe in front, which the spreadsheet shows as text; it and every cell with a
 * separator, quote or line break is put into quotes (RFC 4180 section 2).
 */
export function csvCell(value: string | number | bigint | boolean | null | undefined): string {
  const text = value === null || value === undefined ? "" : String(value);
  // Real numbers are safe and have to stay numbers; the same characters in a string may come from a user.
  const formula = typeof value === "string" && /^[=+\-@\t\r]/.test(text);
  const safe = formula ? `'${text}` : text;
  return formula || /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Writes one line of a CSV export, ended by CRLF (RFC 4180 section 2). */
export function csvLine(values: readonly Parameters<typeof csvCell>[0][]): string {
  return `${values.map(csvCell).join(",")}\r\n`;
}
