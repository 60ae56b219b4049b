import type { ImportReport, SeedToken } from "../seeds/index.js";
import { columns } from "./columns.js";
import { SEED_ERROR_WORDS } from "./seed-words.js";

/** A token as the report shows it: without its secrets, unless they were asked for. */
export type ShownToken = Omit<SeedToken, "secretHex"> & { readonly secretHex?: string };

/** Takes the seed, the private id and the access code away. */
export function withoutSecrets(token: SeedToken): ShownToken {
  const { secretHex: _secret, privateIdHex: _privateId, accessCodeHex: _accessCode, ...shown } = token;
  return shown;
}

/**
 * Lays the report out for people: the tokens in columns, then the refused rows, then the sums (given where not all of
 * them are shown).
 */
export function seedTable(
  report: Pick<ImportReport, "rowErrors">,
  shown: readonly ShownToken[],
  sums = { tokens: shown.length, refused: report.rowErrors.length },
): string {
  const withSecrets = shown.some((token) => token.secretHex !== undefined);
  const head = ["ROW", "SERIAL", "TYPE", "DIGITS", "HASH", "MOVING", "FOR", "WARNING"];
  const lines = [
    withSecrets ? [...head, "SECRET"] : head,
    ...shown.map((token) => [
      String(token.row),
      token.serial,
      token.type,
      "digits" in token ? String(token.digits) : "",
      "algorithm" in token ? String(token.algorithm) : "",
      moving(token),
      token.user ?? token.account ?? "",
      token.warning ?? "",
      ...(withSecrets ? [token.secretHex ?? ""] : []),
    ]),
  ];
  const table = shown.length === 0 ? "" : columns(lines);
  return `${table}${refusedRows(report.rowErrors)}${sums.tokens} tokens, ${sums.refused} rows refused\n`;
}

/** Explains each refused row on a line of its own; not those that were refused only with their file. */
export function refusedRows(rowErrors: ImportReport["rowErrors"]): string {
  return rowErrors
    .filter(({ error }) => error !== "file_rejected")
    .map(({ row, error, serial }) => {
      const named = serial === undefined ? "" : ` (${serial})`;
      return `row ${row}${named}: ${error}: ${SEED_ERROR_WORDS[error]}\n`;
    })
    .join("");
}

function moving(token: ShownToken): string {
  if ("period" in token) return `${token.period} s`;
  return "counter" in token ? `from ${token.counter}` : "";
}
