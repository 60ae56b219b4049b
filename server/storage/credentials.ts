/** Credentials: the records of what users hold, and what a match on one of them spends. */

/** What a match uses up. Each kind only ever moves forward: see verification/spend.ts. */
export type Spend =
  | { step: number; drift?: number }
  | { counter: number }
  | { useCounter: number; sessionCounter: number }
  | { signCount: number; backedUp: boolean }
  | { recoveryKey: string }
  | { usesLeft: number }
  /** The credential itself, which is gone afterwards. */
  | { whole: true }
  | { nothing: true };

/** A secret as it lies in the database: see storage/seal.ts. */
export interface Sealed {
  /** Id of the key in the ring that sealed it. */
  key: string;
  iv: Uint8Array;
  /** AES-256-GCM ciphertext followed by the 16 byte tag. */
  data: Uint8Array;
}

export type HashAlgorithm = "SHA1" | "SHA256" | "SHA512";

/** Parameters of a one-time password generator (RFC 4226, RFC 6238). */
export interface OtpParameters {
  secret: Sealed;
  digits: number;
  algorithm: HashAlgorithm;
  /** Seconds per step; TOTP only. */
  period?: number;
  /** Steps by which the token's clock is known to run ahead (negative: behind); TOTP only. */
  drift?: number;
}

/** A YubiKey slot that types Yubico OTPs. */
export interface YubicoParameters {
  /** Modhex, 0 to 32 letters; typed before every code. */
  publicId: string;
  /** 6 bytes of private id, then the AES-128 key. */
  secret: Sealed;
}

/** A registered FIDO2 credential (WebAuthn L3 §4, credential record). */
export interface WebAuthnParameters {
  /** The credential id of the authenticator, base64url. */
  credentialId: string;
  /** COSE public key. */
  publicKey: Uint8Array;
  transports: string[];
  aaguid: string;
  backupEligible: boolean;
  userVerified: boolean;
  /** True only where the chain ends in a configured attestation root. */
  attested: boolean;
  /** Model name where attested and known. */
  model?: string;
}

/** What stands in for a lost factor (NIST SP 800-63B-4 §3.1.2, look-up secrets): one key, or a set of codes. */
export interface RecoverySecrets {
  /** Absent in what earlier versions stored, which knew the key alone. */
  form?: "key" | "codes";
  /** Keyed hashes of those not used yet. */
  digests: string[];
}

/** A bypass code: what somebody else gave to a user whose device is at home. */
export interface BypassParameters {
  /** Keyed hash, bound to the user. */
  digest: string;
  expiresAt: Date;
  usesLeft: number;
  /** Who made it, as the audit trail names them. */
  by: string;
  reason: string | null;
}

export type CredentialState = "pending" | "active" | "suspended";

/** The server's record of one authenticator of one user. */
export interface Credential {
  id: string;
  /** The factor's type, as in the registry. */
  factor: string;
  name: string;
  state: CredentialState;
  createdAt: Date;
  lastUsedAt: Date | null;
  /** The last spend; null before the first. */
  spent: Spend | null;
  otp?: OtpParameters;
  webauthn?: WebAuthnParameters;
  yubico?: YubicoParameters;
  recovery?: RecoverySecrets;
  bypass?: BypassParameters;
  /** Keyed hash of an owner's break-glass code. */
  breakGlass?: { digest: string };
  /** argon2id, PHC string; null where the directory checks it. */
  password?: { hash: string | null };
  /** Provenance of a hardware token. */
  token?: { serial: string; model?: string };
}
