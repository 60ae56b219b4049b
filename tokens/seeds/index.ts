import { detectFormat } from "./detect.js";
import { MAX_FILE_BYTES } from "./limits.js";
import type { ReadOptions, SeedReader } from "./reader.js";
import { duoCsv } from "./readers/duo-csv.js";
import { entraCsv } from "./readers/entra-csv.js";
import { oathCsv } from "./readers/oath-csv.js";
import { otpauth } from "./readers/otpauth.js";
import { otpauthMigration } from "./readers/otpauth-migration.js";
import { pskc } from "./readers/pskc.js";
import { safenetXml } from "./readers/safenet-xml.js";
import { yubico } from "./readers/yubico.js";
import { yubicoTraditional } from "./readers/yubico-traditional.js";
import { FileRefusal } from "./refusals.js";
import type { ImportReport, SeedFormat } from "./report.js";
import { ReportBuilder, refusedFile } from "./report-builder.js";

export { csvCell, csvLine } from "./csv-cells.js";
export { detectFormat } from "./detect.js";
export { MAX_FILE_BYTES } from "./limits.js";
export { TOKEN_TYPES } from "./reader.js";
export {
  type ImportReport,
  SEED_ERROR_CODES,
  SEED_FORMATS,
  type SeedErrorCode,
  type SeedFormat,
  type SeedToken,
} from "./report.js";

/** The registry: a new format is one file and one line here (and one in `detect.ts`, where it can be told). */
const READERS: { readonly [format in SeedFormat]: SeedReader } = {
  pskc,
  "oath-csv": oathCsv,
  "entra-csv": entraCsv,
  yubico,
  "yubico-traditional": yubicoTraditional,
  "duo-csv": duoCsv,
  "safenet-xml": safenetXml,
  otpauth,
  "otpauth-migration": otpauthMigration,
};

/** What to read a file as, and how. */
export interface ReadSeedFileOptions extends ReadOptions {
  /** The format; `auto` (the default) tells it by the content. */
  readonly format?: SeedFormat | "auto";
  /** Ends reading early: the promise is rejected with the signal's reason. This is how a time limit is set. */
  readonly signal?: AbortSignal;
}

/**
 * Reads a seed file of any kind into a report. Whatever the bytes are the outcome is a report: one with a `fileError`
 * where the file as a whole has to be refused. Only an aborted signal rejects the promise. The event loop turns while
 * a large file is read; nothing of the options is kept.
 */
export async function readSeedFile(
  bytes: Uint8Array,
  options: ReadSeedFileOptions = {},
): Promise<ImportReport> {
  if (bytes.length > MAX_FILE_BYTES) return refusedFile("file_rejected");
  const { format = "auto", signal, ...choices } = options;
  try {
    if (isBlank(bytes)) throw new FileRefusal("empty_file");
    const reader = READERS[format === "auto" ? formatOf(bytes, choices) : format];
    return await reader.read(
      signal === undefined ? { bytes } : { bytes, signal },
      choices,
      new ReportBuilder(),
    );
  } catch (error) {
    if (!(error instanceof FileRefusal)) throw error;
    return refusedFile(error.code);
  }
}

function formatOf(bytes: Uint8Array, options: ReadOptions): SeedFormat {
  const format = detectFormat(bytes, options);
  if (format === null) throw new FileRefusal("unknown_format");
  return format;
}

/** The bytes of byte order marks and of white space in UTF-8 and UTF-16. */
const BLANK_BYTES = new Set([0x00, 0x09, 0x0a, 0x0d, 0x20, 0xef, 0xbb, 0xbf, 0xfe, 0xff]);

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => BLANK_BYTES.has(byte));
}
