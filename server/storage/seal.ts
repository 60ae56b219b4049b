import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { LatchkeyError } from "../errors.js";
import type { Sealed } from "./storage.js";

/** NIST SP 800-38D §8.2.2: a random 96 bit IV. */
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Keys that seal, by id; new secrets are sealed with the current one, old ones opened with the one they name. */
export interface SealingKeys {
  current: string;
  keys: ReadonlyMap<string, Uint8Array>;
}

/** Where a sealed field lies; a field moved to another place does not open. */
export interface Place {
  collection: string;
  /** The user's handle, or the token's serial. */
  handle: string;
  credential: string;
  field: string;
}

/** AES-256-GCM with the field's place as associated data. */
export class Sealer {
  readonly #keys: SealingKeys;

  constructor(keys: SealingKeys) {
    this.#keys = keys;
  }

  seal(plain: Uint8Array, place: Place): Sealed {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv("aes-256-gcm", this.#key(this.#keys.current), iv).setAAD(
      associatedData(place),
    );
    const data = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    return { key: this.#keys.current, iv, data };
  }

  /** @throws LatchkeyError `unavailable` where the key is missing or the field is not what was sealed here */
  unseal(sealed: Sealed, place: Place): Uint8Array {
    const data = Buffer.from(sealed.data);
    try {
      const decipher = createDecipheriv("aes-256-gcm", this.#key(sealed.key), sealed.iv)
        .setAAD(associatedData(place))
        .setAuthTag(data.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(data.subarray(0, -TAG_BYTES)), decipher.final()]);
    } catch (cause) {
      throw new LatchkeyError(
        "unavailable",
        "A stored secret cannot be opened. The administrator finds the reason in the log.",
        {
          internal: `unsealing ${place.collection}/${place.field} with key ${sealed.key} failed`,
          cause,
        },
      );
    }
  }

  #key(id: string): Uint8Array {
    const key = this.#keys.keys.get(id);
    if (!key) throw new Error(`no sealing key ${id}`);
    return key;
  }
}

function associatedData(place: Place): Buffer {
  return Buffer.from([place.collection, place.handle, place.credential, place.field].join("\u0000"));
}
