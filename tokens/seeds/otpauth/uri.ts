import { createHash } from "node:crypto";
import { decodeBase32 } from "../encodings.js";
import {
  onlyPresent,
  readCounter,
  readDetail,
  readDigits,
  readHash,
  readPeriod,
  readSerial,
} from "../fields.js";
import { RowRefusal } from "../refusals.js";
import type { TokenDraft } from "../report-builder.js";

/** The parts of an otpauth URI, decoded but not yet judged. */
export interface OtpauthUri {
  readonly type: string;
  /** The issuer in front of the label's colon, where there is one. */
  readonly prefix: string;
  readonly account: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/**
 * Takes an `otpauth://type/label?parameters` URI apart (the Key URI format of Google Authenticator). A `+` is a plus:
 * the format is percent-encoded, not a web form. Throws a RowRefusal `bad_uri`, or `duplicate_parameter`.
 */
export function parseOtpauthUri(text: string): OtpauthUri {
  const match = /^otpauth:\/\/([^/?#]*)\/([^?#]*)(?:\?([^#]*))?(?:#.*)?$/i.exec(text);
  if (match === null) throw new RowRefusal("bad_uri");
  const [, type = "", label = "", query = ""] = match;
  // The colon may be written %3A, so that the label is taken apart only after decoding.
  const whole = decodePercent(label);
  const colon = whole.indexOf(":");
  return {
    type: type.toLowerCase(),
    prefix: colon < 0 ? "" : whole.slice(0, colon).trim(),
    account: whole.slice(colon + 1).trim(),
    parameters: parseQuery(query),
  };
}

/** Decodes a query of `name=value` pairs, `+` as a plus. Throws `duplicate_parameter` where a name is there twice. */
export function parseQuery(query: string): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const pair of query.split("&").filter((part) => part !== "")) {
    const equals = pair.indexOf("=");
    const name = decodePercent(equals < 0 ? pair : pair.slice(0, equals)).toLowerCase();
    if (parameters.has(name)) throw new RowRefusal("duplicate_parameter");
    parameters.set(name, equals < 0 ? "" : decodePercent(pair.slice(equals + 1)));
  }
  return parameters;
}

/**
 * The serial of an entry that has none of its own: its account, where that is a serial (vendors put it there), else
 * `otpauth-` and 16 hex digits of a hash of issuer and account, so that the same entry has the same serial again.
 * Empty where there is no account.
 */
export function serialForAccount(account: string, issuer: string): string {
  if (account === "") return "";
  try {
    return readSerial(account);
  } catch {
    const digest = createHash("sha256").update(`${issuer}\0${account}`).digest("hex");
    return `otpauth-${digest.slice(0, 16)}`;
  }
}

/** Reads the parameters of an otpauth URI as a token. Throws a RowRefusal where one is missing or wrong. */
export function draftOfOtpauth({ type, prefix, account, parameters }: OtpauthUri): TokenDraft {
  if (type !== "totp" && type !== "hotp") throw new RowRefusal("unsupported_type");
  const issuer = parameters.get("issuer")?.trim() ?? "";
  if (prefix !== "" && issuer !== "" && prefix !== issuer) throw new RowRefusal("issuer_mismatch");
  const secret = parameters.get("secret")?.trim() ?? "";
  if (secret === "") throw new RowRefusal("missing_secret");
  const common = onlyPresent({
    secret: decodeBase32(secret),
    algorithm: readHash(parameters.get("algorithm") ?? "SHA1"),
    digits: readDigits(parameters.get("digits") ?? "6"),
    account: readDetail(account, "bad_user"),
    issuer: readDetail(issuer || prefix),
  });
  if (type === "totp") return { ...common, type, period: readPeriod(parameters.get("period") ?? "30") };
  const counter = parameters.get("counter");
  if (counter === undefined || counter === "") throw new RowRefusal("missing_counter");
  return { ...common, type, counter: readCounter(counter) };
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new RowRefusal("bad_uri");
  }
}
