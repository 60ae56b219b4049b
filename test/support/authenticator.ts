import { createHash, randomBytes } from "node:crypto";
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/server";
import { type AttestationKind, attest, type MadeCredential } from "./authenticator-attestation.js";
import { type AlgorithmName, coseKey, newKeys, signWith } from "./authenticator-keys.js";
import { type CborValue, encodeCbor } from "./cbor.js";
import type { Certified, KeyPair } from "./certificates.js";

/** How the software authenticator behaves; it is a security key with a PIN unless told otherwise. */
export interface AuthenticatorSettings {
  rpId: string;
  origin: string;
  algorithm?: AlgorithmName;
  /** What it answers to `attestation: "direct"`; with "none" asked it always answers none. */
  attestation?: AttestationKind;
  /** Attestation certificate and key for `packed` and `fido-u2f`; `chain` goes after it in x5c. */
  certificate?: Certified;
  chain?: readonly Certified[];
  /** 16 bytes; zeros by default. */
  aaguid?: Uint8Array;
  /** Whether it checks a PIN or biometric (the UV flag). */
  userVerification?: boolean;
  backupEligible?: boolean;
  backedUp?: boolean;
  transports?: string[];
  /** First signature counter; `null` for one that has no counter and always says 0. */
  signCount?: number | null;
}

/** Ways to make a response bad (or unusual). Each takes what would be sent and gives what is sent instead. */
export interface Tweaks {
  clientData?: (data: Record<string, unknown>) => unknown;
  clientDataBytes?: (bytes: Buffer) => Buffer;
  flags?: (flags: number) => number;
  rpId?: string;
  signCount?: number;
  /** Credential id inside authData (registration). */
  credentialId?: (id: Buffer) => Buffer;
  coseKey?: (key: Map<number, CborValue>) => CborValue;
  /** Whole authenticator data before it is signed. */
  authData?: (bytes: Buffer) => Buffer;
  signature?: (bytes: Buffer) => Buffer;
  /** Attestation statement after it is signed. */
  statement?: (statement: Map<string, CborValue>) => CborValue;
  attestationObject?: (bytes: Buffer) => Buffer;
  /** User handle of an assertion, base64url; `null` for none. */
  userHandle?: string | null;
}

/** A credential as it lies in the authenticator. */
export interface StoredCredential {
  readonly id: Buffer;
  readonly keys: KeyPair;
  readonly userHandle: string;
}

/** Flags of authenticator data, WebAuthn section 6.1. */
export const FLAG = { UP: 0x01, UV: 0x04, BE: 0x08, BS: 0x10, AT: 0x40, ED: 0x80 } as const;

const sha256 = (data: string | Uint8Array) => createHash("sha256").update(data).digest();

/** A software authenticator and browser in one: takes options JSON, gives response JSON. */
export class Authenticator {
  readonly credentials: StoredCredential[] = [];
  signCount: number | null;
  readonly settings: AuthenticatorSettings;

  constructor(settings: AuthenticatorSettings) {
    this.settings = settings;
    this.signCount = settings.signCount === undefined ? 0 : settings.signCount;
  }

  /** register makes a new credential, as `navigator.credentials.create` does. */
  register(options: PublicKeyCredentialCreationOptionsJSON, tweaks: Tweaks = {}): RegistrationResponseJSON {
    const algorithm = this.settings.algorithm ?? "ES256";
    const made: StoredCredential = {
      id: randomBytes(32),
      keys: newKeys(algorithm),
      userHandle: options.user.id,
    };
    this.credentials.push(made);
    const key = coseKey(made.keys, algorithm);
    const credentialId = tweaks.credentialId?.(made.id) ?? made.id;
    const clientData = this.#clientData("webauthn.create", options.challenge, tweaks);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(credentialId.length);
    const attested = [
      this.settings.aaguid ?? Buffer.alloc(16),
      length,
      credentialId,
      encodeCbor(tweaks.coseKey?.(key) ?? key),
    ];
    const authData = this.#authData(options.rp.id ?? this.settings.rpId, FLAG.AT, tweaks, attested);
    const toSign: MadeCredential = {
      authData,
      clientDataHash: sha256(clientData),
      credentialId,
      keys: made.keys,
    };
    const kind = (options.attestation ?? "none") === "none" ? "none" : (this.settings.attestation ?? "none");
    const { format, statement } = attest(kind, algorithm, toSign, this.settings, tweaks.signature);
    const object = encodeCbor(
      new Map<string, CborValue>([
        ["fmt", format],
        ["attStmt", tweaks.statement?.(statement) ?? statement],
        ["authData", authData],
      ]),
    );
    return {
      id: made.id.toString("base64url"),
      rawId: made.id.toString("base64url"),
      type: "public-key",
      clientExtensionResults: {
        credProps: { rk: options.authenticatorSelection?.residentKey !== "discouraged" },
      },
      authenticatorAttachment: "cross-platform",
      response: {
        clientDataJSON: clientData.toString("base64url"),
        attestationObject: (tweaks.attestationObject?.(object) ?? object).toString("base64url"),
        transports: this.settings.transports ?? ["usb"],
      },
    };
  }

