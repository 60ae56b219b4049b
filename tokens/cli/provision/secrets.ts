import { randomBytes } from "node:crypto";
import { MAX_FILE_BYTES, type ReadSeedFileOptions, readSeedFile, type SeedToken } from "../../seeds/index.js";
import { modhexEncode } from "../../yubikey/modhex.js";
import { CommandError, type CommandIo } from "../io.js";
import { SEED_ERROR_WORDS, SEED_FILE_HINTS } from "../seed-words.js";
import { PERIOD_SECONDS, type Plan, type SlotType } from "./plan.js";

/** RFC 4226 section 4 (R6) asks for 16 bytes and recommends 20, which is also the most that a slot holds. */
const SEED_BYTES = 20;
const AES_KEY_BYTES = 16;
const PRIVATE_ID_BYTES = 6;
const ACCESS_CODE_BYTES = 6;
/** Public ids that begin with `vv` are those of one's own making, as ykman's `--serial-public-id` has them. */
const OWN_PUBLIC_ID = 0xff;

/** Everything that is to be written into one slot. */
export interface SlotSecret {
  readonly secret: Uint8Array;
  /** Yubico OTP only. */
  readonly privateId: Uint8Array | undefined;
  /** Modhex; Yubico OTP only. */
  readonly publicId: string | undefined;
  readonly accessCode: Uint8Array | undefined;
  readonly digits: 6 | 8;
  readonly period: number;
  /** HOTP only. */
  readonly counter: number;
}

/** Gives the secret of a key by the serials of key and token. Throws a CommandError where there is none. */
export type SecretSource = (plan: Plan, keySerial: number, serial: string) => SlotSecret;

/** Fresh secrets from the system's random generator. */
export const freshSecret: SecretSource = (plan, keySerial) => ({
  secret: randomBytes(plan.type === "yubico-otp" ? AES_KEY_BYTES : SEED_BYTES),
  privateId: plan.type === "yubico-otp" ? randomBytes(PRIVATE_ID_BYTES) : undefined,
  publicId: plan.type === "yubico-otp" ? publicIdOf(plan, keySerial) : undefined,
  accessCode: plan.protect ? randomAccessCode() : undefined,
  digits: plan.digits,
  period: PERIOD_SECONDS,
  counter: 0,
});

/** Six zeros would mean that there is none. */
function randomAccessCode(): Uint8Array {
  const code = randomBytes(ACCESS_CODE_BYTES);
  return code.every((byte) => byte === 0) ? randomAccessCode() : code;
}

/** Made from the serial, or random for a further token of one key, as each id belongs to one token. */
function publicIdOf({ slot, suffix }: Plan, keySerial: number): string {
  const id = Buffer.alloc(6);
  id[0] = OWN_PUBLIC_ID;
  if (slot === 2 && suffix === "") id.writeUInt32BE(keySerial, 2);
  else randomBytes(5).copy(id, 1);
  return modhexEncode(id);
}

/**
 * Secrets from a seed file whose serials are those of the keys or of the tokens.
 * @throws CommandError where the file is refused or a row in it cannot be written into such a slot
 */
export async function secretsFrom(
  path: string,
  options: ReadSeedFileOptions,
  type: SlotType,
  io: CommandIo,
): Promise<SecretSource> {
  const bytes = await io.readFile(path, MAX_FILE_BYTES).catch(() => {
    throw new CommandError("the seed file cannot be read", "check its name and its permissions");
  });
  const { tokens, fileError } = await readSeedFile(bytes, options);
  if (fileError !== null) {
    const hint = SEED_FILE_HINTS[fileError] ?? "look at it with latchkey seeds inspect";
    throw new CommandError(`the seed file was refused: ${fileError}: ${SEED_ERROR_WORDS[fileError]}`, hint);
  }
  const bySerial = new Map(tokens.map((token) => [token.serial.toLowerCase(), token]));
  return (plan, keySerial, serial) => {
    const token = bySerial.get(serial.toLowerCase()) ?? bySerial.get(String(keySerial));
    if (!token)
      throw new CommandError("the seed file has no row of this serial", "add one, or leave this key out");
    return secretOf(plan, token, type);
  };
}

function secretOf(plan: Plan, token: SeedToken, type: SlotType): SlotSecret {
  const counter = token.type === "hotp" ? Number(token.counter) : 0;
  const fits =
    (token.type === "hmac" ? "totp" : token.type) === type &&
    (type === "yubico-otp" || token.secretHex.length <= 2 * SEED_BYTES) &&
    (!("algorithm" in token) || token.algorithm === "SHA1") &&
    (!("digits" in token) || token.digits !== 7) &&
    counter % 16 === 0;
  if (!fits) {
    throw new CommandError(
      `row ${token.row} of the seed file does not fit into a slot of this type`,
      "type as given by --type; at most 20 bytes, SHA-1, 6 or 8 digits, a counter that is a multiple of 16",
    );
  }
  const accessCode = token.accessCodeHex ? Buffer.from(token.accessCodeHex, "hex") : undefined;
  return {
    secret: Buffer.from(token.secretHex, "hex"),
    privateId: token.privateIdHex ? Buffer.from(token.privateIdHex, "hex") : undefined,
    publicId: token.publicId,
    accessCode: accessCode ?? (plan.protect ? randomAccessCode() : undefined),
    digits: "digits" in token && token.digits === 8 ? 8 : "digits" in token ? 6 : plan.digits,
    period: "period" in token ? token.period : PERIOD_SECONDS,
    counter,
  };
}
