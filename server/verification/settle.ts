import { canonicalRecoveryKey, newRecoveryKey } from "../factors/recovery-key.js";
import type { User } from "../storage/storage.js";
import type { Attempt, Found, Reading } from "./attempt.js";
import { blockSeconds } from "./backoff.js";
import type { VerificationDeps } from "./deps.js";
import { afterFailure, freshGuard } from "./guard.js";
import { spendOn } from "./spend.js";

/** An attempt whose write won: the user as it now is. */
export interface Settled {
  user: User;
  found: Found | null;
  at: Date;
  recoveryKey?: string;
  /** Seconds of the block that this failure began; 0 where it began none. */
  blockedSeconds: number;
}

/**
 * ONE conditional write that records either the failure or the success. Only the caller whose write won learns the
 * result, so as many guesses are evaluated as the guard tolerates, whatever the parallelism.
 * @returns null where the race was lost and the attempt must start again from the read
 */
export async function settle(
  deps: VerificationDeps,
  attempt: Attempt,
  reading: Reading,
  found: Found | null,
): Promise<Settled | null> {
  if (found === null) return settleFailure(deps, attempt, reading);
  if (reading.stored === null) throw new TypeError("a name without a document cannot match");
  const { user, recoveryKey } = succeed(deps, attempt, reading.stored, found, reading.now);
  if (!(await deps.storage.users.write(reading.stored, user))) return null;
  if (attempt.firstFactorGuard && reading.firstFactor && reading.firstFactor.guard.failures > 0) {
    const { version, now } = reading.firstFactor;
    await deps.storage.firstFactorGuards.write(attempt.firstFactorGuard, version, freshGuard(now));
  }
  return { user, found, at: reading.now, blockedSeconds: 0, ...(recoveryKey ? { recoveryKey } : {}) };
}

/** The user after a match: the match spent, the guard reset if the credential was an active one, and what the attempt adds. */
function succeed(
  deps: VerificationDeps,
  attempt: Attempt,
  user: User,
  found: Found,
  now: Date,
): { user: User; recoveryKey?: string } {
  const renewed = "recoveryKey" in found.spend ? newRecoveryKey() : undefined;
  const credentials = user.credentials.map((credential) => {
    if (credential.id !== found.credentialId) return credential;
    const spent = spendOn(credential, found.spend, now);
    if (!renewed) return spent;
    // The key that was used is replaced at once, so that its owner is never without one.
    const digest = deps.keys.digest("recovery-key", canonicalRecoveryKey(renewed));
    return { ...spent, recovery: { digests: [...(spent.recovery?.digests ?? []), digest] } };
  });
  const guard = attempt.purpose === "confirmation" ? user.guard : freshGuard(now);
  const matched: User = { ...user, guard, credentials };
  const next = attempt.onMatch ? attempt.onMatch(matched, found, now) : matched;
  return { user: next, ...(renewed ? { recoveryKey: renewed } : {}) };
}

async function settleFailure(
  deps: VerificationDeps,
  attempt: Attempt,
  reading: Reading,
): Promise<Settled | null> {
  const { stored, firstFactor, now } = reading;
  if (attempt.firstFactorGuard && firstFactor) {
    const guard = afterFailure(firstFactor.guard, firstFactor.now, deps.tolerated);
    const won = await deps.storage.firstFactorGuards.write(
      attempt.firstFactorGuard,
      firstFactor.version,
      guard,
    );
    if (!won) return null;
    if (firstFactor.version === 0) deps.decoys.count(attempt.caller.ip ?? attempt.caller.application ?? "");
    return { user: reading.user, found: null, at: firstFactor.now, blockedSeconds: 0 };
  }
  if (stored === null) return createDecoy(deps, attempt, reading.user);
  const user: User = { ...stored, guard: afterFailure(stored.guard, now, deps.tolerated) };
  if (!(await deps.storage.users.write(stored, user))) return null;
  return { user, found: null, at: now, blockedSeconds: blockSeconds(user.guard.failures, deps.tolerated) };
}

/** The first failure of an unknown name is one write as well: it creates the decoy with that failure counted. */
async function createDecoy(deps: VerificationDeps, attempt: Attempt, decoy: User): Promise<Settled | null> {
  const seconds = blockSeconds(1, deps.tolerated);
  const at = await deps.storage.users.createDecoy(decoy.id, seconds * 1000);
  if (at === null) return null;
  deps.decoys.count(attempt.caller.ip ?? attempt.caller.application ?? "");
  return { user: decoy, found: null, at, blockedSeconds: seconds };
}
