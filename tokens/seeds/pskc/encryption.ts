import { createDecipheriv, createHmac, pbkdf2, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { decodeBase64 } from "../encodings.js";
import { MAX_PBKDF2_ITERATIONS } from "../limits.js";
import type { ReadOptions } from "../reader.js";
import { FileRefusal, RowRefusal } from "../refusals.js";
import { childOf, type XmlElement } from "../xml.js";
import { PSKC, XENC } from "./namespaces.js";

const AES_BLOCK = 16;

/** The ciphers that are read, by their names in XML Encryption section 5.2. */
const CIPHERS = new Map([
  [`${XENC}aes128-cbc`, { name: "aes-128-cbc", keyBytes: 16 }],
  [`${XENC}aes192-cbc`, { name: "aes-192-cbc", keyBytes: 24 }],
  [`${XENC}aes256-cbc`, { name: "aes-256-cbc", keyBytes: 32 }],
]);

/** The MAC and PRF names that are read (RFC 6030 section 6.1.1, RFC 4051 section 2.2.2). */
const HMACS = new Map([
  ["http://www.w3.org/2000/09/xmldsig#hmac-sha1", "sha1"],
  ["http://www.w3.org/2001/04/xmldsig-more#hmac-sha256", "sha256"],
]);

/** The names of PBKDF2: RFC 6030 section 6.2 and XML Encryption 1.1 section 5.4.1. */
const PBKDF2 = new Set([
  "http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#pbkdf2",
  "http://www.w3.org/2009/xmlenc11#pbkdf2",
]);

const deriveKey = promisify(pbkdf2);

/** The keys of one encrypted container: what decrypts its values and what authenticates them. */
export interface PskcKeys {
  readonly encryptionKey: Buffer;
  readonly macKey: Buffer;
  readonly macHash: string;
}

/** What the container says of its encryption: the elements EncryptionKey and MACMethod. */
export interface PskcEncryption {
  readonly encryptionKey: XmlElement | undefined;
  readonly macMethod: XmlElement | undefined;
}

/**
 * Refuses an encrypted value that may not be decrypted whatever the key (a FileRefusal): `unsupported_cipher`, and
 * `mac_missing` as CBC without a MAC can be changed by anybody (RFC 6030 section 6.1: the MAC is required for CBC).
 */
export function checkEncryptedValue(value: XmlElement, encryption: PskcEncryption): void {
  cipherOf(childOf(value, "EncryptedValue", PSKC));
  if (encryption.macMethod === undefined || childOf(value, "ValueMAC", PSKC) === undefined) {
    throw new FileRefusal("mac_missing");
  }
  macHashOf(encryption.macMethod);
}

/**
 * Makes the container's keys out of the pre-shared key or the password; PBKDF2 runs on another thread. Throws a
 * FileRefusal: `key_required` without the one that the file needs, `wrong_key` where it cannot be right,
 * `iterations_too_high`, `unsupported_algorithm`, `bad_payload`.
 */
export async function openKeys(encryption: PskcEncryption, options: ReadOptions): Promise<PskcKeys> {
  const derived = childOf(encryption.encryptionKey, "DerivedKey");
  const encryptionKey = derived === undefined ? presharedKey(options) : await passwordKey(derived, options);
  const macKey = childOf(encryption.macMethod, "MACKey", PSKC);
  return {
    encryptionKey,
    macHash: macHashOf(encryption.macMethod),
    // Without a MACKey the encryption key is the MAC key, as in drafts of the RFC.
    macKey:
      macKey === undefined ? encryptionKey : decrypt(macKey, fileBase64(cipherValue(macKey)), encryptionKey),
  };
}

/** Whether the value's MAC, over the IV and the cipher text (RFC 6030 section 6.1.1), is right. */
export function hasValidMac(value: XmlElement, keys: PskcKeys): boolean {
  try {
    const mac = decodeBase64(childOf(value, "ValueMAC", PSKC)?.text ?? "");
    const own = createHmac(keys.macHash, keys.macKey)
      .update(decodeBase64(cipherValue(childOf(value, "EncryptedValue", PSKC))))
      .digest();
    return mac.length === own.length && timingSafeEqual(mac, own);
  } catch (error) {
    // A MAC or cipher text that is no base64 was damaged: that is what the MAC is there to tell.
    if (error instanceof RowRefusal) return false;
    throw error;
  }
}

/** Decrypts a value whose MAC was found right. Throws a FileRefusal `wrong_key` where the key is not the file's. */
export function decryptValue(value: XmlElement, keys: PskcKeys): Buffer {
  const encrypted = childOf(value, "EncryptedValue", PSKC);
  return decrypt(encrypted, decodeBase64(cipherValue(encrypted)), keys.encryptionKey);
}

function presharedKey({ presharedKeyHex }: ReadOptions): Buffer {
  if (presharedKeyHex === undefined) throw new FileRefusal("key_required");
  if (!/^(?:[0-9a-f]{2})+$/i.test(presharedKeyHex)) throw new FileRefusal("wrong_key");
  return Buffer.from(presharedKeyHex, "hex");
}

async function passwordKey(derived: XmlElement, { password }: ReadOptions): Promise<Buffer> {
  const method = childOf(derived, "KeyDerivationMethod");
  // The parameters have no name space in the RFC's own figure 7, and one elsewhere.
  const parameters = childOf(method, "PBKDF2-params");
  const prf = childOf(parameters, "PRF")?.attributes.get("Algorithm");
  const hash = prf === undefined ? "sha1" : HMACS.get(prf);
  if (!PBKDF2.has(method?.attributes.get("Algorithm") ?? "") || hash === undefined) {
    throw new FileRefusal("unsupported_algorithm");
  }
  const iterations = wholeNumber(childOf(parameters, "IterationCount"));
  if (iterations > MAX_PBKDF2_ITERATIONS) throw new FileRefusal("iterations_too_high");
  const keyBytes = wholeNumber(childOf(parameters, "KeyLength"));
  if (![...CIPHERS.values()].some((cipher) => cipher.keyBytes === keyBytes)) {
    throw new FileRefusal("bad_payload");
  }
  const specified = childOf(childOf(parameters, "Salt"), "Specified");
  if (specified === undefined) throw new FileRefusal("unsupported_algorithm");
  const salt = fileBase64(specified.text);
  if (password === undefined) throw new FileRefusal("key_required");
  return deriveKey(Buffer.from(password, "utf8"), salt, iterations, keyBytes, hash);
}

function wholeNumber(element: XmlElement | undefined): number {
  const text = element?.text.trim() ?? "";
  if (!/^[1-9]\d*$/.test(text)) throw new FileRefusal("bad_payload");
  return Number(text);
}

/** Decodes base64 on which every row depends. */
function fileBase64(text: string): Buffer {
  try {
    return decodeBase64(text);
  } catch {
    throw new FileRefusal("bad_payload");
  }
}

function cipherOf(encrypted: XmlElement | undefined): { name: string; keyBytes: number } {
  const algorithm = childOf(encrypted, "EncryptionMethod", XENC)?.attributes.get("Algorithm");
  const cipher = CIPHERS.get(algorithm ?? "");
  if (cipher === undefined) throw new FileRefusal("unsupported_cipher");
  return cipher;
}

function macHashOf(macMethod: XmlElement | undefined): string {
  const hash = HMACS.get(macMethod?.attributes.get("Algorithm") ?? "");
  if (hash === undefined) throw new FileRefusal("unsupported_algorithm");
  return hash;
}

/** The IV and the cipher text of an xenc:EncryptedData, still in base64. */
function cipherValue(encrypted: XmlElement | undefined): string {
  return childOf(childOf(encrypted, "CipherData", XENC), "CipherValue", XENC)?.text ?? "";
}

/** Decrypts `IV | AES-CBC` with PKCS #7 padding (XML Encryption section 5.2: the last byte is the padding's length). */
function decrypt(encrypted: XmlElement | undefined, bytes: Buffer, key: Buffer): Buffer {
  const cipher = cipherOf(encrypted);
  if (key.length !== cipher.keyBytes) throw new FileRefusal("wrong_key");
  if (bytes.length < 2 * AES_BLOCK || bytes.length % AES_BLOCK !== 0) throw new FileRefusal("bad_payload");
  const decipher = createDecipheriv(cipher.name, key, bytes.subarray(0, AES_BLOCK));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(AES_BLOCK)), decipher.final()]);
  } catch {
    throw new FileRefusal("wrong_key");
  }
}
