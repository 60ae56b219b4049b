import type { Caller } from "../audit/audit.js";
import { assertRoom } from "../enrolment/limits.js";
import { LatchkeyError } from "../errors.js";
import { newId } from "../secrets.js";
import type { Keys } from "../storage/keys.js";
import type { Credential, CredentialState, Token, User } from "../storage/storage.js";
import { seedPlace } from "../verification/check.js";
import { changeToken, type Holding, type TokenDeps } from "./change-token.js";
import { nextState, type TokenAction } from "./transitions.js";

/** Where the seed of a token in the store is sealed to. */
export function tokenPlace(serial: string) {
  return { collection: "tokens", handle: serial.trim().toLowerCase(), credential: "", field: "secret" };
}

/** Where the access code of a token's YubiKey slot is sealed to. */
export function accessCodePlace(serial: string) {
  return { ...tokenPlace(serial), field: "access-code" };
}

/**
 * Assigns a token in stock to a user: the user gets a credential that goes on from the token's counters.
 * @throws LatchkeyError `not_found`, `conflict` (not in stock, or no room)
 */
export async function assignToken(
  deps: TokenDeps,
  caller: Caller,
  serial: string,
  username: string,
): Promise<Token> {
  const { token, user } = await hold(deps, caller, serial, username, "active");
  if (user)
    deps.notices.tell(
      user,
      { kind: "factor_added", credentialName: nameOf(token), factor: token.type },
      token.updatedAt,
    );
  return token;
}

/**
 * Takes a token out of the stock for a user, whose credential is of use once it is active.
 * @throws LatchkeyError `not_found`, `conflict` (not in stock, or no room)
 */
export async function hold(
  deps: TokenDeps,
  caller: Caller,
  serial: string,
  username: string,
  credentialState: "active" | "pending",
): Promise<Holding> {
  const id = newId();
  return changeToken(
    deps,
    caller,
    serial,
    "assign",
    (holding, now) => {
      if (!holding.user) throw new LatchkeyError("not_found", "There is no such user.");
      const state = nextState(holding.token, "assign");
      const credential = {
        ...credentialOf(deps.keys, holding.token, holding.user, id, now),
        state: credentialState,
      };
      assertRoom(holding.user.credentials, credential);
      const { id: userId, username: name } = holding.user;
      return {
        token: { ...holding.token, state, userId, username: name, credentialId: id },
        user: { ...holding.user, credentials: [...holding.user.credentials, credential] },
      };
    },
    deps.keys.userId(username),
  );
}

/**
 * Moves a token on to another state, and its user's credential with it. Unassigning and revoking bring counters, step
 * and drift back to the token, which never lowers them.
 * @throws LatchkeyError `not_found`, `conflict` (not allowed in its state)
 */
export async function moveToken(
  deps: TokenDeps,
  caller: Caller,
  serial: string,
  action: Exclude<TokenAction, "assign" | "activate">,
): Promise<Token> {
  let formerUser: User | null = null;
  const { token } = await changeToken(deps, caller, serial, action, (holding) => {
    const state = nextState(holding.token, action);
    formerUser = holding.user;
    const next = { ...holding, token: { ...holding.token, state } };
    return action === "unassign" || action === "revoke" ? takenBack(next) : withCredentialState(next);
  });
  const leaves = action === "unassign" || action === "revoke";
  if (formerUser && leaves) {
    deps.notices.tell(
      formerUser,
      { kind: "factor_removed", credentialName: nameOf(token), factor: token.type },
      token.updatedAt,
    );
  }
  return token;
}

function credentialOf(keys: Keys, token: Token, user: User, id: string, now: Date): Credential {
  const plain = keys.sealer.unseal(token.secret, tokenPlace(token.serial));
  const secret = keys.sealer.seal(plain, seedPlace(user.handle, id));
  const { digits, algorithm, period, drift, publicId, serial, model } = token;
  return {
    id,
    factor: token.type,
    name: nameOf(token),
    state: "active",
    createdAt: now,
    lastUsedAt: null,
    spent: token.spent,
    token: { serial, ...(model === undefined ? {} : { model }) },
    ...(publicId === undefined
      ? { otp: { secret, digits, algorithm, ...(period === undefined ? {} : { period, drift: drift ?? 0 }) } }
      : { yubico: { publicId, secret } }),
  };
}

/** The token without its user: what the credential has spent goes back with it. */
function takenBack({ token, user }: Holding): Holding {
  const credential = user?.credentials.find(({ id }) => id === token.credentialId);
  return {
    token: credential ? withoutHolder(token, credential) : token,
    user: user && withoutCredential(user, token.credentialId),
  };
}

/** A token that is taken from its user, with the counters, step and drift that its credential had come to. */
export function withoutHolder(token: Token, { spent, otp }: Credential): Token {
  const drift = otp?.drift ?? token.drift;
  return {
    ...token,
    spent: spent ?? token.spent,
    ...(drift === undefined ? {} : { drift }),
    userId: null,
    username: null,
    credentialId: null,
  };
}

/** A user who is left without a second factor has nothing that a recovery key or bypass code could stand in for. */
function withoutCredential(user: User, credentialId: string | null): User {
  const left = user.credentials.filter(({ id }) => id !== credentialId);
  const hasFactor = left.some(
    ({ recovery, bypass, password, state }) => !recovery && !bypass && !password && state !== "pending",
  );
  return {
    ...user,
    credentials: hasFactor ? left : left.filter(({ recovery, bypass }) => !recovery && !bypass),
  };
}

/** The user's credential follows the token: only an assigned token's is active. */
function withCredentialState({ token, user }: Holding): Holding {
  if (!user) return { token, user };
  const state: CredentialState = token.state === "assigned" ? "active" : "suspended";
  const credentials = user.credentials.map((credential) =>
    credential.id === token.credentialId ? { ...credential, state } : credential,
  );
  return { token, user: { ...user, credentials } };
}

function nameOf({ model, serial }: Token): string {
  return `${model ?? "Token"} ${serial}`;
}