  /**
   * assert signs a challenge, as `navigator.credentials.get` does, with the first credential that
   * `allowCredentials` lists (any, if it lists none).
   *
   * @throws Error if no credential fits; a browser would say NotAllowedError
   */
  assert(options: PublicKeyCredentialRequestOptionsJSON, tweaks: Tweaks = {}): AuthenticationResponseJSON {
    const allowed = options.allowCredentials ?? [];
    const credential = this.credentials.find(
      ({ id }) => allowed.length === 0 || allowed.some((item) => item.id === id.toString("base64url")),
    );
    if (credential === undefined) throw new Error("the authenticator holds no allowed credential");
    const clientData = this.#clientData("webauthn.get", options.challenge, tweaks);
    const authData = this.#authData(options.rpId ?? this.settings.rpId, 0, tweaks, []);
    const signature = signWith(credential.keys, Buffer.concat([authData, sha256(clientData)]));
    const userHandle = tweaks.userHandle === undefined ? credential.userHandle : tweaks.userHandle;
    return {
      id: credential.id.toString("base64url"),
      rawId: credential.id.toString("base64url"),
      type: "public-key",
      clientExtensionResults: {},
      authenticatorAttachment: "cross-platform",
      response: {
        clientDataJSON: clientData.toString("base64url"),
        authenticatorData: authData.toString("base64url"),
        signature: (tweaks.signature?.(signature) ?? signature).toString("base64url"),
        ...(userHandle === null ? {} : { userHandle }),
      },
    };
  }

  /** clone copies the keys and the counter, as an attacker would who extracted them. */
  clone(): Authenticator {
    const copy = new Authenticator({ ...this.settings, signCount: this.signCount });
    copy.credentials.push(...this.credentials);
    return copy;
  }

  #clientData(type: string, challenge: string, tweaks: Tweaks): Buffer {
    const data = { type, challenge, origin: this.settings.origin, crossOrigin: false };
    const bytes = Buffer.from(JSON.stringify(tweaks.clientData?.(data) ?? data));
    return tweaks.clientDataBytes?.(bytes) ?? bytes;
  }

  #authData(rpId: string, extraFlags: number, tweaks: Tweaks, rest: Uint8Array[]): Buffer {
    const { userVerification = true, backupEligible = false, backedUp = false } = this.settings;
    if (this.signCount !== null) this.signCount += 1;
    const flags =
      FLAG.UP |
      (userVerification ? FLAG.UV : 0) |
      (backupEligible ? FLAG.BE : 0) |
      (backedUp ? FLAG.BS : 0) |
      extraFlags;
    const fixed = Buffer.alloc(5);
    fixed.writeUInt8(tweaks.flags?.(flags) ?? flags, 0);
    fixed.writeUInt32BE(tweaks.signCount ?? this.signCount ?? 0, 1);
    const bytes = Buffer.concat([sha256(tweaks.rpId ?? rpId), fixed, ...rest]);
    return tweaks.authData?.(bytes) ?? bytes;
  }
}

/** createAuthenticator makes an empty software authenticator for one RP ID and origin. */
export function createAuthenticator(settings: AuthenticatorSettings): Authenticator {
  return new Authenticator(settings);
}
