import { tooManyAttempts } from "../errors.js";
import { decoyCredentials } from "../factors/webauthn/decoy-credentials.js";
import { nobodysKey } from "../factors/webauthn/nobodys-key.js";
import type { Keys } from "../storage/keys.js";
import type { Credential, User } from "../storage/storage.js";
import { freshGuard } from "./guard.js";

const SECRET_BYTES = 20;

/** A decoy has a security key for every other name: as users do, some have one and some have not. */
const KEY_SHARE = 0.5;

/**
 * The user that an unknown name is taken for: the same name always gets the same factors and credential ids, made by
 * HMAC, and nothing that it is told can match (WebAuthn L3 §14.6.2).
 */
export function decoyUser(keys: Keys, username: string, now: Date): User {
  const bytes = (label: string) => keys.decoyBytes(username, label);
  const id = (label: string) => Buffer.from(bytes(label)).toString("base64url");
  const handle = id("handle");
  const secret = keys.sealer.seal(bytes("secret").subarray(0, SECRET_BYTES), {
    collection: "users",
    handle,
    credential: id("totp"),
    field: "secret",
  });
  const common = { name: "", state: "active", createdAt: now, lastUsedAt: null, spent: null } as const;
  const credentials: Credential[] = [
    { ...common, id: id("totp"), factor: "totp", otp: { secret, digits: 6, algorithm: "SHA1", period: 30 } },
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
