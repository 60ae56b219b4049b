import { rulesFor } from "../policy/policy.js";
import type { RecoverySecrets, User } from "../storage/storage.js";
import type { Attempt, Found, Reading } from "./attempt.js";
import { blockSeconds } from "./backoff.js";
import type { VerificationDeps } from "./deps.js";
import { afterFailure, freshGuard } from "./guard.js";
import { issueRecovery, type RecoveryOutcome } from "./issue-recovery.js";
import { spendOn } from "./spend.js";

/** An attempt whose write won: the user as it now is. */
export interface Settled {
  user: User;
  found: Found | null;
  at: Date;
  recovery: RecoveryOutcome;
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
  // Cached: no query of its own.
  const wanted = rulesFor(await deps.policy.current(), reading.stored.groups).recovery;
  const form = wanted === "codes" ? "codes" : "key";
  const { user, recovery } = succeed(deps, attempt, reading.stored, found, reading.now, form);
  if (!(await deps.storage.users.write(reading.stored, user))) return null;
  if (attempt.firstFactorGuard && reading.firstFactor && reading.firstFactor.guard.failures > 0) {
    const { version, now } = reading.firstFactor;
    await deps.storage.firstFactorGuards.write(attempt.firstFactorGuard, version, freshGuard(now));
  }
  return { user, found, at: reading.now, blockedSeconds: 0, recovery };
}

/** The user after a match: the match spent, the guard reset if the credential was an active one, and what the attempt adds. */
function succeed(
  deps: VerificationDeps,
  attempt: Attempt,
  user: User,
  found: Found,
  now: Date,
  form: NonNullable<RecoverySecrets["form"]>,
): { user: User; recovery: RecoveryOutcome } {
  let recovery: RecoveryOutcome = {};
  const kept =
    "whole" in found.spend
      ? user.credentials.filter(({ id }) => id !== found.credentialId)
      : user.credentials;
  const credentials = kept.map((credential) => {
    if (credential.id !== found.credentialId) return credential;
    const spent = spendOn(credential, found.spend, now);
    if (!spent.recovery) return spent;
    if (spent.recovery.form === "codes") {
      recovery = { recoveryCodesLeft: spent.recovery.digests.length };
      return spent;
    }
    // A key that was used is replaced at once, by what policy has now, so that its owner is never without one.
    const { stored, shown } = issueRecovery(deps.keys, form);
    recovery = shown;
    return { ...spent, name: form === "codes" ? "Recovery codes" : spent.name, recovery: stored };
  });
  const guard = attempt.purpose === "confirmation" ? user.guard : freshGuard(now);
  const matched: User = { ...user, guard, credentials };
  const next = attempt.onMatch ? attempt.onMatch(matched, found, now) : matched;
  return { user: next, recovery };
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
    return { user: reading.user, found: null, at: firstFactor.now, blockedSeconds: 0, recovery: {} };
  }
  if (stored === null) return createDecoy(deps, attempt, reading.user);
  const user: User = { ...stored, guard: afterFailure(stored.guard, now, deps.tolerated) };
  if (!(await deps.storage.users.write(stored, user))) return null;
  const blockedSeconds = blockSeconds(user.guard.failures, deps.tolerated);
  return { user, found: null, at: now, blockedSeconds, recovery: {} };
}

/** The first failure of an unknown name is one write as well: it creates the decoy with that failure counted. */
async function createDecoy(deps: VerificationDeps, attempt: Attempt, decoy: User): Promise<Settled | null> {
  const seconds = blockSeconds(1, deps.tolerated);
  const at = await deps.storage.users.createDecoy(decoy.id, seconds * 1000);
  if (at === null) return null;
  deps.decoys.count(attempt.caller.ip ?? attempt.caller.application ?? "");
  return { user: decoy, found: null, at, blockedSeconds: seconds, recovery: {} };
}
