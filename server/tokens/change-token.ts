import type { Caller } from "../audit/audit.js";
import { notFound, unavailable } from "../errors.js";
import type { Token, User } from "../storage/storage.js";
import type { VerificationDeps } from "../verification/deps.js";

export type TokenDeps = Pick<VerificationDeps, "storage" | "keys" | "audit" | "notices">;

const MOST_RACES = 40;

/** A token with the user who has it, as they were read or shall be. */
export interface Holding {
  token: Token;
  user: User | null;
}

/**
 * Reads a token and the user concerned, changes them and writes both in one transaction, again from the reads where
 * somebody else wrote meanwhile. `change` must be pure; it throws where the change is not allowed.
 * @param userId the user concerned where the token has none yet
 * @throws LatchkeyError `not_found` for an unknown token or user, and what `change` throws
 */
export async function changeToken(
  deps: TokenDeps,
  caller: Caller,
  serial: string,
  action: string,
  change: (holding: Holding, now: Date) => Holding,
  userId?: string,
): Promise<Holding> {
  for (let race = 0; race < MOST_RACES; race++) {
    const { token, now } = await readToken(deps, serial);
    const user = await readHolder(deps, userId ?? token.userId);
    const next = change({ token, user }, now);
    const userChange = user && next.user && user !== next.user ? { previous: user, next: next.user } : null;
    const stamped = { ...next.token, updatedAt: now };
    if (await deps.storage.tokens.write([{ previous: token, next: stamped }], userChange)) {
      // Also the credential that a token was until now.
      const credentialId = stamped.credentialId ?? token.credentialId;
      await recordTokenChange(
        deps,
        caller,
        action,
        { token: { ...stamped, credentialId }, user: next.user },
        now,
      );
      return { token: stamped, user: next.user };
    }
  }
  throw unavailable(`lost ${MOST_RACES} races for one token in a row`);
}

/** @throws LatchkeyError `not_found` */
export async function readToken(
  deps: Pick<TokenDeps, "storage">,
  serial: string,
): Promise<{ token: Token; now: Date }> {
  const read = await deps.storage.tokens.read(serial);
  if (!read) throw notFound("There is no token with that serial number.");
  return read;
}

async function readHolder(deps: TokenDeps, userId: string | null): Promise<User | null> {
  if (userId === null) return null;
  const read = await deps.storage.users.read(userId);
  if (!read || read.user.decoy) throw notFound("There is no such user.");
  return read.user;
}

function recordTokenChange(
  deps: TokenDeps,
  caller: Caller,
  action: string,
  { token, user }: Holding,
  at: Date,
): Promise<void> {
  return deps.audit.record(caller, {
    at,
    action: `token.${action}`,
    outcome: "success",
    user: user?.username ?? null,
    userId: user?.id ?? null,
    factor: token.type,
    credentialId: token.credentialId,
    detail: { serial: token.serial, state: token.state },
  });
}
