import type { ImportReport } from "./report.js";
import type { ReportBuilder } from "./report-builder.js";
import type { SeedFile } from "./text.js";

/** What the files of some vendors do not say, and the importer has to: one word for type and digits. */
export const TOKEN_TYPES = ["hotp-6", "hotp-8", "totp-6", "totp-8", "yubikey-aes", "hmac"] as const;

/** One of {@link TOKEN_TYPES}. */
export type TokenTypeOption = (typeof TOKEN_TYPES)[number];

/** The choices that some formats need. None of them is kept or repeated in a report. */
export interface ReadOptions {
  /** The pre-shared key of an encrypted PSKC file, in hexadecimal. */
  readonly presharedKeyHex?: string;
  /** The password of a PSKC file with a derived key. */
  readonly password?: string;
  /**
   * `duo-csv`: what all rows are (`hotp-6`, `hotp-8`, `totp-6`, `totp-8`, `yubikey-aes`). `yubico`: what a row is that
   * may be HOTP or HMAC challenge-response (also `hmac`; `totp-6` and `totp-8` mean TOTP by challenge-response).
   */
  readonly tokenType?: TokenTypeOption;
  /** The instant against which PSKC policy dates are held; now, where it is not given. */
  readonly now?: Date;
}

/** The reader of one format. */
export interface SeedReader {
  /**
   * Reads a whole file row by row into `report` and returns the finished report. Throws a FileRefusal where the file
   * has to be refused, and the reason of the file's signal where that is aborted.
   */
  read(file: SeedFile, options: ReadOptions, report: ReportBuilder): Promise<ImportReport>;
}
