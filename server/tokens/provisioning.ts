import type { Caller } from "../audit/audit.js";
import { LatchkeyError, notFound } from "../errors.js";
import type { Keys } from "../storage/keys.js";
import type { Spend, Token } from "../storage/storage.js";
import { changeToken, readToken, type TokenDeps } from "./change-token.js";
import { accessCodePlace } from "./life-cycle.js";
import { type NewToken, tokenOf } from "./new-token.js";
import { nextState } from "./transitions.js";

/** Far above what a loose plug makes of one key; the list is part of the token's document. */
const MOST_ATTEMPTS = 100;

/**
 * Goes on with a pending token whose provisioning was interrupted. Nobody knows whether its key holds the earlier
 * secret or still none, so that the earlier one is kept until the token is activated, and the access code stays.
 * @throws LatchkeyError `not_found`, `conflict` (not pending, of another type or public id, another access code)
 */
export async function provisionAgain(deps: TokenDeps, caller: Caller, newToken: NewToken): Promise<Token> {
  const { token } = await changeToken(deps, caller, newToken.serial, "provision_again", (holding, now) => ({
    ...holding,
    token: begunAgain(deps.keys, holding.token, newToken, now),
  }));
  return token;
}

/**
 * Takes a token into the stock once its key was seen to hold the secret; earlier secrets are forgotten.
 * @param used what the key has typed while it was checked; such codes are refused from the start
 * @throws LatchkeyError `not_found`, `conflict` (not pending), `invalid_request` (`used` of another type)
 */
export async function activateToken(
  deps: TokenDeps,
  caller: Caller,
  serial: string,
  used?: Spend,
): Promise<Token> {
  const { token } = await changeToken(deps, caller, serial, "activate", (holding) => ({
    ...holding,
    token: {
      ...holding.token,
      state: nextState(holding.token, "activate"),
      earlierSecrets: [],
      spent: used === undefined ? holding.token.spent : usedBefore(holding.token, used),
    },
  }));
  return token;
}

/**
 * Tells the access code of a token's YubiKey slot; every look is recorded before it is answered.
 * @returns 12 hex digits
 * @throws LatchkeyError `not_found` where there is no such token or it has none
 */
export async function readAccessCode(deps: TokenDeps, caller: Caller, serial: string): Promise<string> {
  const { token, now } = await readToken(deps, serial);
  const code = openAccessCode(deps.keys, token);
  if (code === undefined) throw notFound("This token has no access code.");
  await deps.audit.record(caller, {
    at: now,
    action: "token.access_code",
    outcome: "success",
    user: null,
    userId: null,
    factor: token.type,
    credentialId: null,
    detail: { serial: token.serial, state: token.state },
  });
  return code;
}

function openAccessCode(keys: Keys, { accessCode, serial }: Token): string | undefined {
  if (!accessCode) return undefined;
  return Buffer.from(keys.sealer.unseal(accessCode, accessCodePlace(serial))).toString("hex");
}

function begunAgain(keys: Keys, token: Token, newToken: NewToken, now: Date): Token {
  if (token.state !== "pending") throw conflict("There is such a token already, and it is not pending.");
  if (token.type !== newToken.type || token.publicId !== newToken.publicId) {
    throw conflict(
      `This token was begun as ${token.type}, with its own public id. Go on with that, or revoke it.`,
    );
  }
  const kept = openAccessCode(keys, token);
  if (kept !== undefined && kept !== newToken.accessCodeHex?.toLowerCase()) {
    // The slot may have the code of the interrupted write: a second one would leave it open which.
    throw conflict("Go on with the access code that this token has.");
  }
  const earlierSecrets = [...(token.earlierSecrets ?? []), token.secret];
  if (earlierSecrets.length > MOST_ATTEMPTS) throw conflict("This token was begun too often. Revoke it.");
  const { serial, version, createdAt, importId } = token;
  return {
    ...tokenOf(keys, newToken, { state: "pending", importId, now }),
    serial,
    version,
    createdAt,
    earlierSecrets,
  };
}

/** Never lowers what the token has spent already. */
function usedBefore({ type, spent }: Token, used: Spend): Spend {
  const fits = type === "hotp" ? "counter" in used : type === "yubico-otp" && "useCounter" in used;
  if (!fits)
    throw new LatchkeyError("invalid_request", `Nothing of the kind is counted by a token of type ${type}.`);
  const isLater =
    "counter" in used && spent !== null && "counter" in spent ? used.counter > spent.counter : true;
  return isLater ? used : (spent ?? used);
}

function conflict(sentence: string): LatchkeyError {
  return new LatchkeyError("conflict", sentence);
}
