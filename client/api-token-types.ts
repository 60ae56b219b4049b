/** The shapes of hardware tokens that the console and the service exchange (design §6). Types only. */

/** TokenType is what a token makes. */
export type TokenType = "totp" | "hotp" | "yubico-otp";

/** TokenState is where a token is in its life; `revoked` is its end. */
export type TokenState = "pending" | "in_stock" | "assigned" | "suspended" | "lost" | "revoked";

/** TokenMove is a change of state that takes no more than the token itself. */
export type TokenMove = "activate" | "unassign" | "suspend" | "resume" | "lost" | "found" | "revoke";

/** Token is a hardware token of the stock: never its secret. */
export interface Token {
  readonly serial: string;
  readonly type: TokenType;
  readonly state: TokenState;
  readonly username?: string | undefined;
  readonly digits: number;
  readonly algorithm: "SHA1" | "SHA256" | "SHA512";
  /** Seconds a code lasts; TOTP only. */
  readonly period?: number | undefined;
  readonly publicId?: string | undefined;
  readonly manufacturer?: string | undefined;
  readonly model?: string | undefined;
  readonly importId?: string | undefined;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** TokenPage is one page of the stock; `cursor` leads to the next where there is one. */
export interface TokenPage {
  readonly tokens: readonly Token[];
  readonly cursor?: string | undefined;
}

/** StockCount is how many tokens of a type are in a state. */
export interface StockCount {
  readonly type: TokenType;
  readonly state: TokenState;
  readonly count: number;
}

/** TokenEvent is an entry of a token's history. */
export interface TokenEvent {
  readonly at: string;
  readonly action: string;
  readonly outcome: "success" | "failure" | "refused";
  readonly actor: string;
  readonly user: string | null;
}

/** Assignment is one row of a bulk assignment. */
export interface Assignment {
  readonly serial: string;
  readonly username: string;
}

/** AssignmentResult is what became of a row, or in a dry run what would: no `code`, no obstacle. */
export interface AssignmentResult extends Assignment {
  readonly assigned: boolean;
  readonly code?: string | undefined;
  readonly message?: string | undefined;
}

/** SeedFormat is a kind of seed file; a test holds the list to the importer's. */
export type SeedFormat =
  | "pskc"
  | "oath-csv"
  | "entra-csv"
  | "yubico"
  | "yubico-traditional"
  | "duo-csv"
  | "safenet-xml"
  | "otpauth"
  | "otpauth-migration";

/** SeedTokenType is what some vendors' files do not say of their tokens. */
export type SeedTokenType = "hotp-6" | "hotp-8" | "totp-6" | "totp-8" | "yubikey-aes" | "hmac";

/** SeedErrorCode is why a row or a file was refused; a test holds the list to the importer's. */
export type SeedErrorCode =
  | "bad_counter"
  | "bad_digits"
  | "bad_payload"
  | "bad_period"
  | "bad_private_id"
  | "bad_public_id"
  | "bad_secret_encoding"
  | "bad_secret_length"
  | "bad_serial"
  | "bad_uri"
  | "bad_user"
  | "batch_incomplete"
  | "column_count"
  | "csv_syntax"
  | "doctype_forbidden"
  | "duplicate_parameter"
  | "duplicate_serial"
  | "empty_file"
  | "file_rejected"
  | "issuer_mismatch"
  | "iterations_too_high"
  | "key_required"
  | "mac_invalid"
  | "mac_missing"
  | "missing_counter"
  | "missing_header"
  | "missing_secret"
  | "missing_serial"
  | "not_well_formed"
  | "secret_too_long"
  | "secret_too_short"
  | "truncated"
  | "unknown_format"
  | "unsupported_algorithm"
  | "unsupported_cipher"
  | "unsupported_policy"
  | "unsupported_type"
  | "unsupported_version"
  | "wrong_key";

/** SeedWarning is a remark on a token that can be imported all the same. */
export type SeedWarning =
  | "short_secret"
  | "duplicate_secret"
  | "expired"
  | "not_yet_valid"
  | "usage_limit_not_enforced"
  | "time_origin_not_zero";

/** SeedToken is what a file says of a token, without anything secret. */
export interface SeedToken {
  readonly row: number;
  readonly serial: string;
  readonly type: TokenType | "hmac";
  readonly digits?: number | undefined;
  readonly model?: string | undefined;
  readonly manufacturer?: string | undefined;
  readonly user?: string | undefined;
  /** SeedWarning codes, separated by a comma and a space. */
  readonly warning?: string | undefined;
}

/** SeedRowError is a row that was refused. */
export interface SeedRowError {
  readonly row: number;
  readonly error: SeedErrorCode;
  readonly serial?: string | undefined;
}

/** ImportReport is the answer to a seed file, in a preview and after a commit alike. */
export interface ImportReport {
  readonly tokens: readonly SeedToken[];
  readonly rowErrors: readonly SeedRowError[];
  readonly fileError: SeedErrorCode | null;
  readonly importId?: string | undefined;
  readonly format?: SeedFormat | undefined;
}

/** ImportChoices are what a person knows about a seed file beside what is in it. */
export interface ImportChoices {
  readonly format: SeedFormat | "auto";
  readonly presharedKeyHex: string;
  readonly password: string;
  readonly tokenType: SeedTokenType | "";
}
