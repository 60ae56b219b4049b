/**
 * The shapes that the browser and the service exchange, as the HTTP contract (design §6) names them. Types
 * only: nothing here reaches a bundle.
 */
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/browser";

/** ErrorCode is the closed list of `code` values in a problem+json answer; a test holds it to the service's. */
export type ErrorCode =
  | "invalid_request"
  | "invalid_registration"
  | "not_enrolled"
  | "verification_failed"
  | "unauthenticated"
  | "elevation_required"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "too_many_attempts"
  | "internal_error"
  | "unavailable";
export type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
};

/** Factor is a type of verification that a person can be offered. */
export type Factor =
  | "totp"
  | "hotp"
  | "webauthn"
  | "yubico-otp"
  | "recovery-key"
  | "bypass-code"
  | "break-glass";

/** Role is what a person may do in the console beyond their own profile. */
export type Role = "owner" | "administrator" | "helpdesk" | "auditor";

/** Session is what the page may know of the signed-in person's session. Instants are ISO 8601 strings. */
export interface Session {
  readonly username: string;
  readonly roles: readonly Role[];
  readonly csrfToken: string;
  readonly elevatedUntil: string | null;
  readonly expiresAt: string;
}

/** OfferedFactor is one way through the second step; `options` comes with `webauthn` only. */
export interface OfferedFactor {
  readonly factor: Factor;
  readonly options?: PublicKeyCredentialRequestOptionsJSON | undefined;
}

/** FactorResponse is what a person answers: a code as typed, or the browser's assertion. */
export type FactorResponse = { readonly code: string } | AuthenticationResponseJSON;

/** Verification is a begun second step: what it needs, and in which order. */
export interface Verification {
  readonly verificationId: string;
  readonly decision: "required" | "skipped" | "enrolment_required";
  readonly reason?: string | undefined;
  readonly factors: readonly OfferedFactor[];
  /** Markdown of the administrator, where the person has no factor that is allowed. */
  readonly tokenMessage?: string | undefined;
  readonly retryAfterSeconds?: number | undefined;
  readonly rememberDevice?: boolean | undefined;
  readonly expiresAt: string;
  readonly session?: Session | undefined;
}

/** NewRecoverySecret is a fresh recovery key, or a set of codes where policy chose those, to be shown once. */
export interface NewRecoverySecret {
  readonly recoveryKey?: string | undefined;
  readonly recoveryCodes?: readonly string[] | undefined;
}

/** RecoveryUsed is what comes of a used recovery secret: what takes its place, or how many codes are left. */
export interface RecoveryUsed extends NewRecoverySecret {
  readonly recoveryCodesLeft?: number | undefined;
}

/** Verified is a second step done. */
export interface Verified extends RecoveryUsed {
  readonly verified: true;
  readonly factor: Factor;
  readonly credentialId?: string | undefined;
  readonly session: Session;
}

/** HostedVerification is the second step that another application's page sent here, without its password. */
export interface HostedVerification {
  readonly username: string;
  readonly displayName?: string | undefined;
  readonly application: string;
  readonly factors: readonly OfferedFactor[];
  /** Markdown of the administrator, where the person has no factor that is allowed. */
  readonly tokenMessage?: string | undefined;
  readonly retryAfterSeconds?: number | undefined;
  readonly rememberDevice?: boolean | undefined;
  /** The browser has a token of this person's: try it before a factor is asked for. */
  readonly remembered?: boolean | undefined;
  readonly expiresAt: string;
}

/** HostedVerified is a hosted second step done; `returnTo` is where the application wants the browser back. */
export interface HostedVerified extends RecoveryUsed {
  readonly verified: true;
  readonly factor: Factor | "remembered-device";
  readonly returnTo?: string | undefined;
}

/** TicketOpened is a session opened by a ticket, for a person whose password is checked elsewhere. */
export interface TicketOpened {
  readonly session: Session;
  readonly purpose: "enrol" | "profile";
  readonly redirectUri?: string | undefined;
}

/** Credential is one authenticator of a person as the profile shows it: never a secret. */
export interface Credential {
  readonly id: string;
  readonly factor: Factor;
  readonly name: string;
  readonly state: "pending" | "active" | "suspended";
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly model?: string | undefined;
  /** Passkeys only: whether it is synced beyond the authenticator that made it. */
  readonly backedUp?: boolean | undefined;
  /** Recovery codes only: how many are not used yet. */
  readonly recoveryCodesLeft?: number | undefined;
  readonly token?: { readonly serial: string; readonly model?: string | undefined } | undefined;
}

/** DirectoryEntry is what a user of the directory comes from; it also checks their password. */
export interface DirectoryEntry {
  readonly dn: string;
  /** Why a run suspended them. */
  readonly suspendedFor?: "gone" | "disabled" | "expired" | undefined;
}

/** User is a person with their credentials. */
export interface User {
  readonly username: string;
  readonly displayName?: string | undefined;
  readonly email?: string | undefined;
  /** BCP 47 tag of the language in which they last used our pages. */
  readonly language: string | null;
  readonly groups?: readonly string[] | undefined;
  readonly roles?: readonly Role[] | undefined;
  /** Whether Latchkey itself checks a password of theirs. */
  readonly hasPassword: boolean;
  readonly directory?: DirectoryEntry | undefined;
  /** The user's own order of factors; empty where they have none. */
  readonly preferredFactors: readonly Factor[];
  readonly credentials: readonly Credential[];
}

/** AppEnrolment is a pending authenticator app: `secret` is base32, `qrSvg` a whole SVG document. */
export interface AppEnrolment {
  readonly credentialId: string;
  readonly secret: string;
  readonly otpauthUri: string;
  readonly qrSvg: string;
}

/** AppConfirmed is an authenticator app in use; a recovery key or codes come with a person's first factor. */
export interface AppConfirmed extends NewRecoverySecret {
  readonly credentialId: string;
}

/** KeyRegistration is a begun registration of a security key. */
export interface KeyRegistration {
  readonly registrationId: string;
  readonly options: PublicKeyCredentialCreationOptionsJSON;
}

/** KeyRegistered is a security key in use; a recovery key or codes come with a person's first factor. */
export interface KeyRegistered extends NewRecoverySecret {
  readonly credentialId: string;
  readonly name: string;
}

/** ElevationOptions is what would unlock the settings: the password only while nothing is enrolled. */
export interface ElevationOptions {
  readonly verificationId: string;
  readonly factors: readonly {
    readonly factor: Factor | "password";
    readonly options?: PublicKeyCredentialRequestOptionsJSON | undefined;
  }[];
  readonly expiresAt: string;
}

/** Elevated is an unlocked session; the cookie and the CSRF token are new. */
export interface Elevated extends RecoveryUsed {
  readonly verified: true;
  readonly factor: Factor | "password";
  readonly session: Session;
}

/** OwnSession is one place where a person is signed in. */
export interface OwnSession {
  readonly id: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly current: boolean;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly factor: Factor | "password" | null;
}

/** Activity is something that happened around a person's sign-in. */
export interface Activity {
  readonly at: string;
  readonly action: string;
  readonly outcome: "success" | "failure" | "refused";
  readonly factor: string | null;
  readonly application: string | null;
  readonly ip: string | null;
}

/** KeySignals is what a browser needs to drop revoked passkeys and rename the others (WebAuthn Level 3 section 5.1.10). */
export interface KeySignals {
  readonly rpId: string;
  readonly userId: string;
  readonly allAcceptedCredentialIds: readonly string[];
  readonly name: string;
  readonly displayName: string;
}
