import { type CsvRow, csvRows } from "../csv.js";
import { decodeHex } from "../encodings.js";
import { onlyPresent, readAccessCode, readCounter, readPrivateId, readPublicId } from "../fields.js";
import type { SeedReader, TokenTypeOption } from "../reader.js";
import { RowRefusal } from "../refusals.js";
import type { TokenDraft } from "../report-builder.js";

/** Six columns that say something and an empty one, as every row ends in a comma. */
const COLUMNS = 7;

/**
 * The "Yubico format" of the personalization tool and of `ykman otp … -O`: serial, publicId, privateId or moving
 * factor, key, accessCode, time, (empty). A row with a moving factor may be an HOTP or an HMAC slot and does not say
 * its digits: without the option `tokenType` it is refused as `unsupported_type`.
 */
export const yubico = {
  async read(file, { tokenType }, report) {
    for await (const { line, cells } of csvRows(file)) {
      report.row(line, cells[0] ?? "", () => draftOf(cells, tokenType));
    }
    return report.finish();
  },
} satisfies SeedReader;

function draftOf(cells: CsvRow["cells"], tokenType: TokenTypeOption | undefined): TokenDraft {
  const [, publicId = "", third = "", key = "", accessCode = "", , last] = cells;
  if (cells.length < COLUMNS - 1 || cells.length > COLUMNS || (last !== undefined && last !== "")) {
    throw new RowRefusal("column_count");
  }
  // A static password has neither a private id nor a moving factor.
  if (third === "") throw new RowRefusal("unsupported_type");
  if (key === "") throw new RowRefusal("missing_secret");
  const slot = onlyPresent({
    secret: decodeHex(key),
    publicId: readPublicId(publicId) || undefined,
    accessCodeHex: readAccessCode(accessCode),
  });
  // A moving factor has at most 7 digits (2^20 - 16), a private id has 12 and may be all decimal.
  if (third.length > 7) return { ...slot, type: "yubico-otp", privateIdHex: readPrivateId(third) };
  const counter = readCounter(third);
  switch (tokenType) {
    case "hotp-6":
    case "hotp-8":
      return { ...slot, type: "hotp", digits: tokenType === "hotp-8" ? 8 : 6, algorithm: "SHA1", counter };
    case "totp-6":
    case "totp-8":
      return { ...slot, type: "totp", digits: tokenType === "totp-8" ? 8 : 6, algorithm: "SHA1", period: 30 };
    case "hmac":
      return { ...slot, type: "hmac", algorithm: "SHA1" };
    default:
      throw new RowRefusal("unsupported_type");
  }
}
