import { RowRefusal } from "./refusals.js";

const HEX = /^(?:[0-9a-f]{2})*$/i;
const BASE32 = /^[a-z2-7]*={0,6}$/i;
const BASE64 = /^(?:[a-z0-9+/]{4})*(?:[a-z0-9+/]{2}==|[a-z0-9+/]{3}=)?$/i;
const BASE32_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const MODHEX_ALPHABET = "cbdefghijklnrtuv";

/** Decodes hexadecimal text of either case. Throws `bad_secret_encoding` at anything else and at half a byte. */
export function decodeHex(text: string): Buffer {
  if (!HEX.test(text)) throw new RowRefusal("bad_secret_encoding");
  return Buffer.from(text, "hex");
}

/**
 * Decodes base32 of either case, with or without padding (RFC 4648 section 6). Left-over bits are dropped, as every
 * authenticator app does. Throws `bad_secret_encoding` at a foreign character or a length that no bytes encode to.
 */
export function decodeBase32(text: string): Buffer {
  if (!BASE32.test(text)) throw new RowRefusal("bad_secret_encoding");
  const characters = text.replace(/=+$/, "").toUpperCase();
  if ([1, 3, 6].includes(characters.length % 8)) throw new RowRefusal("bad_secret_encoding");
  const bytes = Buffer.alloc(Math.floor((characters.length * 5) / 8));
  let bits = 0;
  let value = 0;
  let offset = 0;
  for (const character of characters) {
    value = ((value << 5) | BASE32_ALPHABET.indexOf(character)) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[offset++] = (value >> bits) & 0xff;
    }
  }
  return bytes;
}

/**
 * Decodes xs:base64Binary: white space anywhere is allowed, padding is required (RFC 4648 section 4).
 * Throws `bad_secret_encoding` at anything else.
 */
export function decodeBase64(text: string): Buffer {
  const characters = text.replace(/[ \t\r\n]+/g, "");
  if (!BASE64.test(characters)) throw new RowRefusal("bad_secret_encoding");
  return Buffer.from(characters, "base64");
}

/** Whether the text is modhex (Yubico's keyboard-safe hexadecimal) of 0 to 16 whole bytes, in lower case. */
export function isModhex(text: string): boolean {
  return text.length <= 32 && text.length % 2 === 0 && /^[cbdefghijklnrtuv]*$/.test(text);
}

/** Turns modhex into the same bytes in lower-case hexadecimal. The text has to be modhex already. */
export function modhexToHex(modhex: string): string {
  return [...modhex].map((letter) => MODHEX_ALPHABET.indexOf(letter).toString(16)).join("");
}
