import { type CsvRow, csvRows } from "../csv.js";
import { decodeHex } from "../encodings.js";
import { onlyPresent, readCounter, readDetail, readDigits, readPeriod } from "../fields.js";
import type { SeedReader } from "../reader.js";
import { FileRefusal, RowRefusal } from "../refusals.js";
import type { TokenDraft } from "../report-builder.js";
import { decodeHead } from "../text.js";

/** The mark in the first line that privacyIDEA writes, and its number. */
export const OATH_CSV_VERSION = /^#\s*version:\s*(\d+)/i;

/**
 * OATH CSV as privacyIDEA and NetIQ write it: no header, `serial, hexsecret[, hotp|totp[, digits[, counter|period]]]`.
 * After `# version: 2` in the first line three columns stand in front: user, resolver, realm.
 */
export const oathCsv = {
  async read(file, _options, report) {
    const firstCells = userColumns(decodeHead(file.bytes));
    for await (const { line, cells } of csvRows(file)) {
      report.row(line, cells[firstCells] ?? "", () => draftOf(cells, firstCells));
    }
    return report.finish();
  },
} satisfies SeedReader;

/**
 * How many columns about the user stand before the serial, by the version in the file's first line: 3 or 0.
 * Throws a FileRefusal `unsupported_version` at a version above 2.
 */
function userColumns(head: string): 0 | 3 {
  const version = OATH_CSV_VERSION.exec(head)?.[1];
  if (version === undefined || Number(version) < 2) return 0;
  if (Number(version) > 2) throw new FileRefusal("unsupported_version");
  return 3;
}

function draftOf(cells: CsvRow["cells"], firstCells: number): TokenDraft {
  const [, secretHex, type, digits, moving, ...surplus] = cells.slice(firstCells);
  if (surplus.some((cell) => cell !== "")) throw new RowRefusal("column_count");
  if (secretHex === undefined || secretHex === "") throw new RowRefusal("missing_secret");
  const common = onlyPresent({
    secret: decodeHex(secretHex),
    algorithm: "SHA1" as const,
    user: firstCells > 0 ? readDetail(cells[0] ?? "", "bad_user") : undefined,
  });
  switch ((type || "hotp").toLowerCase()) {
    case "hotp":
      return {
        ...common,
        type: "hotp",
        digits: readDigits(digits || "6"),
        counter: readCounter(moving || "0"),
      };
    case "totp":
      return {
        ...common,
        type: "totp",
        digits: readDigits(digits || "6"),
        period: readPeriod(moving || "30"),
      };
    default:
      throw new RowRefusal("unsupported_type");
  }
}
