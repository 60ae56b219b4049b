import { API_OPTIONS, API_USAGE } from "../api-client.js";
import { integer, oneOf, readArguments } from "../arguments.js";
import { type TerminalIo, UsageError } from "../io.js";
import { SEED_FILE_OPTIONS } from "../seed-options.js";
import { type Plan, SLOT_TYPES } from "./plan.js";

export const USAGE = `usage: latchkey tokens provision [--type hotp|totp|yubico-otp] [--slot 1|2] [--digits 6|8] [--touch] [--press]
         [--assign LIST.csv] [--count N] [--dry-run] [--force] [--serial-suffix TEXT] [--out FOLDER]
         [--no-access-code] [--current-access-code-file FILE]
         [--secrets-from FILE [--format F] [--key-hex H] [--password-file P] [--option k=v]] ${API_USAGE}`;

const MOST_KEYS = 100_000;
const MAX_CODE_FILE_BYTES = 64;

const OPTIONS = {
  ...API_OPTIONS,
  ...SEED_FILE_OPTIONS,
  type: { type: "string" },
  slot: { type: "string" },
  digits: { type: "string" },
  touch: { type: "boolean" },
  press: { type: "boolean" },
  assign: { type: "string" },
  count: { type: "string" },
  "dry-run": { type: "boolean" },
  force: { type: "boolean" },
  "serial-suffix": { type: "string" },
  out: { type: "string" },
  "no-access-code": { type: "boolean" },
  "current-access-code-file": { type: "string" },
  "secrets-from": { type: "string" },
} as const;

/** Reads the arguments behind `tokens provision`. Throws a UsageError. */
export async function readProvisionArguments(argv: readonly string[], io: TerminalIo) {
  const { values, positionals } = readArguments(argv, OPTIONS, USAGE);
  if (positionals.length > 0) throw new UsageError("this command takes options only", USAGE);
  const type = oneOf(SLOT_TYPES, values.type ?? "hotp", "type");
  if (values.touch && type !== "totp")
    throw new UsageError("--touch is for --type totp", "the others always need one");
  if (values.press && type === "totp")
    throw new UsageError("--press is not for --type totp", "such a slot types nothing");
  const given = values["serial-suffix"];
  if (given !== undefined && !/^[A-Za-z0-9]{1,16}$/.test(given))
    throw new UsageError("that is no suffix", "up to 16 letters and digits");
  const plan: Plan = {
    type,
    slot: oneOf(["1", "2"], values.slot ?? "2", "slot") === "1" ? 1 : 2,
    digits: oneOf(["6", "8"], values.digits ?? "6", "number of digits") === "8" ? 8 : 6,
    touch: values.touch ?? false,
    press: values.press ?? false,
    protect: !values["no-access-code"],
    force: values.force ?? false,
    dryRun: values["dry-run"] ?? false,
    suffix: given === undefined ? "" : `-${given}`,
    currentAccessCode: await accessCodeFrom(values["current-access-code-file"], io),
  };
  const count = values.count === undefined ? null : integer(values.count, "--count", 1, MOST_KEYS);
  return { plan, count, values };
}

async function accessCodeFrom(path: string | undefined, io: TerminalIo): Promise<Uint8Array | undefined> {
  if (path === undefined) return undefined;
  const bytes = await io.readFile(path, MAX_CODE_FILE_BYTES).catch(() => new Uint8Array(0));
  const text = Buffer.from(bytes).toString().trim();
  if (/^[0-9a-f]{12}$/i.test(text)) return Buffer.from(text, "hex");
  throw new UsageError("the file of the access code is not right", "one line of 12 hexadecimal digits");
}
