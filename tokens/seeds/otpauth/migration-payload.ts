import { exactCounter, onlyPresent, readDetail } from "../fields.js";
import { FileRefusal, RowRefusal } from "../refusals.js";
import type { HashAlgorithm } from "../report.js";
import type { TokenDraft } from "../report-builder.js";
import { protobufFields } from "./protobuf.js";

/** One `otpauth-migration://` payload: a part of an export that may have been cut into several QR codes. */
export interface MigrationPayload {
  readonly entries: readonly Uint8Array[];
  readonly version: number;
  readonly batchSize: number;
  readonly batchIndex: number;
  readonly batchId: bigint;
}

const ALGORITHMS = new Map<bigint, HashAlgorithm>([
  [0n, "SHA1"],
  [1n, "SHA1"],
  [2n, "SHA256"],
  [3n, "SHA512"],
]);
const DIGITS = new Map([
  [0n, 6],
  [1n, 6],
  [2n, 8],
]);

/** Reads a payload's frame, its entries still unread. Throws a FileRefusal `bad_payload` or `unsupported_version`. */
export function readMigrationPayload(bytes: Uint8Array): MigrationPayload {
  const { fields, repeated: entries } = collect(bytes, 1, () => new FileRefusal("bad_payload"));
  const small = (number: number): number => {
    const value = fields.get(number) ?? 0n;
    if (typeof value !== "bigint" || value > 1_000_000n) throw new FileRefusal("bad_payload");
    return Number(value);
  };
  const batchId = fields.get(5) ?? 0n;
  if (typeof batchId !== "bigint") throw new FileRefusal("bad_payload");
  const version = small(2);
  if (version > 1) throw new FileRefusal("unsupported_version");
  return { entries, version, batchSize: Math.max(1, small(3)), batchIndex: small(4), batchId };
}

/** The name and issuer of one entry, empty where it has none or they are unreadable: enough to make its serial. */
export function migrationLabel(entry: Uint8Array): { account: string; issuer: string } {
  try {
    const { fields } = collect(entry, undefined, () => new RowRefusal("bad_payload"));
    return splitName(text(fields.get(2)), text(fields.get(3)));
  } catch (error) {
    if (!(error instanceof RowRefusal)) throw error;
    return { account: "", issuer: "" };
  }
}

/** Reads one entry as a token; TOTP entries have 30 seconds. Throws a RowRefusal where it is not one that is known. */
export function draftOfMigration(entry: Uint8Array): TokenDraft {
  const { fields } = collect(entry, undefined, () => new RowRefusal("bad_payload"));
  const whole = (number: number): bigint => {
    const value = fields.get(number) ?? 0n;
    if (typeof value !== "bigint") throw new RowRefusal("bad_payload");
    return value;
  };
  const secret = fields.get(1);
  if (typeof secret === "bigint") throw new RowRefusal("bad_payload");
  if (secret === undefined || secret.length === 0) throw new RowRefusal("missing_secret");
  const algorithm = ALGORITHMS.get(whole(4));
  if (algorithm === undefined) throw new RowRefusal("unsupported_algorithm");
  const digits = DIGITS.get(whole(5));
  if (digits === undefined) throw new RowRefusal("bad_digits");
  const { account, issuer } = splitName(text(fields.get(2)), text(fields.get(3)));
  const common = onlyPresent({
    secret,
    algorithm,
    digits,
    account: readDetail(account, "bad_user"),
    issuer: readDetail(issuer),
  });
  switch (whole(6)) {
    case 1n:
      return { ...common, type: "hotp", counter: exactCounter(BigInt.asIntN(64, whole(7))) };
    case 2n:
      return { ...common, type: "totp", period: 30 };
    default:
      throw new RowRefusal("unsupported_type");
  }
}

/** The name is a label, `issuer:account` or the account alone; the issuer field counts where both are there. */
function splitName(name: string, issuer: string): { account: string; issuer: string } {
  const colon = name.indexOf(":");
  const prefix = colon < 0 ? "" : name.slice(0, colon).trim();
  return { account: name.slice(colon + 1).trim(), issuer: issuer.trim() || prefix };
}

function text(value: bigint | Uint8Array | undefined): string {
  if (value === undefined) return "";
  if (typeof value === "bigint") throw new RowRefusal("bad_payload");
  // Undecodable bytes become U+FFFD, which no name may hold.
  return new TextDecoder().decode(value);
}

/** The last value of each field (as Protocol Buffers rule), and all values of the one that is repeated. */
function collect(
  bytes: Uint8Array,
  repeatedNumber: number | undefined,
  refusal: () => Error,
): { fields: Map<number, bigint | Uint8Array>; repeated: Uint8Array[] } {
  const fields = new Map<number, bigint | Uint8Array>();
  const repeated: Uint8Array[] = [];
  try {
    for (const { number, value } of protobufFields(bytes)) {
      if (number !== repeatedNumber) fields.set(number, value);
      else if (typeof value === "bigint") throw new RangeError("an entry that is a number");
      else repeated.push(value);
    }
  } catch (error) {
    throw error instanceof RangeError ? refusal() : error;
  }
  return { fields, repeated };
}
