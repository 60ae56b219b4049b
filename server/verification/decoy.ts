import { tooManyAttempts } from "../errors.js";
import { decoyCredentials } from "../factors/webauthn/decoy-credentials.js";
import { nobodysKey } from "../factors/webauthn/nobodys-key.js";
import type { Keys } from "../storage/keys.js";
import type { Credential, Sealed, User } from "../storage/storage.js";
import { freshGuard } from "./guard.js";

/** Bytes of a secret as real ones have: of an app or a counting token; of a YubiKey, private id and AES key. */
const SECRET_BYTES = { totp: 20, hotp: 20, "yubico-otp": 6 + 16 } as const;

/** Some decoys have a security key and some have not, as users do. */
const KEY_SHARE = 0.5;
/**
 * The same with tokens in place of an app: how many of 256 names have one that types Yubico OTPs, or one that counts.
 * Were there none, such a token would tell everybody that its user is real.
 */
const TOKEN_SHARES = { "yubico-otp": 16, hotp: 32 } as const;

/**
 * The user that an unknown name is taken for: the same name always gets the same factors and credential ids, made by
 * HMAC, and nothing that it is told can match (WebAuthn L3 §14.6.2).
 */
export function decoyUser(keys: Keys, username: string, now: Date): User {
  const bytes = (label: string) => keys.decoyBytes(username, label);
  const id = (label: string) => Buffer.from(bytes(label)).toString("base64url");
  const handle = id("handle");
  const factor = codeFactor(bytes("has a token")[0] ?? 0);
  const secret = keys.sealer.seal(bytes("secret").subarray(0, SECRET_BYTES[factor]), {
    collection: "users",
    handle,
    credential: id(factor),
    field: "secret",
  });
  const common = { name: "", state: "active", createdAt: now, lastUsedAt: null, spent: null } as const;
  const credentials: Credential[] = [
    { ...common, id: id(factor), factor, ...codeParameters(factor, secret) },
    { ...common, id: id("recovery"), factor: "recovery-key", recovery: { digests: [id("recovery digest")] } },
  ];
  if ((bytes("has a key")[0] ?? 0) < 256 * KEY_SHARE) credentials.unshift(...decoyKeys(bytes, common));
  return {
    id: keys.userId(username),
    version: 0,
    decoy: true,
    username,
    displayName: null,
    language: null,
    email: null,
    groups: [],
    roles: [],
    suspended: false,
    preferredFactors: [],
    factorRequired: false,
    graceLoginsUsed: 0,
    handle,
    guard: freshGuard(now),
    credentials,
    createdAt: now,
    directory: null,
  };
}

type CodeFactor = "totp" | keyof typeof TOKEN_SHARES;

function codeFactor(draw: number): CodeFactor {
  if (draw < TOKEN_SHARES["yubico-otp"]) return "yubico-otp";
  return draw < TOKEN_SHARES["yubico-otp"] + TOKEN_SHARES.hotp ? "hotp" : "totp";
}

function codeParameters(factor: CodeFactor, secret: Sealed): Pick<Credential, "otp" | "yubico"> {
  if (factor === "yubico-otp") return { yubico: { publicId: "", secret } };
  return { otp: { secret, digits: 6, algorithm: "SHA1", ...(factor === "totp" ? { period: 30 } : {}) } };
}

/** Credentials of the shapes that real ones have; the same name always has the same. */
function decoyKeys(
  bytes: (label: string) => Uint8Array,
  common: Pick<Credential, "name" | "state" | "createdAt" | "lastUsedAt" | "spent">,
): Credential[] {
  return decoyCredentials(bytes, "").map(({ id, transports }) => ({
    ...common,
    id,
    factor: "webauthn",
    webauthn: {
      credentialId: id,
      publicKey: nobodysKey(),
      transports: [...transports],
      aaguid: "00000000-0000-0000-0000-000000000000",
      backupEligible: transports.includes("hybrid"),
      userVerified: false,
      attested: false,
    },
  }));
}

/** New decoys, and guards of the first factor, a minute that one application or address may cause. */
const NEW_DECOYS_A_MINUTE = 200;
const MINUTE_MS = 60_000;

/**
 * Keeps guessing of names from filling the database. When it is spent, known and unknown names are refused alike.
 * Counted in each process: it bounds a cost and decides about nobody's factor.
 */
export class DecoyBudget {
  readonly #spent = new Map<string, number>();
  #windowEnds = 0;

  /** @throws LatchkeyError `too_many_attempts` until the minute is over */
  assertLeft(source: string, monotonicMs = performance.now()): void {
    if (monotonicMs >= this.#windowEnds) {
      this.#spent.clear();
      this.#windowEnds = monotonicMs + MINUTE_MS;
    }
    if ((this.#spent.get(source) ?? 0) < NEW_DECOYS_A_MINUTE) return;
    throw tooManyAttempts(Math.max(1, Math.ceil((this.#windowEnds - monotonicMs) / 1000)));
  }

  count(source: string): void {
    this.#spent.set(source, (this.#spent.get(source) ?? 0) + 1);
  }
}
