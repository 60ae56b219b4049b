import type { Caller } from "../audit/audit.js";
import { LatchkeyError } from "../errors.js";
import type { Keys } from "../storage/keys.js";
import type { HashAlgorithm, Sealed, Spend, Token, TokenState, TokenType } from "../storage/storage.js";
import type { TokenDeps } from "./change-token.js";
import { accessCodePlace, tokenPlace } from "./life-cycle.js";

/** What is known of a token when it comes into the store. */
export interface NewToken {
  serial: string;
  type: TokenType;
  /** OTP seed; for Yubico OTP the AES-128 key. */
  secretHex: string;
  /** Yubico OTP: 6 bytes. */
  privateIdHex?: string | undefined;
  publicId?: string | undefined;
  /** A YubiKey slot's: 6 bytes. */
  accessCodeHex?: string | undefined;
  digits?: number | undefined;
  algorithm?: HashAlgorithm | undefined;
  /** Seconds; TOTP only. */
  period?: number | undefined;
  /** The next counter that the token will use; HOTP only. */
  counter?: number | undefined;
  manufacturer?: string | undefined;
  model?: string | undefined;
}

const DEFAULT_PERIOD_SECONDS = 30;
const DEFAULT_DIGITS = 6;
const AES_KEY_HEX = 32;
const PRIVATE_ID_HEX = 12;

/**
 * A token as it is stored, its secret sealed to its place.
 * @throws LatchkeyError `invalid_request` where a Yubico token lacks an id or its key has not 16 bytes
 */
export function tokenOf(
  keys: Keys,
  token: NewToken,
  { state, importId, now }: { state: TokenState; importId: string | null; now: Date },
): Token {
  const { serial, type, period, manufacturer, model, publicId } = token;
  const secret = keys.sealer.seal(Buffer.from(secretHexOf(token), "hex"), tokenPlace(serial));
  return {
    serial: serial.trim(),
    version: 1,
    type,
    state,
    secret,
    ...(token.accessCodeHex === undefined
      ? {}
      : { accessCode: sealAccessCode(keys, token.accessCodeHex, serial) }),
    digits: token.digits ?? DEFAULT_DIGITS,
    algorithm: token.algorithm ?? "SHA1",
    ...(type === "totp" ? { period: period ?? DEFAULT_PERIOD_SECONDS, drift: 0 } : {}),
    spent: spentBefore(token),
    ...(type === "yubico-otp" && publicId !== undefined ? { publicId } : {}),
    ...(manufacturer === undefined ? {} : { manufacturer }),
    ...(model === undefined ? {} : { model }),
    userId: null,
    username: null,
    credentialId: null,
    importId,
    createdAt: now,
    updatedAt: now,
  };
}

/** Adds one token to the stock. @throws LatchkeyError `conflict` where the serial is taken */
export async function addToken(
  deps: TokenDeps,
  caller: Caller,
  newToken: NewToken,
  state: TokenState,
): Promise<Token> {
  const now = await deps.storage.now();
  const token = tokenOf(deps.keys, newToken, { state, importId: null, now });
  await deps.storage.tokens.create(token);
  await deps.audit.record(caller, {
    at: now,
    action: "token.create",
    outcome: "success",
    user: null,
    userId: null,
    factor: token.type,
    credentialId: null,
    detail: { serial: token.serial, state },
  });
  return token;
}

function secretHexOf({ type, secretHex, privateIdHex, publicId }: NewToken): string {
  if (type !== "yubico-otp") return secretHex;
  if (secretHex.length !== AES_KEY_HEX || privateIdHex?.length !== PRIVATE_ID_HEX || publicId === undefined) {
    throw new LatchkeyError(
      "invalid_request",
      "A Yubico OTP token needs a key of 16 bytes, a private id of 6 and a public id.",
    );
  }
  return privateIdHex + secretHex;
}

function sealAccessCode(keys: Keys, accessCodeHex: string, serial: string): Sealed {
  return keys.sealer.seal(Buffer.from(accessCodeHex, "hex"), accessCodePlace(serial));
}

/** A HOTP token that has typed codes before begins after them. */
function spentBefore({ type, counter = 0 }: NewToken): Spend | null {
  return type === "hotp" && counter > 0 ? { counter: counter - 1 } : null;
}
