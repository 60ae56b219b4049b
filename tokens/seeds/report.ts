/** The names of the formats that Latchkey reads, as the `format` option and `--format` take them. */
export const SEED_FORMATS = [
  "pskc",
  "oath-csv",
  "entra-csv",
  "yubico",
  "yubico-traditional",
  "duo-csv",
  "safenet-xml",
  "otpauth",
  "otpauth-migration",
] as const;

/** One of the formats of {@link SEED_FORMATS}. */
export type SeedFormat = (typeof SEED_FORMATS)[number];

/** Every code that a row or a file can be refused with. They are stable: pages and scripts look text up by them. */
export const SEED_ERROR_CODES = [
  "bad_counter",
  "bad_digits",
  "bad_payload",
  "bad_period",
  "bad_private_id",
  "bad_public_id",
  "bad_secret_encoding",
  "bad_secret_length",
  "bad_serial",
  "bad_uri",
  "bad_user",
  "batch_incomplete",
  "column_count",
  "csv_syntax",
  "doctype_forbidden",
  "duplicate_parameter",
  "duplicate_serial",
  "empty_file",
  "file_rejected",
  "issuer_mismatch",
  "iterations_too_high",
  "key_required",
  "mac_invalid",
  "mac_missing",
  "missing_counter",
  "missing_header",
  "missing_secret",
  "missing_serial",
  "not_well_formed",
  "secret_too_long",
  "secret_too_short",
  "truncated",
  "unknown_format",
  "unsupported_algorithm",
  "unsupported_cipher",
  "unsupported_policy",
  "unsupported_type",
  "unsupported_version",
  "wrong_key",
] as const;

/** One of the codes of {@link SEED_ERROR_CODES}. */
export type SeedErrorCode = (typeof SEED_ERROR_CODES)[number];

/** What a token's seed feeds: the hash of RFC 4226 and RFC 6238. */
export type HashAlgorithm = "SHA1" | "SHA256" | "SHA512";

/**
 * A remark on a token that is imported all the same. `short_secret`: below the 128 bits of RFC 4226 section 4 (R6);
 * `duplicate_secret`: another serial of the file has the same secret; `expired`, `not_yet_valid`: outside the dates
 * of its PSKC policy; `usage_limit_not_enforced`: its PSKC policy limits the number of uses;
 * `time_origin_not_zero`: its PSKC Time is not 0, so that its codes may not be those of Unix time.
 */
export type SeedWarning =
  | "short_secret"
  | "duplicate_secret"
  | "expired"
  | "not_yet_valid"
  | "usage_limit_not_enforced"
  | "time_origin_not_zero";

/** What the file says of a token beside its seed. Every field is there only where the file has it. */
export interface TokenDetails {
  readonly manufacturer?: string;
  readonly model?: string;
  /** The user the file names for this token, as written. Importing does not assign. */
  readonly user?: string;
  /** The account of an otpauth label. */
  readonly account?: string;
  readonly issuer?: string;
  /** The YubiKey slot, 1 or 2. */
  readonly slot?: 1 | 2;
  /** The public id of a YubiKey slot, in modhex. */
  readonly publicId?: string;
  /** The private id of a Yubico OTP slot: 6 bytes in hex. */
  readonly privateIdHex?: string;
  /** The access code that protects a YubiKey slot: 6 bytes in hex; absent where the slot has none. */
  readonly accessCodeHex?: string;
  /** The text that the token types before its code, exactly as typed. */
  readonly tokenId?: string;
}

/** How the codes of a token are made. `period` is in seconds; a `counter` above 2^53-1 is a bigint, up to 2^63-1. */
export type TokenParameters =
  | {
      readonly type: "totp";
      readonly digits: number;
      readonly algorithm: HashAlgorithm;
      readonly period: number;
    }
  | {
      readonly type: "hotp";
      readonly digits: number;
      readonly algorithm: HashAlgorithm;
      readonly counter: number | bigint;
    }
  | { readonly type: "yubico-otp" }
  | { readonly type: "hmac"; readonly algorithm: "SHA1" };

/**
 * A token that a file describes. `row` is the package, token or entry number in XML and migration files and the
 * physical line in text files, from 1. `warning` lists {@link SeedWarning} codes, separated by a comma and a space.
 */
export type SeedToken = TokenDetails &
  TokenParameters & {
    readonly row: number;
    readonly serial: string;
    readonly secretHex: string;
    readonly warning?: string;
  };

/** A row that was refused: the code, never the secret, and the serial where it is one beyond doubt. */
export interface RowError {
  readonly row: number;
  readonly error: SeedErrorCode;
  readonly serial?: string;
}

/** The whole answer to a seed file. With a `fileError` there are no tokens: nothing of the file may be stored. */
export interface ImportReport {
  readonly tokens: SeedToken[];
  readonly rowErrors: RowError[];
  readonly fileError: SeedErrorCode | null;
}
