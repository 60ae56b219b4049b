/**
 * The ports of storage: what Latchkey keeps and the few intentions with which it reads and writes.
 * Every write to a user is conditional on the `version` that was read and increments it, whoever writes.
 * Instants (`now`) come from the database; no process clock decides anything.
 */

import type { AuditCheckpointStore, AuditStore } from "./audit.js";
import type { DeviceStore } from "./devices.js";
import type { PasswordLinkStore } from "./password-links.js";
import type { PeopleStore, UserBatchStore } from "./people.js";
import type { PolicyStore } from "./policies.js";
import type { TokenStore } from "./tokens.js";

export type { AuditEntry, AuditStore } from "./audit.js";
export type { PolicyStore, PolicyVersion } from "./policies.js";
export type { Token, TokenChange, TokenState, TokenStore, TokenType, UserChange } from "./tokens.js";

/** The back-off of one user (or of one user and network for the first factor): see verification/backoff.ts. */
export interface Guard {
  /** Failures since the last success. */
  failures: number;
  /** Until then nothing is evaluated; null while no block stands. */
  notBefore: Date | null;
  updatedAt: Date;
}

/** What a match uses up. Each kind only ever moves forward: see verification/spend.ts. */
export type Spend =
  | { step: number; drift?: number }
  | { counter: number }
  | { useCounter: number; sessionCounter: number }
  | { signCount: number; backedUp: boolean }
  | { recoveryKey: string }
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
  /** Keyed hashes of the recovery keys not used yet. */
  recovery?: { digests: string[] };
  /** argon2id, PHC string. */
  password?: { hash: string };
  /** Provenance of a hardware token. */
  token?: { serial: string; model?: string };
}

export type Role = "owner" | "administrator" | "helpdesk" | "auditor";

/** One document a user: profile, guard and credentials, so that one conditional write settles an attempt. */
export interface User {
  /** HMAC of the canonical name: see people/names.ts. */
  id: string;
  version: number;
  /** A name that was tried and that nobody has; it expires. */
  decoy: boolean;
  username: string;
  displayName: string | null;
  email: string | null;
  groups: string[];
  roles: Role[];
  suspended: boolean;
  /** The user's own order of factors, or the one an administrator set for them; first among what policy allows. */
  preferredFactors: string[];
  /** Sign-ins without a factor since policy wants one. */
  graceLoginsUsed: number;
  /** 32 random bytes, base64url: the WebAuthn user handle and the associated data of sealed fields. */
  handle: string;
  guard: Guard;
  credentials: Credential[];
  createdAt: Date;
}

/** A thing read together with the database's instant. */
export interface ReadUser {
  user: User;
  now: Date;
}

/** Names that must be unique across users, claimed in the same transaction as the change that needs them. */
export interface Claims {
  add?: string[];
  remove?: string[];
}

export interface UserStore extends PeopleStore, UserBatchStore {
  /** One read: the user and the instant of the attempt; null where no document has that id. */
  read(id: string): Promise<ReadUser | null>;
  /**
   * Writes `next` if nobody has written since `previous` was read; the version rises by one.
   * With `claims` user and claims change in one transaction.
   * @returns false where the race is lost
   * @throws LatchkeyError `conflict` where a claim is taken, `unavailable` where the outcome is unknown
   */
  write(previous: User, next: User, claims?: Claims): Promise<boolean>;
  /**
   * First failure of an unknown name: creates its decoy with one failure counted, at the database's instant.
   * @returns the instant, or null where somebody else created the document meanwhile
   */
  createDecoy(id: string, blockMilliseconds: number): Promise<Date | null>;
  /** Creates a user, or turns the decoy of that name into one (its guard is kept). False where the name is taken. */
  create(user: User, claims: Claims): Promise<boolean>;
  delete(user: User): Promise<boolean>;
  /** The user who holds a claim, such as `handle:…`; null where nobody does. */
  readByClaim(claim: string): Promise<ReadUser | null>;
  /** Whether there is any user; decoys are none. */
  any(): Promise<boolean>;
  /** Users who hold any role. */
  listPrivileged(): Promise<User[]>;
}

/** The guard of the first factor: a document per user and network, created at the first failure. */
export interface FirstFactorGuardStore {
  read(id: string): Promise<{ guard: Guard; version: number; now: Date }>;
  write(id: string, version: number, guard: Guard): Promise<boolean>;
}

export type Purpose = "login" | "session" | "elevation" | "passkey";

/** A verification that was begun: who is to be verified, for whom, and the WebAuthn challenge where one was given. */
export interface Verification {
  /** Keyed hash of the id that the caller holds. */
  id: string;
  purpose: Purpose;
  application: string;
  userId: string | null;
  username: string;
  /** Base64url challenge; consumed by the first attempt that uses it. */
  challenge: string | null;
  userVerification: UserVerification;
  redirectUri: string | null;
  state: string | null;
  /** Address and browser of the person, where the application stated them. */
  ip: string | null;
  userAgent: string | null;
  /** Keyed hash of the session that is to be elevated. */
  sessionId: string | null;
  createdAt: Date;
  expiresAt: Date;
  /** Set by success: what the exchange code gives. */
  outcome: { factor: string; at: Date; code: string; codeExpiresAt: Date } | null;
}

export type UserVerification = "required" | "preferred" | "discouraged";

