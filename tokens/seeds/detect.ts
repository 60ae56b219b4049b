import { detectDelimiter } from "./csv.js";
import { isPicture } from "./otpauth/qr-picture.js";
import type { ReadOptions } from "./reader.js";
import { entraHeader } from "./readers/entra-csv.js";
import { OATH_CSV_VERSION } from "./readers/oath-csv.js";
import type { SeedFormat } from "./report.js";
import { decodeHead } from "./text.js";

/** How many lines are looked at: the first ones may be damaged. */
const LINES = 20;

const SECRET_HEX = /^(?:[0-9a-f]{2}){8,}$/i;
const NUMBER = /^\d{1,19}$/;

/**
 * Tells the format of a file by its first 64 KiB; null where it is none that Latchkey reads. Rows of serial and secret
 * alone may be `oath-csv` (which means HOTP with 6 digits) or `duo-csv`: they are Duo's where a `tokenType` is given.
 */
export function detectFormat(
  bytes: Uint8Array,
  { tokenType }: Pick<ReadOptions, "tokenType"> = {},
): SeedFormat | null {
  if (isPicture(bytes)) return "otpauth-migration";
  const head = decodeHead(bytes);
  if (/^\s*</.test(head)) return xmlFormat(head);
  // privacyIDEA's mark, which no other format has.
  if (OATH_CSV_VERSION.test(head)) return "oath-csv";
  const delimiter = detectDelimiter(bytes);
  const lines = head
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .slice(0, LINES);
  for (const line of lines) {
    const format = lineFormat(line, delimiter);
    if (format === "serial-and-secret") return tokenType === undefined ? "oath-csv" : "duo-csv";
    if (format !== null) return format;
  }
  return null;
}

/** By the name of the root element; a file with a DOCTYPE goes to an XML reader, which refuses it. */
function xmlFormat(head: string): SeedFormat | null {
  const content = head.replace(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>/g, "").trimStart();
  if (/^<!DOCTYPE/.test(content)) return "pskc";
  const root = /^<(?:[^\s<>/:]+:)?([^\s<>/:]+)/.exec(content)?.[1];
  if (root === "KeyContainer") return "pskc";
  return root === "Tokens" ? "safenet-xml" : null;
}

type LineFormat = SeedFormat | "serial-and-secret" | null;

function lineFormat(line: string, delimiter: string): LineFormat {
  if (/^otpauth-migration:\/\//i.test(line)) return "otpauth-migration";
  if (/^otpauth:\/\//i.test(line)) return "otpauth";
  if (/^LOGGING START,/i.test(line)) return "yubico-traditional";
  const cells = line.split(delimiter).map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/, "$1")
      .trim(),
  );
  if (entraHeader(cells) !== undefined) return "entra-csv";
  if (
    cells.length >= 18 &&
    /^(?:yubico otp|oath-hotp|static password|challenge-response)/i.test(cells[0] ?? "")
  ) {
    return "yubico-traditional";
  }
  if (cells.length === 7 && /^\d{4}-\d{2}-\d{2}T/.test(cells[5] ?? "")) return "yubico";
  return plainFormat(cells);
}

/** Tells the two formats without a header or any mark: both have serial and secret first. */
function plainFormat(cells: string[]): LineFormat {
  const [, second = "", third = ""] = cells;
  if (/^[0-9a-f]{12}$/i.test(second) && /^[0-9a-f]{32}$/i.test(third)) return "duo-csv";
  if (!SECRET_HEX.test(second) || cells.length > 5) return null;
  if (cells.length === 3 && NUMBER.test(third)) return "duo-csv";
  if (cells.length === 2) return "serial-and-secret";
  return /^[a-z]*$/i.test(third) ? "oath-csv" : null;
}
