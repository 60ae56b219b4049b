import { randomBytes } from "node:crypto";
import { generateURI, ScureBase32Plugin } from "otplib";
import { renderSVG } from "uqr";
import type { Caller } from "../audit/audit.js";
import { LatchkeyError } from "../errors.js";
import { newId } from "../secrets.js";
import { changeUser } from "../storage/change-user.js";
import type { Credential, User } from "../storage/storage.js";
import { seedPlace } from "../verification/check.js";
import type { VerificationDeps } from "../verification/deps.js";
import type { NewRecoverySecret } from "../verification/issue-recovery.js";
import { type Verified, verify } from "../verification/verify.js";
import { assertRoom } from "./limits.js";
import type { MayChange } from "./may-change.js";
import { recordEnrolment } from "./record.js";
import { withFirstRecoverySecret } from "./recovery.js";

/** RFC 4226 §4 R6 recommends 160 bits; apps know no other digits, period and hash reliably. */
const SECRET_BYTES = 20;
const DIGITS = 6;
const PERIOD_SECONDS = 30;

/** What an authenticator app needs; shown once, on purpose. */
export interface AppEnrolment {
  credentialId: string;
  /** Base32 without padding (RFC 4648 §6). */
  secret: string;
  otpauthUri: string;
  /** The URI as a QR code. */
  qrSvg: string;
}

/** Begins the enrolment of an authenticator app: a pending credential, which a later one replaces. */
export async function beginApp(
  deps: VerificationDeps,
  caller: Caller,
  user: Pick<User, "id">,
  name: string,
  mayChange: MayChange,
): Promise<AppEnrolment> {
  const bytes = randomBytes(SECRET_BYTES);
  const id = newId();
  const changed = await changeUser(deps.storage, user.id, (current, now) => {
    mayChange(current);
    const secret = deps.keys.sealer.seal(bytes, seedPlace(current.handle, id));
    const pending: Credential = {
      id,
      factor: "totp",
      name,
      state: "pending",
      createdAt: now,
      lastUsedAt: null,
      spent: null,
      otp: { secret, digits: DIGITS, algorithm: "SHA1", period: PERIOD_SECONDS },
    };
    const kept = current.credentials.filter(
      (credential) => !isApp(credential) || credential.state !== "pending",
    );
    assertRoom(kept, pending, isApp);
    return { user: { ...current, credentials: [...kept, pending] } };
  });
  await recordEnrolment(deps, caller, "enrolment.begin", changed.user, id, changed.now);
  const secret = new ScureBase32Plugin().encode(bytes, { padding: false });
  const otpauthUri = generateURI({
    issuer: deps.relyingParty.name,
    label: changed.user.username,
    secret,
    digits: DIGITS,
    period: PERIOD_SECONDS,
  });
  return { credentialId: id, secret, otpauthUri, qrSvg: renderSVG(otpauthUri, { ecc: "M" }) };
}

/**
 * Confirms a pending app by one of its codes, which is spent. The app used until now ends with this same write.
 * @throws LatchkeyError as `verify`; `not_found` where nothing is pending under that id
 */
export async function confirmApp(
  deps: VerificationDeps,
  caller: Caller,
  user: User,
  credentialId: string,
  code: string,
  mayChange: MayChange,
): Promise<Verified> {
  const pending = user.credentials.find(({ id, state }) => id === credentialId && state === "pending");
  if (!pending)
    throw new LatchkeyError("not_found", "Nothing waits to be confirmed under that id. Begin again.");
  let shown: NewRecoverySecret = {};
  const policy = await deps.policy.current();
  const verified = await verify(deps, {
    username: user.username,
    purpose: "confirmation",
    factors: [pending.factor],
    credentialId,
    response: { code },
    caller,
    onMatch(matched) {
      mayChange(matched);
      const kept = matched.credentials.filter(
        (credential) => !isApp(credential) || credential.id === credentialId,
      );
      const active = kept.map(
        (credential): Credential =>
          credential.id === credentialId ? { ...credential, state: "active" } : credential,
      );
      const issued = withFirstRecoverySecret(
        deps.keys,
        policy,
        { ...matched, credentials: active },
        matched.guard.updatedAt,
      );
      shown = issued.shown;
      return issued.user;
    },
  });
  await recordEnrolment(deps, caller, "enrolment.complete", verified.user, credentialId, verified.at);
  deps.notices.tell(
    verified.user,
    { kind: "factor_added", credentialName: pending.name, factor: pending.factor },
    verified.at,
  );
  return { ...verified, recovery: shown };
}

/** An authenticator app is a TOTP credential that is no hardware token. One at a time. */
function isApp(credential: Credential): boolean {
  return credential.factor === "totp" && credential.token === undefined;
}
