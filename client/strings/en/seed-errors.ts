import type { SeedErrorCode } from "../../api-token-types.js";
import { byCode } from "../by-code.js";

/** Why a row or a whole seed file was refused: a sentence for each code, and never anything of the file itself. */
export const seedErrors = {
  bad_counter: "The counter is not a whole number that a token can have.",
  bad_digits: "A code must have 6, 7 or 8 decimal digits.",
  bad_payload: "The content is damaged, or contradicts itself.",
  bad_period: "The period is not a number of seconds that is allowed here.",
  bad_private_id: "The private id is not 6 bytes in hexadecimal.",
  bad_public_id: "The public id is not modhex of at most 16 bytes.",
  bad_secret_encoding: "The secret is not written as this format has it.",
  bad_secret_length: "The secret does not have the length that this type needs.",
  bad_serial: "The serial number has characters that no serial number has, or more than 64.",
  bad_uri: "This is not an address of the kind that was expected.",
  bad_user: "The user or account name is too long, or has unreadable characters.",
  batch_incomplete: "The export was cut into several QR codes, and not all of them are here.",
  column_count: "The row does not have the columns of this format.",
  csv_syntax: "A quotation mark is misplaced or never closed, or the row is too long.",
  doctype_forbidden: "The file has a DOCTYPE, and such files are refused.",
  duplicate_parameter: "A parameter is there twice.",
  duplicate_serial: "The serial number is known already. Nothing of the known token was changed.",
  empty_file: "There is no token in the file.",
  file_rejected: "The file was refused as a whole, or is too large.",
  issuer_mismatch: "The issuer and the label name different issuers.",
  iterations_too_high: "The password protection asks for more work than is allowed.",
  key_required: "The file is encrypted, and its key or password was not given.",
  mac_invalid: "A value was changed or damaged, or the key is wrong.",
  mac_missing: "A value is encrypted without protection against changes.",
  missing_counter: "The counter is missing, and an HOTP token needs one.",
  missing_header: "The heading line, or a column that is needed in it, is missing.",
  missing_secret: "The secret is missing.",
  missing_serial: "The serial number is missing.",
  not_well_formed: "The file is not well-formed XML.",
  secret_too_long: "The secret is too long.",
  secret_too_short: "The secret is shorter than 10 bytes.",
  truncated: "The file ends too early.",
  unknown_format:
    "This is no format that Latchkey reads. Encrypted vendor formats such as Vasco DPX are not.",
  unsupported_algorithm: "The hash or key derivation is not supported.",
  unsupported_cipher: "The encryption is not AES-CBC with a key that both sides know.",
  unsupported_policy: "The key has a rule that could not be kept, so it must not be used.",
  unsupported_type: "This type of token is not supported, or has to be chosen.",
  unsupported_version: "The version of the format is not supported.",
  wrong_key: "The key or the password is not that of the file.",
} satisfies Record<SeedErrorCode, string>;

/** What to try about a refused file, where there is something. */
export const seedHints = byCode({
  batch_incomplete: "Put the addresses of all codes of the export into one file, one a line.",
  mac_invalid: "Check the key, and ask the vendor for the file again.",
  missing_header: "The first line should read: serial number,secret key,time interval",
  truncated: "Get the file from the vendor again.",
  unknown_format: "If you know the format, choose it above.",
  wrong_key: "Check the key or the password with the vendor.",
} satisfies Partial<Record<SeedErrorCode, string>>);

/** SeedErrorTexts and SeedHintTexts are what another language must provide for refused files. */
export type SeedErrorTexts = typeof seedErrors;
export type SeedHintTexts = typeof seedHints;
