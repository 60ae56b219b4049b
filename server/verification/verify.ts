/**
 * THE pipeline. Every login, elevation, enrolment confirmation and protocol goes through `verify`, the only caller of
 * `Factor.verify`: read, refuse, check, settle, record. What a factor matches is spent here and what it does not match
 * is counted here, in ONE conditional write, so replay protection and back-off hold for every factor alike.
 */
import { unavailable, verificationFailed } from "../errors.js";
import type { Attempt, Reading, Verified } from "./attempt.js";
import { type Candidate, candidatesFor, check } from "./check.js";
import { decoyUser } from "./decoy.js";
import type { VerificationDeps } from "./deps.js";
import { instantOf } from "./guard.js";
import { record, refuse } from "./record.js";
import { settle } from "./settle.js";

export type { Attempt, Verified } from "./attempt.js";

/** Well above the tolerated failures + 2 + the number of processes, so that nobody is refused unless the guard stands. */
const MOST_RACES = 40;

/**
 * Evaluates one attempt and settles it.
 * @throws LatchkeyError `invalid_request` (not the factor's shape: uncounted), `verification_failed` (wrong, replayed,
 *   revoked, unknown: counted; a challenge that is gone: uncounted), `too_many_attempts` (the guard stands: nothing was
 *   evaluated), `unavailable` (the outcome is unknown or could not be recorded: the code stays spent)
 */
export async function verify(deps: VerificationDeps, attempt: Attempt): Promise<Verified> {
  const candidates = candidatesFor(deps.factors, attempt);
  const source = attempt.caller.ip ?? attempt.caller.application ?? "";
  deps.decoys.assertLeft(source);
  const userId = deps.keys.userId(attempt.username);
  return deps.queue.inTurn(userId, async () => {
    let challenge: string | null = null;
    for (let race = 0; race < MOST_RACES; race++) {
      const reading = await read(deps, attempt, userId);
      refuse(deps, attempt, reading);
      if (race === 0) challenge = await takeChallenge(deps, attempt, candidates);
      const found = await check(deps, attempt, candidates, reading, challenge);
      const settled = await settle(deps, attempt, reading, found);
      if (settled) return record(deps, attempt, settled);
    }
    throw unavailable(`lost ${MOST_RACES} races for one user in a row`);
  });
}

/** A name without a document brings no instant along; nothing can match it, and its decoy is created at the database's. */
const SOME_INSTANT = new Date(1_700_000_000_000);

/** One query: the user and the database's instant. A name without a document goes on against its decoy. */
async function read(deps: VerificationDeps, attempt: Attempt, userId: string): Promise<Reading> {
  const found = await deps.storage.users.read(userId);
  const firstFactor = attempt.firstFactorGuard
    ? await deps.storage.firstFactorGuards.read(attempt.firstFactorGuard)
    : null;
  if (found === null) {
    return {
      stored: null,
      user: decoyUser(deps.keys, attempt.username, SOME_INSTANT),
      now: SOME_INSTANT,
      firstFactor,
    };
  }
  const now = instantOf(found.user.guard, found.now);
  if (!found.user.decoy) return { stored: found.user, user: found.user, now, firstFactor };
  const decoy = { ...decoyUser(deps.keys, attempt.username, now), guard: found.user.guard };
  return { stored: found.user, user: decoy, now, firstFactor };
}

/** A challenge is consumed once per request, after the guard was seen not to stand. */
async function takeChallenge(
  deps: VerificationDeps,
  attempt: Attempt,
  candidates: readonly Candidate[],
): Promise<string | null> {
  if (!candidates.some(({ factor }) => factor.challenge)) return null;
  const challenge = attempt.verification
    ? await deps.storage.verifications.takeChallenge(attempt.verification.id)
    : null;
  // Nothing secret was tested, so nothing is counted: thirty copies of one right tap must not block their owner.
  if (challenge === null) throw verificationFailed("the challenge is gone or has expired");
  return challenge;
}
