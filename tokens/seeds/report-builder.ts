import { readSerial, serialForError } from "./fields.js";
import { MAX_ROWS, MAX_SECRET_BYTES, MIN_SECRET_BYTES, RECOMMENDED_SECRET_BYTES } from "./limits.js";
import { FileRefusal, RowRefusal } from "./refusals.js";
import type {
  ImportReport,
  RowError,
  SeedErrorCode,
  SeedToken,
  SeedWarning,
  TokenDetails,
  TokenParameters,
} from "./report.js";

/** What a reader makes of one row: everything but the row number and the serial, with the secret still in bytes. */
export type TokenDraft = TokenDetails &
  TokenParameters & { readonly secret: Uint8Array; readonly warnings?: readonly SeedWarning[] };

/**
 * Collects the rows of one file and applies the rules that are the same for every format: serials, the length of
 * secrets, duplicates and the number of rows.
 */
export class ReportBuilder {
  readonly #tokens: SeedToken[] = [];
  readonly #rowErrors: RowError[] = [];
  readonly #serials = new Set<string>();
  readonly #firstWithSecret = new Map<string, number>();

  /**
   * Adds one row. `serial` is the text of the file; `draft` reads the rest and may throw a RowRefusal, which refuses
   * this row only. Throws a FileRefusal where there are too many rows, and passes every other error on.
   */
  row(row: number, serial: string, draft: () => TokenDraft): void {
    if (this.rows >= MAX_ROWS) throw new FileRefusal("file_rejected");
    try {
      this.#add(row, readSerial(serial), draft());
    } catch (error) {
      if (!(error instanceof RowRefusal)) throw error;
      this.refuseRow(row, serial, error.code);
    }
  }

  /** Adds a refused row; `serial` is named only where it is a serial and cannot be a secret. */
  refuseRow(row: number, serial: string, error: SeedErrorCode): void {
    if (this.rows >= MAX_ROWS) throw new FileRefusal("file_rejected");
    const named = serialForError(serial);
    this.#rowErrors.push(named === undefined ? { row, error } : { row, error, serial: named });
  }

  /** The number of rows so far, refused ones too. */
  get rows(): number {
    return this.#tokens.length + this.#rowErrors.length;
  }

  /** The report of a file that was read to its end. Without any row it is refused as `empty_file`. */
  finish(): ImportReport {
    if (this.rows === 0) return refusedFile("empty_file");
    return { tokens: this.#tokens, rowErrors: this.#rowErrors, fileError: null };
  }

  /** The report of a file refused for some of its rows: those keep the code, all others are `file_rejected`. */
  refuseFileForRows(error: SeedErrorCode): ImportReport {
    const rowErrors = [...this.#tokens, ...this.#rowErrors].map((entry): RowError => {
      const code = "error" in entry && entry.error === error ? error : "file_rejected";
      const serial = entry.serial === undefined ? undefined : serialForError(entry.serial);
      return serial === undefined ? { row: entry.row, error: code } : { row: entry.row, error: code, serial };
    });
    return { tokens: [], rowErrors: rowErrors.sort((a, b) => a.row - b.row), fileError: error };
  }

  #add(row: number, serial: string, draft: TokenDraft): void {
    const { secret, warnings = [], ...rest } = draft;
    const secretHex = checkedSecret(secret, rest.type);
    const key = serial.toLowerCase();
    if (this.#serials.has(key)) throw new RowRefusal("duplicate_serial");
    this.#serials.add(key);

    const remarks: SeedWarning[] = [...warnings];
    if (rest.type !== "yubico-otp" && secret.length < RECOMMENDED_SECRET_BYTES) remarks.push("short_secret");
    const first = this.#firstWithSecret.get(secretHex);
    if (first === undefined) {
      this.#firstWithSecret.set(secretHex, this.#tokens.length);
    } else {
      remarks.push("duplicate_secret");
      this.#remarkOn(first, "duplicate_secret");
    }
    const token = { row, serial, ...rest, secretHex };
    this.#tokens.push(remarks.length === 0 ? token : { ...token, warning: remarks.join(", ") });
  }

  #remarkOn(index: number, warning: SeedWarning): void {
    const token = this.#tokens[index];
    if (token === undefined || token.warning?.split(", ").includes(warning)) return;
    this.#tokens[index] = {
      ...token,
      warning: token.warning === undefined ? warning : `${token.warning}, ${warning}`,
    };
  }
}

/** The report of a file that was refused as a whole. */
export function refusedFile(error: SeedErrorCode): ImportReport {
  return { tokens: [], rowErrors: [], fileError: error };
}

function checkedSecret(secret: Uint8Array, type: TokenParameters["type"]): string {
  if (secret.length === 0) throw new RowRefusal("missing_secret");
  // A Yubico OTP is one AES-128 block (yubico-c, "OTP generation"): its key has 16 bytes and no others.
  if (type === "yubico-otp" && secret.length !== 16) throw new RowRefusal("bad_secret_length");
  if (secret.length < MIN_SECRET_BYTES) throw new RowRefusal("secret_too_short");
  if (secret.length > MAX_SECRET_BYTES) throw new RowRefusal("secret_too_long");
  return Buffer.from(secret).toString("hex");
}
