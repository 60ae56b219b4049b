import { type CsvRow, csvRows } from "../csv.js";
import { decodeHex } from "../encodings.js";
import { readCounter, readPeriod, readPrivateId } from "../fields.js";
import type { SeedReader, TokenTypeOption } from "../reader.js";
import { FileRefusal, RowRefusal } from "../refusals.js";
import type { TokenDraft } from "../report-builder.js";

/**
 * Duo's CSV: no header, and the type is chosen apart (`tokenType`): `serial,hexsecret[,counter]` for HOTP,
 * `serial,hexsecret[,period]` for TOTP, `serial,privateId,aesKey` for YubiKeys. Without a `tokenType` nothing says
 * what the rows are: the file is refused as `unsupported_type`.
 */
export const duoCsv = {
  async read(file, { tokenType }, report) {
    if (tokenType === undefined || tokenType === "hmac") throw new FileRefusal("unsupported_type");
    for await (const { line, cells } of csvRows(file)) {
      report.row(line, cells[0] ?? "", () => draftOf(cells, tokenType));
    }
    return report.finish();
  },
} satisfies SeedReader;

function draftOf(cells: CsvRow["cells"], tokenType: Exclude<TokenTypeOption, "hmac">): TokenDraft {
  const [, second, third, ...surplus] = cells;
  if (surplus.some((cell) => cell !== "")) throw new RowRefusal("column_count");
  if (tokenType === "yubikey-aes") {
    if (second === undefined || third === undefined) throw new RowRefusal("column_count");
    return { type: "yubico-otp", privateIdHex: readPrivateId(second), secret: decodeHex(third) };
  }
  if (second === undefined || second === "") throw new RowRefusal("missing_secret");
  const digits = tokenType.endsWith("8") ? 8 : 6;
  const secret = decodeHex(second);
  return tokenType.startsWith("hotp")
    ? { type: "hotp", digits, algorithm: "SHA1", counter: readCounter(third || "0"), secret }
    : { type: "totp", digits, algorithm: "SHA1", period: readPeriod(third || "30"), secret };
}
