import type { AuditFact } from "../audit/audit.js";
import { userFact } from "../audit/user-fact.js";
import { tooManyAttempts, verificationFailed } from "../errors.js";
import type { User } from "../storage/storage.js";
import type { Attempt, Reading, Verified } from "./attempt.js";
import type { VerificationDeps } from "./deps.js";
import { instantOf, secondsLeft } from "./guard.js";
import type { Settled } from "./settle.js";

/**
 * Refuses while a guard stands: nothing is evaluated, no challenge consumed, nothing counted or lengthened.
 * @throws LatchkeyError `too_many_attempts`
 */
export function refuse(deps: VerificationDeps, attempt: Attempt, reading: Reading): void {
  const { user, now, firstFactor } = reading;
  const ofFirstFactor = firstFactor
    ? secondsLeft(firstFactor.guard, instantOf(firstFactor.guard, firstFactor.now))
    : null;
  const left = secondsLeft(user.guard, now) ?? ofFirstFactor;
  if (left === null) return;
  deps.metrics.attempt(factorLabel(attempt), "refused");
  const block = `${user.id} ${user.guard.notBefore?.getTime() ?? "first factor"}`;
  deps.audit.refused(attempt.caller, fact(attempt, user, "refused", now), block);
  throw tooManyAttempts(left);
}

/**
 * Records the settled attempt, awaited, and turns it into its answer.
 * @throws LatchkeyError `verification_failed` for a failure, `unavailable` where the entry could not be stored
 */
export async function record(deps: VerificationDeps, attempt: Attempt, settled: Settled): Promise<Verified> {
  const { user, found, at, recovery } = settled;
  const outcome = found ? "success" : "failure";
  deps.metrics.attempt(found?.factor ?? factorLabel(attempt), found ? "verified" : "failed");
  const serial = serialOf(user, found?.credentialId ?? attempt.credentialId);
  await deps.audit.record(attempt.caller, {
    ...fact(attempt, user, outcome, at),
    factor: found?.factor ?? factorLabel(attempt),
    credentialId: found?.credentialId ?? null,
    // By this the history of a token knows of it.
    ...(serial === undefined ? {} : { detail: { serial } }),
  });
  if (found === null) {
    const isFirstBlock = settled.blockedSeconds > 0 && user.guard.failures === deps.tolerated + 1;
    if (isFirstBlock && !user.decoy)
      deps.notices.tell(user, { kind: "blocked", application: attempt.caller.application }, at);
    throw verificationFailed(`no credential matched (${attempt.purpose})`);
  }
  tellOfRecovery(deps, settled);
  const bypass = user.credentials.find(({ id }) => id === found.credentialId)?.bypass;
  if (bypass) deps.notices.tell(user, { kind: "bypass_code_used", left: bypass.usesLeft }, at);
  if (deps.factors.get(found.factor)?.kind === "emergency") await recordEmergency(deps, attempt, user, at);
  return { user, factor: found.factor, credentialId: found.credentialId, at, recovery };
}

function tellOfRecovery(deps: VerificationDeps, { user, at, recovery }: Settled): void {
  const { recoveryKey, recoveryCodes, recoveryCodesLeft: left } = recovery;
  if (left !== undefined) deps.notices.tell(user, { kind: "recovery_code_used", left }, at);
  if (recoveryKey || recoveryCodes) deps.notices.tell(user, { kind: "recovery_key_used" }, at);
}

/** An entry of its own, and a letter to every owner: a sign-in past all factors must not go unnoticed. */
async function recordEmergency(
  deps: VerificationDeps,
  attempt: Attempt,
  user: User,
  at: Date,
): Promise<void> {
  await deps.audit.record(attempt.caller, userFact("break_glass.use", user, at));
  for (const owner of await deps.storage.users.listPrivileged()) {
    if (owner.roles.includes("owner"))
      deps.notices.tell(owner, { kind: "break_glass_used", by: user.username }, at);
  }
}

function fact(attempt: Attempt, user: User, outcome: AuditFact["outcome"], at: Date): AuditFact {
  return {
    at,
    action: `verification.${attempt.purpose}`,
    outcome,
    // People type passwords into the wrong field: an unknown name is kept as its HMAC only.
    user: user.decoy ? null : user.username,
    userId: user.id,
    factor: factorLabel(attempt),
    credentialId: null,
  };
}

/** The serial of the hardware token that a credential is; undefined where it is none, or is unknown. */
function serialOf(user: User, credentialId: string | undefined): string | undefined {
  return user.credentials.find(({ id }) => id === credentialId)?.token?.serial;
}

/** The factor that was named, or `any` where every code was tried. */
function factorLabel(attempt: Attempt): string {
  return attempt.factors.length === 1 && attempt.factors[0] ? attempt.factors[0] : "any";
}
