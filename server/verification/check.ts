import { LatchkeyError } from "../errors.js";
import { hasSecondFactor } from "../factors/credentials.js";
import type { Factor, FactorContext } from "../factors/factor.js";
import type { FactorRegistry } from "../factors/index.js";
import { isAllowed, rulesFor } from "../policy/policy.js";
import type { Keys } from "../storage/keys.js";
import type { Credential, User } from "../storage/storage.js";
import type { Attempt, Found, Reading } from "./attempt.js";
import type { VerificationDeps } from "./deps.js";
import { emergencyFactors } from "./emergency.js";

/** A factor whose shape the response has. */
export interface Candidate {
  factor: Factor;
  response: unknown;
}

/**
 * The factors of the attempt whose shape the response has.
 * @throws LatchkeyError `invalid_request` where there is none; that is no guess and is not counted
 */
export function candidatesFor(
  factors: FactorRegistry,
  attempt: Pick<Attempt, "factors" | "response">,
): Candidate[] {
  const candidates: Candidate[] = [];
  const problems: string[] = [];
  for (const type of attempt.factors) {
    const factor = factors.get(type);
    if (!factor) continue;
    const parsed = factor.response.safeParse(attempt.response);
    if (parsed.success) candidates.push({ factor, response: parsed.data });
    else problems.push(...parsed.error.issues.map((issue) => issue.message));
  }
  if (candidates.length > 0) return candidates;
  throw new LatchkeyError("invalid_request", problems[0] ?? "This factor is not offered here.");
}

/** Looks at the response in memory, without side effects. A suspended user or a decoy never matches, at the same cost. */
export async function check(
  deps: VerificationDeps,
  attempt: Attempt,
  candidates: readonly Candidate[],
  reading: Reading,
  challenge: string | null,
): Promise<Found | null> {
  const { user } = reading;
  const rules = rulesFor(await deps.policy.current(), user.groups);
  const context = factorContext(
    deps,
    user,
    reading.now,
    challenge,
    attempt.verification?.requireUserVerification ?? false,
  );
  let found: Found | null = null;
  for (const { factor, response } of candidates) {
    const credentials = user.credentials.filter(
      (credential) => isAllowed(rules, factor) && isEligible(deps, attempt, reading, factor, credential),
    );
    const match = await factor.verify(credentials, response, context);
    if (match && found === null) found = { ...match, factor: factor.type };
  }
  return user.suspended || user.decoy ? null : found;
}

/** Everything that a factor may look at. */
export function factorContext(
  deps: Pick<VerificationDeps, "keys" | "relyingParty" | "directory">,
  user: User,
  now: Date,
  challenge: string | null,
  requireUserVerification: boolean,
): FactorContext {
  return {
    now,
    handle: user.handle,
    relyingParty: deps.relyingParty,
    challenge,
    requireUserVerification,
    directoryAccepts: (text) => deps.directory.accepts(user, text, now),
    digestBreakGlassCode: (canonical) => deps.keys.digest("break-glass", canonical),
    digestRecoveryKey: (canonical) => deps.keys.digest("recovery-key", canonical),
    digestBypassCode: (canonical) => digestBypassCode(deps.keys, user.handle, canonical),
    unseal(credential) {
      const secret = credential.otp?.secret ?? credential.yubico?.secret;
      if (!secret) throw new TypeError("only an OTP credential has a seed");
      return deps.keys.sealer.unseal(secret, seedPlace(user.handle, credential.id));
    },
  };
}

/** The keyed hash of a bypass code, bound to its user: equal codes of two users are not seen to be equal. */
export function digestBypassCode(keys: Pick<Keys, "digest">, handle: string, canonical: string): string {
  return keys.digest("bypass-code", `${handle} ${canonical}`);
}

/** Where the seed of a user's credential is sealed to. */
export function seedPlace(handle: string, credential: string) {
  return { collection: "users", handle, credential, field: "secret" };
}

function isEligible(
  deps: VerificationDeps,
  attempt: Attempt,
  { user, now }: Reading,
  factor: Factor,
  credential: Credential,
): boolean {
  if (attempt.purpose === "resynchronisation")
    return credential.id === attempt.credentialId && credential.state === "active";
  if (credential.factor !== factor.type) return false;
  if (attempt.purpose === "confirmation")
    return credential.id === attempt.credentialId && credential.state === "pending";
  if (credential.state !== "active" || attempt.accepts?.(credential) === false) return false;
  // It signs in and does nothing else, whatever the caller offered.
  if (factor.kind === "bypass") return attempt.purpose === "login";
  if (factor.kind === "emergency")
    return attempt.allowsEmergency === true && emergencyFactors(deps, user, now).includes(factor.type);
  // Never the password alone where a factor exists, whatever the caller offered.
  return (
    factor.kind !== "password" || (attempt.purpose === "elevation" && !hasSecondFactor(user, deps.factors))
  );
}
