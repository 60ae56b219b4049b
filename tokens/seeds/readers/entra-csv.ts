import { type CsvRow, csvRows } from "../csv.js";
import { decodeBase32 } from "../encodings.js";
import { onlyPresent, readDetail, readPeriod } from "../fields.js";
import type { SeedReader } from "../reader.js";
import { FileRefusal, RowRefusal } from "../refusals.js";
import type { TokenDraft } from "../report-builder.js";

/** Microsoft Entra ID, "OATH tokens": "secret keys are limited to 128 characters". */
const MAX_SECRET_CHARACTERS = 128;

const COLUMNS = ["upn", "serialnumber", "secretkey", "timeinterval", "manufacturer", "model"] as const;
type Column = (typeof COLUMNS)[number];

/** Where each column stands in this file. */
type Header = ReadonlyMap<Column, number>;

/**
 * The CSV file of Microsoft Entra ID, which Token2, Deepnet and others deliver: a header (`upn`, `manufacturer` and
 * `model` may be absent, the order is free), base32 secrets, TOTP with SHA-1, 6 digits and 30 or 60 seconds.
 */
export const entraCsv = {
  async read(file, _options, report) {
    let header: Header | undefined;
    let width = 0;
    for await (const { line, cells } of csvRows(file)) {
      if (header === undefined) {
        header = entraHeader(cells);
        if (header === undefined) throw new FileRefusal("missing_header");
        width = cells.length;
        continue;
      }
      const columns = header;
      const serial = cells[columns.get("serialnumber") ?? -1] ?? "";
      report.row(line, serial, () => {
        if (cells.length < width || cells.slice(width).some((cell) => cell !== "")) {
          throw new RowRefusal("column_count");
        }
        return draftOf(cells, columns);
      });
    }
    return report.finish();
  },
} satisfies SeedReader;

/** Reads a header line; undefined where a column that a token cannot do without is missing, or one is there twice. */
export function entraHeader(cells: CsvRow["cells"]): Header | undefined {
  const header = new Map<Column, number>();
  for (const [index, cell] of cells.entries()) {
    const name = cell.toLowerCase().replace(/[\s_-]+/g, "");
    const column = COLUMNS.find((known) => known === name);
    if (column === undefined) continue;
    if (header.has(column)) return undefined;
    header.set(column, index);
  }
  const complete = header.has("serialnumber") && header.has("secretkey") && header.has("timeinterval");
  return complete ? header : undefined;
}

function draftOf(cells: CsvRow["cells"], header: Header): TokenDraft {
  const cell = (column: Column): string => cells[header.get(column) ?? -1] ?? "";
  const secret = cell("secretkey");
  if (secret === "") throw new RowRefusal("missing_secret");
  if (secret.length > MAX_SECRET_CHARACTERS) throw new RowRefusal("secret_too_long");
  const period = readPeriod(cell("timeinterval"));
  if (period !== 30 && period !== 60) throw new RowRefusal("bad_period");
  return onlyPresent({
    type: "totp" as const,
    digits: 6,
    algorithm: "SHA1" as const,
    period,
    secret: decodeBase32(secret),
    user: readDetail(cell("upn"), "bad_user"),
    manufacturer: readDetail(cell("manufacturer")),
    model: readDetail(cell("model")),
  });
}
