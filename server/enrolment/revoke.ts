import type { Caller } from "../audit/audit.js";
import { LatchkeyError, notFound } from "../errors.js";
import { hasSecondFactor } from "../factors/credentials.js";
import type { FactorRegistry } from "../factors/index.js";
import { changeUser } from "../storage/change-user.js";
import type { Claims, Credential, User } from "../storage/storage.js";
import type { VerificationDeps } from "../verification/deps.js";
import { deviceClaim } from "./device.js";
import type { MayChange } from "./may-change.js";
import { recordEnrolment } from "./record.js";

/**
 * Gives a user's credential another name.
 * @throws LatchkeyError `not_found` for what is no authenticator of this user, and what `mayChange` throws
 */
export async function renameCredential(
  deps: VerificationDeps,
  caller: Caller,
  userId: string,
  { credentialId, name }: { credentialId: string; name: string },
  mayChange: MayChange,
): Promise<User> {
  const { user, now } = await changeUser(deps.storage, userId, (current) => {
    mayChange(current);
    const renamed = authenticatorOf(current, credentialId, deps.factors);
    return {
      user: { ...current, credentials: current.credentials.map((c) => (c === renamed ? { ...c, name } : c)) },
    };
  });
  await recordEnrolment(deps, caller, "credential.rename", user, credentialId, now);
  return user;
}

/**
 * Ends a user's credential for good. With the last second factor the recovery key ends too, as it only stands in for
 * one, and so does every session but the one that is kept.
 * @param keptSession the caller's own, where users change themselves
 * @throws LatchkeyError `not_found`; `forbidden` for a hardware token and for the last second factor of a user who holds
 *   a role; and what `mayChange` throws
 */
export async function revokeCredential(
  deps: VerificationDeps,
  caller: Caller,
  userId: string,
  { credentialId, keptSession }: { credentialId: string; keptSession: string | null },
  mayChange: MayChange,
): Promise<void> {
  const { before, user, now } = await changeUser(deps.storage, userId, (current) => {
    mayChange(current);
    const revoked = authenticatorOf(current, credentialId, deps.factors);
    if (revoked.token) throw new LatchkeyError("forbidden", "An administrator takes hardware tokens back.");
    const left = withoutCredentials(current, [revoked], deps.factors);
    if (
      current.roles.length > 0 &&
      hasSecondFactor(current, deps.factors) &&
      !hasSecondFactor(left, deps.factors)
    ) {
      throw new LatchkeyError(
        "forbidden",
        "Whoever holds a role needs a second factor: set up another one first.",
      );
    }
    return { user: left, claims: claimsOf([revoked]) };
  });
  if (hasSecondFactor(before, deps.factors) && !hasSecondFactor(user, deps.factors)) {
    await deps.storage.sessions.endAll(userId, keptSession ?? undefined);
  }
  await recordEnrolment(deps, caller, "credential.revoke", before, credentialId, now);
  const revoked = authenticatorOf(before, credentialId, deps.factors);
  if (revoked.state === "pending") return;
  deps.notices.tell(
    user,
    { kind: "factor_removed", credentialName: revoked.name, factor: revoked.factor },
    now,
  );
}

/** The user without these credentials, and without recovery key and bypass codes where no second factor is left. */
export function withoutCredentials(user: User, gone: readonly Credential[], factors: FactorRegistry): User {
  const left = { ...user, credentials: user.credentials.filter((credential) => !gone.includes(credential)) };
  if (hasSecondFactor(left, factors)) return left;
  return { ...left, credentials: left.credentials.filter(({ recovery, bypass }) => !recovery && !bypass) };
}

/** The claims that end with these credentials: whoever has the device may register it again. */
export function claimsOf(gone: readonly Credential[]): Claims {
  return { remove: gone.flatMap(({ webauthn }) => (webauthn ? [deviceClaim(webauthn.credentialId)] : [])) };
}

/** Passwords and recovery keys have ways of their own and are not found here. */
function authenticatorOf(user: User, credentialId: string, factors: FactorRegistry): Credential {
  const credential = user.credentials.find(({ id }) => id === credentialId);
  const kind = factors.get(credential?.factor ?? "")?.kind;
  if (credential && (kind === "code" || kind === "assertion")) return credential;
  throw notFound("This user has no such authenticator.");
}
