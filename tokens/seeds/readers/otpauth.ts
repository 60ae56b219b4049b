import { draftOfOtpauth, parseOtpauthUri, serialForAccount } from "../otpauth/uri.js";
import type { SeedReader } from "../reader.js";
import { RowRefusal } from "../refusals.js";
import type { ReportBuilder } from "../report-builder.js";
import { textLines } from "../text.js";

/** A list of `otpauth://` URIs, one a line. */
export const otpauth = {
  async read(file, _options, report) {
    for await (const { line, text } of textLines(file)) addOtpauthUri(report, line, text);
    return report.finish();
  },
} satisfies SeedReader;

/** Adds the token of one `otpauth://` URI, or the refusal of that row. */
export function addOtpauthUri(report: ReportBuilder, row: number, text: string): void {
  try {
    const uri = parseOtpauthUri(text);
    const issuer = uri.parameters.get("issuer") || uri.prefix;
    report.row(row, serialForAccount(uri.account, issuer), () => draftOfOtpauth(uri));
  } catch (error) {
    if (!(error instanceof RowRefusal)) throw error;
    report.refuseRow(row, "", error.code);
  }
}
