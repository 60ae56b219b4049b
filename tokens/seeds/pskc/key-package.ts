import { exactCounter, onlyPresent, readCounter, readDetail, readHash, readPeriod } from "../fields.js";
import { RowRefusal } from "../refusals.js";
import type { HashAlgorithm, SeedErrorCode, SeedWarning } from "../report.js";
import type { TokenDraft } from "../report-builder.js";
import { childOf, type XmlElement } from "../xml.js";
import { PSKC } from "./namespaces.js";
import { checkPolicy } from "./policy.js";
import { yubicoOtpIds, yubikeyOf } from "./yubikey.js";

const ALGORITHMS = `${PSKC}:`;
const PIN = `${ALGORITHMS}pin`;
const YUBICO_OTP = "http://www.yubico.com/#yubikey-aes";

/** The value of one element of Data; whether it was encrypted decides how numbers may be written. */
export interface DataValue {
  readonly bytes: Buffer;
  readonly encrypted: boolean;
}

/** Gives the value of one element of Data, decrypted where need be; undefined where it has none. */
export type ReadValue = (element: XmlElement) => DataValue | undefined;

/** The keys of a package; the schema of RFC 6030 section 11 allows one at most. */
function keysOf(keyPackage: XmlElement): XmlElement[] {
  return keyPackage.children.filter((child) => child.name === "Key" && child.namespace === PSKC);
}

/** Whether the package holds the PIN of a token beside it (RFC 6030 figure 5), and no token. */
export function isPinOnly(keyPackage: XmlElement): boolean {
  const keys = keysOf(keyPackage);
  return keys.length > 0 && keys.every((key) => key.attributes.get("Algorithm") === PIN);
}

/** Every element of the package that can hold an encrypted value: Secret, Counter, Time, TimeInterval, TimeDrift. */
export function valuesOf(keyPackage: XmlElement): XmlElement[] {
  return keysOf(keyPackage)
    .flatMap((key) => childOf(key, "Data", PSKC)?.children ?? [])
    .filter((element) => element.namespace === PSKC);
}

/** The serial of the package's token: that of its DeviceInfo, and for a YubiKey slot `serial:slot`, as a key has two. */
export function serialOf(keyPackage: XmlElement): string {
  const serial = deviceText(keyPackage, "SerialNo").trim();
  const slot = yubikeyOf(keyPackage, keysOf(keyPackage)[0])?.slot;
  return serial === "" || slot === undefined ? serial : `${serial}:${slot}`;
}

/**
 * Reads one KeyPackage as a token. Throws a RowRefusal where it is none that can be used, or must not be used
 * (RFC 6030 sections 4 and 5).
 */
export function readKeyPackage(keyPackage: XmlElement, readValue: ReadValue, now: Date): TokenDraft {
  const [key, ...others] = keysOf(keyPackage);
  if (others.length > 0) throw new RowRefusal("bad_payload");
  if (key === undefined) throw new RowRefusal("missing_secret");
  const warnings = checkPolicy(childOf(key, "Policy", PSKC), now);
  const algorithm = key.attributes.get("Algorithm");
  const type = tokenType(algorithm);

  const data = childOf(key, "Data", PSKC);
  const value = (name: string): DataValue | undefined => {
    const element = childOf(data, name, PSKC);
    return element === undefined ? undefined : readValue(element);
  };
  const secret = value("Secret")?.bytes;
  if (secret === undefined || secret.length === 0) throw new RowRefusal("missing_secret");
  const yubikey = yubikeyOf(keyPackage, key);
  const details = onlyPresent({
    secret,
    manufacturer: readDetail(deviceText(keyPackage, "Manufacturer")),
    model: readDetail(deviceText(keyPackage, "Model")),
    issuer: readDetail(childOf(key, "Issuer", PSKC)?.text ?? ""),
    slot: yubikey?.slot,
    tokenId: yubikey?.tokenId,
  });
  if (type === "yubico-otp") {
    return { ...details, ...yubicoOtpIds(childOf(key, "UserId", PSKC)?.text ?? ""), type, warnings };
  }

  const user = childOf(key, "UserId", PSKC)?.text ?? deviceText(keyPackage, "UserId");
  const common = {
    ...details,
    ...onlyPresent({ user: readDetail(user, "bad_user") }),
    ...readResponseFormat(key, yubikey?.tokenId?.length ?? 0),
  };
  if (type === "hotp")
    return { ...common, type, counter: readInteger(value("Counter"), "bad_counter") ?? 0, warnings };
  const time = readInteger(value("Time"), "bad_period");
  const remarks: SeedWarning[] =
    time === undefined || time === 0 ? warnings : [...warnings, "time_origin_not_zero"];
  // RFC 6238 section 4.1: 30 seconds are the default.
  return {
    ...common,
    type,
    period: readPeriod(String(readInteger(value("TimeInterval"), "bad_period") ?? 30)),
    warnings: remarks,
  };
}

function tokenType(algorithm: string | undefined): "hotp" | "totp" | "yubico-otp" {
  switch (algorithm) {
    case `${ALGORITHMS}hotp`:
      return "hotp";
    case `${ALGORITHMS}totp`:
      return "totp";
    case YUBICO_OTP:
      return "yubico-otp";
    default:
      throw new RowRefusal("unsupported_type");
  }
}

function deviceText(keyPackage: XmlElement, name: string): string {
  return childOf(childOf(keyPackage, "DeviceInfo", PSKC), name, PSKC)?.text ?? "";
}

/**
 * AlgorithmParameters (RFC 6030 section 4.3.4): the hash out of Suite, the digits out of ResponseFormat. Yubico's tool
 * states the whole typed length, with the `idLength` characters of the token id.
 */
function readResponseFormat(key: XmlElement, idLength: number): { algorithm: HashAlgorithm; digits: number } {
  const parameters = childOf(key, "AlgorithmParameters", PSKC);
  const format = childOf(parameters, "ResponseFormat", PSKC)?.attributes;
  const suite = childOf(parameters, "Suite", PSKC)?.text.trim() ?? "";
  const length = Number(format?.get("Length") ?? 6 + idLength) - idLength;
  const encoding = format?.get("Encoding") ?? "DECIMAL";
  // With CheckDigits a Luhn digit follows the code, which nothing here would verify.
  const checkDigits = ["true", "1"].includes(format?.get("CheckDigits")?.trim() ?? "");
  if (![6, 7, 8].includes(length) || encoding !== "DECIMAL" || checkDigits)
    throw new RowRefusal("bad_digits");
  return { algorithm: suite === "" ? "SHA1" : readHash(suite), digits: length };
}

/**
 * Reads a whole number of Data: decimal text or, as RFC 6030 does not say how a number is encrypted, in encrypted values
 * also 1 to 8 big-endian bytes, as multiOTP writes them. Bytes that are all ASCII digits are taken for text.
 * Throws a RowRefusal with `refusal` at anything else.
 */
function readInteger(value: DataValue | undefined, refusal: SeedErrorCode): number | bigint | undefined {
  if (value === undefined) return undefined;
  const text = value.bytes.toString("latin1");
  const digits = value.encrypted ? text : text.trim();
  if (/^\d+$/.test(digits)) return readCounter(digits);
  if (!value.encrypted || text.length < 1 || text.length > 8) throw new RowRefusal(refusal);
  return exactCounter(BigInt(`0x${value.bytes.toString("hex")}`));
}
