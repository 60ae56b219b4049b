import type {
  AttestationConveyancePreference,
  PublicKeyCredentialCreationOptionsJSON,
} from "@simplewebauthn/server";
import type { Caller } from "../audit/audit.js";
import { isClaimTaken, LatchkeyError } from "../errors.js";
import type { AttestationRoots } from "../factors/webauthn/attestation-roots.js";
import { modelName } from "../factors/webauthn/model-name.js";
import { creationOptions, SUPPORTED_ALGORITHM_IDS } from "../factors/webauthn/options.js";
import { WebAuthnRefusal } from "../factors/webauthn/refusal.js";
import { type RegisteredCredential, verifyRegistration } from "../factors/webauthn/registration.js";
import { rulesFor } from "../policy/policy.js";
import { newId, newSecret } from "../secrets.js";
import { changeUser } from "../storage/change-user.js";
import type { Credential, ReadUser, Registration, User, UserVerification } from "../storage/storage.js";
import type { VerificationDeps } from "../verification/deps.js";
import type { NewRecoverySecret } from "../verification/issue-recovery.js";
import { assertRoom } from "./limits.js";
import type { MayChange } from "./may-change.js";
import { recordEnrolment } from "./record.js";
import { withFirstRecoverySecret } from "./recovery.js";

/** What registering devices needs beside the pipeline's. */
export interface DeviceDeps extends VerificationDeps {
  /** Empty where none are configured: then no model of an authenticator counts as known. */
  attestationRoots: AttestationRoots;
}

/** A registration that was begun: its single-use id, and what the browser needs. */
export interface DeviceRegistration {
  registrationId: string;
  options: PublicKeyCredentialCreationOptionsJSON;
}

/**
 * Begins the registration of a FIDO2 device (WebAuthn L3 §7.1 steps 1 and 2). Attestation is asked for only where roots
 * could verify it, as browsers warn people of it.
 */
export async function beginDevice(
  deps: DeviceDeps,
  user: User,
  wanted: { userVerification: UserVerification; attestation?: AttestationConveyancePreference | undefined },
): Promise<DeviceRegistration> {
  const registrationId = newSecret();
  const challenge = newSecret();
  const rules = rulesFor(await deps.policy.current(), user.groups);
  const userVerification = rules.userVerification === "required" ? "required" : wanted.userVerification;
  const held = user.credentials.flatMap(({ webauthn }) => (webauthn ? [webauthn] : []));
  const registration = {
    id: deps.keys.digest("registration", registrationId),
    userId: user.id,
    challenge,
    userVerification,
  };
  await deps.storage.registrations.begin(registration, deps.relyingParty.timeoutSeconds);
  const options = creationOptions({
    rpId: deps.relyingParty.id,
    rpName: deps.relyingParty.name,
    user: { handle: user.handle, name: user.username, displayName: user.displayName ?? user.username },
    challenge,
    excludeCredentials: held.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    userVerification,
    attestation:
      wanted.attestation ??
      (rules.attestation === "none" && deps.attestationRoots.length === 0 ? "none" : "direct"),
    timeoutMs: deps.relyingParty.timeoutSeconds * 1000,
  });
  return { registrationId, options };
}

/** A registered device; a recovery key or codes come with a user's first factor and are shown once. */
export interface RegisteredDevice extends NewRecoverySecret {
  credentialId: string;
  name: string;
}

/**
 * Registers the device. Its challenge is used up whatever comes of it.
 * @throws LatchkeyError `invalid_registration` (not begun, expired or used; refused; registered already), `conflict`
 *   where the user has no room for more, and what `mayChange` throws
 */
export async function registerDevice(
  deps: DeviceDeps,
  caller: Caller,
  { user, now }: ReadUser,
  given: { registrationId: string; name: string; response: unknown },
  mayChange: MayChange,
): Promise<RegisteredDevice> {
  const policy = await deps.policy.current();
  const registered = await verified(deps, await take(deps, user, given.registrationId), given.response, now);
  if (rulesFor(policy, user.groups).attestation === "required" && !registered.attestation.verified) {
    throw refused(
      "Your organisation accepts only devices whose model can be verified, and this one's cannot.",
    );
  }
  const id = newId();
  let shown: NewRecoverySecret = {};
  const changed = await changeUser(deps.storage, user.id, (current, at) => {
    mayChange(current);
    const added = credentialOf(id, given.name, registered, at);
    assertRoom(current.credentials, added);
    const issued = withFirstRecoverySecret(
      deps.keys,
      policy,
      { ...current, credentials: [...current.credentials, added] },
      at,
    );
    shown = issued.shown;
    return { user: issued.user, claims: { add: [deviceClaim(registered.credentialId)] } };
  }).catch((error: unknown) => {
    throw isClaimTaken(error) ? refused("This device is registered already.", error) : error;
  });
  await recordEnrolment(deps, caller, "enrolment.complete", changed.user, id, changed.now);
  deps.notices.tell(
    changed.user,
    { kind: "factor_added", credentialName: given.name, factor: "webauthn" },
    changed.now,
  );
  return { credentialId: id, name: given.name, ...shown };
}

/** The claim by which a WebAuthn credential id is unique over all users (WebAuthn L3 §7.1 step 26). */
export function deviceClaim(credentialId: string): string {
  return `webauthn:${credentialId}`;
}

async function take(deps: DeviceDeps, user: User, registrationId: string): Promise<Registration> {
  const id = deps.keys.digest("registration", registrationId);
  const registration = await deps.storage.registrations.take(id, user.id);
  if (registration) return registration;
  throw refused("This registration was used, or took too long. Begin again.");
}

async function verified(
  deps: DeviceDeps,
  registration: Registration,
  response: unknown,
  now: Date,
): Promise<RegisteredCredential> {
  try {
    return await verifyRegistration({
      response,
      challenge: registration.challenge,
      origins: deps.relyingParty.origins,
      rpId: deps.relyingParty.id,
      userVerification: registration.userVerification,
      supportedAlgorithmIDs: SUPPORTED_ALGORITHM_IDS,
      attestationRoots: deps.attestationRoots,
      now,
    });
  } catch (error) {
    if (!(error instanceof WebAuthnRefusal)) throw error;
    const sentence =
      error.reason === "user_verification"
        ? "The device did not check your PIN or fingerprint, which is needed here."
        : "The answer of the device could not be accepted. Begin again.";
    throw refused(sentence, error);
  }
}

function refused(sentence: string, cause?: unknown): LatchkeyError {
  const internal = cause instanceof Error ? cause.message : "no such registration";
  return new LatchkeyError("invalid_registration", sentence, { internal, cause });
}

function credentialOf(id: string, name: string, registered: RegisteredCredential, now: Date): Credential {
  const model = modelName(registered);
  return {
    id,
    factor: "webauthn",
    name,
    state: "active",
    createdAt: now,
    lastUsedAt: null,
    spent: { signCount: registered.signCount, backedUp: registered.backedUp },
    webauthn: {
      credentialId: registered.credentialId,
      publicKey: registered.publicKey,
      transports: [...registered.transports],
      aaguid: registered.aaguid,
      backupEligible: registered.backupEligible,
      userVerified: registered.userVerified,
      attested: registered.attestation.verified,
      ...(model === null ? {} : { model }),
    },
  };
}