export interface VerificationStore {
  /** Stores it with `createdAt` and `expiresAt` from the database's instant, which it returns. */
  begin(
    verification: Omit<Verification, "createdAt" | "expiresAt">,
    ttlSeconds: number,
  ): Promise<{ now: Date; expiresAt: Date }>;
  /** An open verification that has neither expired nor finished; null otherwise. */
  read(id: string): Promise<Verification | null>;
  /** Gives an open verification a challenge unless it holds one. @returns the one it holds; null where it is not open */
  holdChallenge(id: string, challenge: string): Promise<string | null>;
  /** Takes the challenge away, once; null where it is gone or expired. */
  takeChallenge(id: string): Promise<string | null>;
  /** Ends it without an outcome to exchange. False where somebody else ended it first. */
  finish(id: string): Promise<boolean>;
  /** Ends it and keeps the outcome until the exchange code (given as keyed hash) expires. */
  finishWithCode(id: string, outcome: { factor: string; code: string; ttlSeconds: number }): Promise<boolean>;
  /** Takes a finished verification away by its exchange code, once. */
  exchange(application: string, code: string, redirectUri: string): Promise<Verification | null>;
}

/** A WebAuthn registration that was begun. */
export interface Registration {
  id: string;
  userId: string;
  challenge: string;
  userVerification: UserVerification;
}

export interface RegistrationStore {
  begin(registration: Registration, ttlSeconds: number): Promise<void>;
  /** Takes it away, once, and only for that user; null where it is gone or expired. */
  take(id: string, userId: string): Promise<Registration | null>;
}

/**
 * What a person's session may do: `full`; `enrol` (only set up a first factor); `recovery` (nothing until the new
 * recovery key is acknowledged).
 */
export type SessionKind = "full" | "enrol" | "recovery";

export interface Session {
  /** Keyed hash of the cookie's value. */
  id: string;
  /** By which people name it: neither the cookie's value nor made from it, and the same after elevation. */
  publicId: string;
  userId: string;
  kind: SessionKind;
  csrfToken: string;
  createdAt: Date;
  expiresAt: Date;
  elevatedUntil: Date | null;
  /** Factor that began or last elevated it; null for the password alone. */
  factor: string | null;
  ip: string | null;
  userAgent: string | null;
}

export interface SessionStore {
  /** Stores it with `createdAt`, `expiresAt` and `elevatedUntil` counted in seconds from the database's instant. */
  create(
    session: Omit<Session, "createdAt" | "expiresAt" | "elevatedUntil">,
    lifetime: { ttlSeconds: number; elevatedSeconds: number | null },
  ): Promise<Session>;
  /** A session that has not expired, with the instant of the read. */
  read(id: string): Promise<{ session: Session; now: Date } | null>;
  /** Gives it a new id and elevation in one write; null where it is gone (ended, or renewed by somebody else). */
  renew(
    id: string,
    next: { id: string; csrfToken: string; kind: SessionKind; factor: string; elevatedSeconds: number },
  ): Promise<Session | null>;
  /** Makes it a full one, verified by that factor and elevated from now on, that ends so long after it began. */
  promote(
    id: string,
    to: { factor: string; elevatedSeconds: number; lifetimeSeconds: number },
  ): Promise<boolean>;
  acknowledge(id: string): Promise<boolean>;
  list(userId: string): Promise<Session[]>;
  end(id: string): Promise<boolean>;
  /** Ends a user's session by its public id. */
  endOf(userId: string, publicId: string): Promise<boolean>;
  endAll(userId: string, except?: string): Promise<void>;
}

export type Scope = "verify" | "enrol" | "users" | "tokens" | "audit" | "admin" | "metrics";

/** A relying application: a program that is allowed to call. */
export interface Application {
  id: string;
  name: string;
  scopes: Scope[];
  redirectUris: string[];
  mayStateIp: boolean;
  recovery: boolean;
  unknownUsers: "refuse" | "create" | "skip";
  /** Keyed hash of the API key. */
  keyDigest: string;
  createdAt: Date;
}

export interface ApplicationStore {
  create(application: Omit<Application, "createdAt">): Promise<Application>;
  readByKey(keyDigest: string): Promise<Application | null>;
  read(id: string): Promise<Application | null>;
}

/** A single-use link for a user whose password is checked elsewhere. */
export interface Ticket {
  id: string;
  userId: string;
  purpose: "enrol" | "profile";
  application: string;
  redirectUri: string | null;
}

export interface TicketStore {
  create(ticket: Ticket, ttlSeconds: number): Promise<Date>;
  take(id: string): Promise<Ticket | null>;
}

/** The one-time link of the first administrator, as a keyed hash. */
export interface SetupStore {
  put(digest: string, ttlSeconds: number): Promise<void>;
  take(digest: string): Promise<boolean>;
  clear(): Promise<void>;
}

export interface Storage {
  users: UserStore;
  firstFactorGuards: FirstFactorGuardStore;
  verifications: VerificationStore;
  registrations: RegistrationStore;
  sessions: SessionStore;
  applications: ApplicationStore;
  tickets: TicketStore;
  passwordLinks: PasswordLinkStore;
  tokens: TokenStore;
  setup: SetupStore;
  policies: PolicyStore;
  devices: DeviceStore;
  audit: AuditStore;
  auditCheckpoints: AuditCheckpointStore;
  /** Whether anything is stored that needs the keys it was stored with. */
  holdsData(): Promise<boolean>;
  /** Remembers which keys this database belongs to. False where it belongs to others already. */
  bindKeys(fingerprint: string): Promise<boolean>;
  /** The database's instant, for the rare place that reads nothing else. */
  now(): Promise<Date>;
  /** Throws where the database does not answer as a primary. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
