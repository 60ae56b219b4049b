import { type CsvRow, csvRows } from "../csv.js";
import { decodeHex, modhexToHex } from "../encodings.js";
import {
  onlyPresent,
  readAccessCode,
  readCounter,
  readDigits,
  readPrivateId,
  readPublicId,
} from "../fields.js";
import type { SeedReader } from "../reader.js";
import { RowRefusal } from "../refusals.js";
import type { TokenDraft } from "../report-builder.js";

/**
 * event, timestamp, slot, publicId, privateId, key, currentAccess, newAccess, modhex1, modhex2, modhexAll, hotpDigits,
 * movingFactor, strongPw1, strongPw2, sendRef, chalBtnTrig, hmacLT64.
 */
const COLUMNS = 18;

/** A timestamp in the user's locale is not quoted and may hold commas: no locale has more than this. */
const MAX_COMMAS_IN_TIMESTAMP = 3;

/**
 * The "traditional" log of Yubico's personalization tool. It has no device serial, so a token's serial is the id that
 * it types: the public id of a Yubico OTP slot, the token id of an HOTP slot. Slots without an id have no serial and
 * are refused, as are static passwords and changes that are no new secret.
 */
export const yubicoTraditional = {
  async read(file, _options, report) {
    for await (const { line, cells: written } of csvRows(file, ",")) {
      if (written[0]?.toUpperCase() === "LOGGING START") continue;
      const cells = withWholeTimestamp(written);
      if (cells === undefined) {
        report.refuseRow(line, "", "column_count");
        continue;
      }
      // An unreadable id is refused by the draft, with its own code, and not as a serial.
      let serial = "unread";
      try {
        serial = typedId(cells);
      } catch (error) {
        if (!(error instanceof RowRefusal)) throw error;
        report.refuseRow(line, "", error.code);
        continue;
      }
      if (kindOf(cells) === undefined) report.refuseRow(line, serial, "unsupported_type");
      else report.row(line, serial, () => draftOf(cells));
    }
    return report.finish();
  },
} satisfies SeedReader;

/** The 18 cells, with a timestamp that its commas had torn apart put together; undefined at another number of cells. */
function withWholeTimestamp(cells: CsvRow["cells"]): CsvRow["cells"] | undefined {
  const surplus = cells.length - COLUMNS;
  if (surplus < 0 || surplus > MAX_COMMAS_IN_TIMESTAMP) return undefined;
  return [cells[0] ?? "", cells.slice(1, 2 + surplus).join(", "), ...cells.slice(2 + surplus)];
}

function kindOf(cells: CsvRow["cells"]): "yubico-otp" | "hotp" | "hmac" | undefined {
  switch (cells[0]?.toLowerCase()) {
    case "yubico otp":
      return "yubico-otp";
    case "oath-hotp":
      return "hotp";
    case "challenge-response: hmac-sha1":
      return "hmac";
    default:
      return undefined;
  }
}

/**
 * What the key types before a code. The log has the id in modhex; an HOTP slot types its first byte (modhex1), its
 * first two (modhex2) or all of it so, and the rest as hex digits: `ubheccgcjedh` is typed `ubhe00508326`.
 */
function typedId(cells: CsvRow["cells"]): string {
  if (kindOf(cells) === undefined) return "";
  const publicId = readPublicId(cells[3] ?? "");
  if (kindOf(cells) !== "hotp") return publicId;
  const [one, two, all] = cells.slice(8, 11).map((flag) => flag === "1");
  const letters = all ? publicId.length : two ? 4 : one ? 2 : 0;
  return publicId.slice(0, letters) + modhexToHex(publicId.slice(letters));
}

function draftOf(cells: CsvRow["cells"]): TokenDraft {
  const [, , slotNumber, publicId = "", privateId = "", key = "", , newAccessCode = ""] = cells;
  if (key === "") throw new RowRefusal("missing_secret");
  if (slotNumber !== "1" && slotNumber !== "2") throw new RowRefusal("bad_payload");
  const slot = onlyPresent({
    secret: decodeHex(key),
    slot: slotNumber === "1" ? (1 as const) : (2 as const),
    publicId: readPublicId(publicId) || undefined,
    accessCodeHex: readAccessCode(newAccessCode),
  });
  switch (kindOf(cells)) {
    case "yubico-otp":
      return { ...slot, type: "yubico-otp", privateIdHex: readPrivateId(privateId) };
    case "hotp":
      return {
        ...slot,
        type: "hotp",
        digits: readDigits(cells[11] ?? ""),
        algorithm: "SHA1",
        counter: readCounter(cells[12] || "0"),
        tokenId: typedId(cells),
      };
    default:
      return { ...slot, type: "hmac", algorithm: "SHA1" };
  }
}
