/**
 * The password at login. It has a guard of its own, per user and network, so that nobody outside can block a token by
 * guessing passwords; what comes after it shares the one guard of verify.ts. The same rule holds: an answer is revealed
 * only to the attempt whose conditional write won.
 */
import type { Caller } from "../audit/audit.js";
import { LatchkeyError, tooManyAttempts, unavailable } from "../errors.js";
import { networkOf } from "../network.js";
import type { Keys } from "../storage/keys.js";
import type { User } from "../storage/storage.js";
import type { VerificationDeps } from "./deps.js";
import { afterFailure, freshGuard, instantOf, secondsLeft } from "./guard.js";
import { ownerOfPassword, type PasswordOwner } from "./password-owner.js";

const MOST_RACES = 40;

/** A name and a password that somebody gave. */
export interface PasswordAttempt {
  username: string;
  password: string;
  caller: Caller;
  /** False where even the right password is no way in for this name: then it fails as a wrong one does. */
  counts?: boolean;
  /** For the audit trail: by what other way than the sign-in page it came. */
  through?: string;
}

/** Id of the first factor's guard for a user and the network that the attempt comes from. */
export function firstFactorGuardId(keys: Keys, userId: string, ip: string | null): string {
  return keys.digest("network", `${userId} ${networkOf(ip)}`);
}

/**
 * Checks user name and password; somebody of the directory whom Latchkey does not know yet may become a user by that.
 * @throws LatchkeyError `unauthenticated` (wrong, unknown, suspended or without password: the same), `too_many_attempts`,
 *   `unavailable` where the directory does not answer (nothing is counted)
 */
export function checkPassword(deps: VerificationDeps, attempt: PasswordAttempt): Promise<User> {
  const source = attempt.caller.ip ?? "";
  deps.decoys.assertLeft(source);
  const userId = deps.keys.userId(attempt.username);
  const guardId = firstFactorGuardId(deps.keys, userId, attempt.caller.ip);
  return deps.queue.inTurn(guardId, async () => {
    for (let race = 0; race < MOST_RACES; race++) {
      const { guard, version, now } = await deps.storage.firstFactorGuards.read(guardId);
      const at = instantOf(guard, now);
      const left = secondsLeft(guard, at);
      if (left !== null) {
        await recordRefusal(deps, attempt, userId, at, `${guardId} ${guard.notBefore?.getTime()}`);
        throw tooManyAttempts(left);
      }
      const read = await deps.storage.users.read(userId);
      const found = await ownerOfPassword(deps, attempt, read, at);
      const owner = attempt.counts === false ? null : found;
      const next = owner ? freshGuard(at) : afterFailure(guard, at, deps.tolerated);
      if (await deps.storage.firstFactorGuards.write(guardId, version, next)) {
        // A guard for each name that is guessed: bounded as decoys are.
        if (!owner && version === 0) deps.decoys.count(source);
        return answer(deps, attempt, { userId, named: read?.user ?? null, owner, at });
      }
    }
    throw unavailable(`lost ${MOST_RACES} races for one first-factor guard in a row`);
  });
}

/** Nothing is evaluated while the guard stands, and nothing counted; the trail says that somebody tried. */
async function recordRefusal(
  deps: VerificationDeps,
  { caller, through }: PasswordAttempt,
  userId: string,
  at: Date,
  block: string,
): Promise<void> {
  const read = await deps.storage.users.read(userId);
  const user = read && !read.user.decoy ? read.user.username : null;
  const about = { user, userId, factor: "password", credentialId: null };
  const detail = through === undefined ? {} : { detail: { through } };
  deps.audit.refused(
    caller,
    { at, action: "password.check", outcome: "refused", ...about, ...detail },
    block,
  );
}

async function answer(
  deps: VerificationDeps,
  { caller, through }: PasswordAttempt,
  { userId, named, owner, at }: { userId: string; named: User | null; owner: PasswordOwner | null; at: Date },
): Promise<User> {
  const user = owner && ("welcome" in owner ? await owner.welcome(caller) : owner.user);
  // People type passwords into the wrong field: a name that nobody has is kept as its HMAC only.
  const known = user ?? (named?.decoy ? null : named);
  const detail = {
    ...(known?.directory ? { source: "directory" } : {}),
    ...(through === undefined ? {} : { through }),
  };
  await deps.audit.record(caller, {
    at,
    action: "password.check",
    outcome: user ? "success" : "failure",
    user: known?.username ?? null,
    userId,
    factor: "password",
    credentialId: null,
    ...(Object.keys(detail).length > 0 ? { detail } : {}),
  });
  if (user) return user;
  throw new LatchkeyError("unauthenticated", "User name or password is not right.", {
    internal: "password refused",
  });
}
