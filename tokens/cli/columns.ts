/** Lays lines of cells out in columns of equal width, for the terminal; the first line is the head. */
export function columns(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, index) =>
    lines.reduce((widest, line) => Math.max(widest, (line[index] ?? "").length), 0),
  );
  return lines
    .map(
      (line) =>
        `${line
          .map((cell, index) => cell.padEnd(widths[index] ?? 0))
          .join("  ")
          .trimEnd()}\n`,
    )
    .join("");
}
