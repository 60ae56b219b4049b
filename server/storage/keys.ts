import { createHmac, hkdfSync } from "node:crypto";
import { canonicalName } from "../names.js";
import { Sealer } from "./seal.js";
import { createSigner, type Signer } from "./signer.js";

/** What a key source holds (`LATCHKEY_KEYS`): see storage/key-source.ts. Keys are 32 bytes, base64. */
export interface KeyMaterial {
  /** Never changes: user ids are made with it. */
  lookup: string;
  /** Keyed hashes of recovery keys, API keys, sessions and device tokens. */
  digest: string;
  sealing: { current: string; keys: Record<string, string> };
}

/** What a keyed hash is of, so that one kind of secret never passes for another. */
export type DigestKind =
  | "api-key"
  | "session"
  | "verification"
  | "exchange-code"
  | "registration"
  | "ticket"
  | "password-link"
  | "recovery-key"
  | "bypass-code"
  | "break-glass"
  | "setup"
  | "network"
  | "key-binding"
  | "device"
  | "demo";

/** Everything that is done with Latchkey's own keys. */
export interface Keys {
  sealer: Sealer;
  /** `users._id`: HMAC-SHA-256 of the canonical name, base64url. */
  userId(username: string): string;
  /** Keyed hash (HMAC-SHA-256, base64url) of a secret with at least 112 bits, or of something to be hidden. */
  digest(kind: DigestKind, value: string): string;
  /** Deterministic bytes for an unknown name's decoy. */
  decoyBytes(username: string, label: string): Uint8Array;
  /** Signs the audit trail and its checkpoints; made from the digest key, which never changes. */
  auditSigner: Signer;
}

export function createKeys(material: KeyMaterial): Keys {
  const lookup = Buffer.from(material.lookup, "base64");
  const digestKey = Buffer.from(material.digest, "base64");
  const decoyKey = Buffer.from(hkdfSync("sha256", lookup, "", "latchkey decoy", 32));
  const sealingKeys = new Map(
    Object.entries(material.sealing.keys).map(([id, key]) => [id, Buffer.from(key, "base64")] as const),
  );
  return {
    sealer: new Sealer({ current: material.sealing.current, keys: sealingKeys }),
    userId: (username) => createHmac("sha256", lookup).update(canonicalName(username)).digest("base64url"),
    digest: (kind, value) =>
      createHmac("sha256", digestKey).update(`${kind}\u0000${value}`).digest("base64url"),
    decoyBytes: (username, label) =>
      createHmac("sha256", decoyKey)
        .update(`${label}\u0000${canonicalName(username)}`)
        .digest(),
    auditSigner: createSigner(Buffer.from(hkdfSync("sha256", digestKey, "", "latchkey audit", 32))),
  };
}
