import { fallbackOrder } from "../policy/decide.js";
import { rulesFor } from "../policy/policy.js";
import { newSecret } from "../secrets.js";
import type { User, Verification } from "../storage/storage.js";
import type { VerificationDeps } from "./deps.js";
import { emergencyFactors } from "./emergency.js";
import { instantOf, secondsLeft } from "./guard.js";
import { type Offered, offer, userOrDecoy } from "./offer.js";

/** What an open verification offers now. */
export interface OfferedAgain {
  factors: Offered[];
  /** As where it was begun: see `begin`. */
  tokenMessage: string | null;
  /** Whole seconds while the user's guard stands. */
  retryAfterSeconds: number | null;
  /** Whether policy lets this user's browser be remembered once it is verified. */
  mayRemember: boolean;
  /** The user, or the decoy of an unknown name. */
  user: User;
}

/**
 * What an open verification of Latchkey's own pages offers, with the options for another tap: a page that is loaded
 * again gets the challenge that still waits, and a fresh one only where an attempt has used it up. Such an attempt was
 * counted, so that the guard bounds the challenges as it bounds the guesses.
 * @returns null where it was finished meanwhile
 */
export async function offerAgain(
  deps: VerificationDeps,
  verification: Verification,
): Promise<OfferedAgain | null> {
  const found = await deps.storage.users.read(deps.keys.userId(verification.username));
  const user = userOrDecoy(deps, verification.username, found);
  const rules = rulesFor(await deps.policy.current(), user.groups);
  const types = [
    ...fallbackOrder(user, deps.factors, rules),
    ...(found ? emergencyFactors(deps, user, found.now) : []),
  ];
  const answersToChallenge = types.some((type) => deps.factors.get(type)?.challenge);
  const held = answersToChallenge
    ? await deps.storage.verifications.holdChallenge(verification.id, newSecret())
    : null;
  if (answersToChallenge && held === null) return null;
  const requireUserVerification = verification.userVerification === "required";
  const { offered } = await offer(deps, user, types, requireUserVerification, held);
  return {
    factors: offered,
    tokenMessage: offered.length === 0 ? rules.tokenMessage : null,
    retryAfterSeconds: found && secondsLeft(user.guard, instantOf(user.guard, found.now)),
    mayRemember: verification.takesRemembered && rules.rememberDays > 0,
    user,
  };
}
