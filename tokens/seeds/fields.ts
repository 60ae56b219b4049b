import { isModhex } from "./encodings.js";
import { MAX_COUNTER, MAX_DETAIL_LENGTH, MAX_PERIOD_SECONDS, MIN_PERIOD_SECONDS } from "./limits.js";
import { RowRefusal } from "./refusals.js";
import type { HashAlgorithm, SeedErrorCode } from "./report.js";

const SERIAL = /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}$/;
// A cell that could be a seed put into the wrong column: never to be repeated in an error.
const LIKE_A_SECRET = /^(?:(?=.*[a-f])[0-9a-f]{20,}|[0-9a-f]{32,}|[a-z2-7]{16,})$/i;
// Control characters, line ends, marks that reorder what is shown, and U+FFFD, which stands for undecodable bytes.
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF\uFFFD]/u;

/** Reads a serial number: trimmed, by pattern, never mended. Throws `missing_serial` or `bad_serial`. */
export function readSerial(text: string): string {
  const serial = text.trim();
  if (serial === "") throw new RowRefusal("missing_serial");
  if (!SERIAL.test(serial)) throw new RowRefusal("bad_serial");
  return serial;
}

/** The serial to name in a row's error, or undefined where the cell is no serial or may be a misplaced secret. */
export function serialForError(text: string): string | undefined {
  const serial = text.trim();
  return SERIAL.test(serial) && !LIKE_A_SECRET.test(serial) ? serial : undefined;
}

/** Reads the number of digits of a code: 6, 7 or 8 (RFC 4226 section 5.3). Throws `bad_digits`. */
export function readDigits(text: string): number {
  if (!/^[678]$/.test(text.trim())) throw new RowRefusal("bad_digits");
  return Number(text);
}

/** Reads a TOTP period in whole seconds (RFC 6238 section 4.1). Throws `bad_period` outside 10 to 300. */
export function readPeriod(text: string): number {
  const period = /^\d{1,4}$/.test(text.trim()) ? Number(text) : 0;
  if (period < MIN_PERIOD_SECONDS || period > MAX_PERIOD_SECONDS) throw new RowRefusal("bad_period");
  return period;
}

/**
 * Reads an HOTP counter (RFC 4226 section 5.1) without rounding: a number where that is exact, a bigint above 2^53-1.
 * Throws `bad_counter` at anything but 0 to 2^63-1 in decimal digits.
 */
export function readCounter(text: string): number | bigint {
  const digits = text.trim();
  if (!/^\d{1,40}$/.test(digits)) throw new RowRefusal("bad_counter");
  return exactCounter(BigInt(digits));
}

/** Gives a counter as a number where that is exact, else as a bigint. Throws `bad_counter` outside 0 to 2^63-1. */
export function exactCounter(counter: bigint): number | bigint {
  if (counter < 0n || counter > MAX_COUNTER) throw new RowRefusal("bad_counter");
  return counter <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(counter) : counter;
}

/** Reads the name of a hash, such as `SHA256`, `sha-256` or `HmacSHA256`. Throws `unsupported_algorithm`. */
export function readHash(text: string): HashAlgorithm {
  const match = /^(?:HMAC-?)?SHA-?(1|256|512)$/i.exec(text.trim());
  if (match?.[1] === undefined) throw new RowRefusal("unsupported_algorithm");
  return match[1] === "1" ? "SHA1" : match[1] === "256" ? "SHA256" : "SHA512";
}

/** Reads a public id in modhex of up to 16 bytes, of either case. Throws `bad_public_id`. */
export function readPublicId(text: string): string {
  const publicId = text.trim().toLowerCase();
  if (!isModhex(publicId)) throw new RowRefusal("bad_public_id");
  return publicId;
}

/** Reads the 6 bytes of a Yubico OTP slot's private id as lower-case hex. Throws `bad_private_id`. */
export function readPrivateId(text: string): string {
  const privateId = text.trim().toLowerCase();
  if (!/^[0-9a-f]{12}$/.test(privateId)) throw new RowRefusal("bad_private_id");
  return privateId;
}

/** Reads a slot's access code of 6 bytes; none where it is empty or zero. Throws `bad_payload`. */
export function readAccessCode(text: string): string | undefined {
  const code = text.trim().toLowerCase();
  if (/^0*$/.test(code)) return undefined;
  if (!/^[0-9a-f]{12}$/.test(code)) throw new RowRefusal("bad_payload");
  return code;
}

/**
 * Reads a name that people will see: trimmed; undefined where it is empty. Throws `refusal` (by default
 * `bad_payload`) where it is too long or holds control characters or undecodable bytes.
 */
export function readDetail(text: string, refusal: SeedErrorCode = "bad_payload"): string | undefined {
  const detail = text.trim();
  if (detail === "") return undefined;
  if (detail.length > MAX_DETAIL_LENGTH || UNPRINTABLE.test(detail)) throw new RowRefusal(refusal);
  return detail;
}

/** Drops the fields that are undefined, so that a report holds only what the file has. */
export function onlyPresent<T extends object>(
  fields: T,
): { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
} {
  const present = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  // Object.fromEntries forgets the field types; nothing but undefined values was taken away.
  return present as ReturnType<typeof onlyPresent<T>>;
}
