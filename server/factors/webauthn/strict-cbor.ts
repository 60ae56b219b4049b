import { refuseErrors, refuseUnless, WebAuthnRefusal } from "./refusal.js";

/** A decoded CBOR item. Maps keep number and text keys apart, as JavaScript maps do. */
export type Cbor = number | string | boolean | null | Uint8Array | Cbor[] | CborMap;

/** A decoded CBOR map; CTAP2 uses no other key types. */
export type CborMap = Map<number | string, Cbor>;

/** An item and the offset of the first byte after it. */
export interface DecodedItem {
  readonly value: Cbor;
  readonly end: number;
}

/** CTAP2 allows four levels (CTAP 2.1 section 8); a few more cost nothing. */
const MAX_DEPTH = 8;
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * decodeCbor decodes exactly one item that fills the whole input.
 *
 * @throws WebAuthnRefusal `malformed`, also for bytes left over (the library ignores them)
 */
export function decodeCbor(bytes: Uint8Array): Cbor {
  const { value, end } = decodeCborItem(bytes, 0);
  refuseUnless(end === bytes.length, "malformed", "CBOR: bytes after the item");
  return value;
}

/**
 * decodeCborItem decodes the item that begins at `offset`, by the rules of CTAP2 canonical CBOR
 * (CTAP 2.1 section 8) except the order of keys, which some authenticators get wrong: shortest
 * integers, definite lengths, no tags, no duplicate keys.
 *
 * @throws WebAuthnRefusal `malformed`, also if an item reaches past the end (the library cuts it short)
 */
export function decodeCborItem(bytes: Uint8Array, offset: number): DecodedItem {
  const reader = new Reader(bytes, offset);
  return { value: reader.item(0), end: reader.offset };
}

class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  offset: number;

  constructor(bytes: Uint8Array, offset: number) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.offset = offset;
  }

  item(depth: number): Cbor {
    refuseUnless(depth < MAX_DEPTH, "malformed", "CBOR: nested too deeply");
    const initial = this.#number(1);
    const major = initial >> 5;
    const info = initial & 0x1f;
    if (major === 7) return this.#simple(info);
    const argument = this.#argument(info);
    if (major === 0) return argument;
    if (major === 1) return -1 - argument;
    if (major === 2) return this.#take(argument);
    if (major === 3) return this.#text(argument);
    if (major === 4) return this.#array(argument, depth);
    if (major === 5) return this.#map(argument, depth);
    throw new WebAuthnRefusal("malformed", "CBOR: a tag");
  }

  #argument(info: number): number {
    if (info < 24) return info;
    refuseUnless(info <= 27, "malformed", "CBOR: an indefinite or reserved length");
    const size = 1 << (info - 24);
    const value = this.#number(size);
    // What would have fitted a shorter form: 24 for one byte, else the range of half the size.
    const least = size === 1 ? 24 : 2 ** (size * 4);
    refuseUnless(value >= least, "malformed", "CBOR: an integer is not in its shortest form");
    refuseUnless(Number.isSafeInteger(value), "malformed", "CBOR: an integer is too large");
    return value;
  }

  #number(size: number): number {
    refuseUnless(this.offset + size <= this.#bytes.length, "malformed", "CBOR: cut short");
    const at = this.offset;
    this.offset += size;
    if (size === 1) return this.#view.getUint8(at);
    if (size === 2) return this.#view.getUint16(at);
    if (size === 4) return this.#view.getUint32(at);
    return Number(this.#view.getBigUint64(at));
  }

  #take(length: number): Uint8Array {
    refuseUnless(length <= this.#bytes.length - this.offset, "malformed", "CBOR: cut short");
    const start = this.offset;
    this.offset += length;
    return this.#bytes.subarray(start, this.offset);
  }

  #text(length: number): string {
    return refuseErrors("malformed", "CBOR: text is not UTF-8", () => utf8.decode(this.#take(length)));
  }

  #array(length: number, depth: number): Cbor[] {
    const items: Cbor[] = [];
    for (let index = 0; index < length; index += 1) items.push(this.item(depth + 1));
    return items;
  }

  #map(length: number, depth: number): CborMap {
    const map: CborMap = new Map();
    for (let index = 0; index < length; index += 1) {
      const key = this.item(depth + 1);
      refuseUnless(typeof key === "number" || typeof key === "string", "malformed", "CBOR: a bad key");
      refuseUnless(!map.has(key), "malformed", "CBOR: a duplicate key");
      map.set(key, this.item(depth + 1));
    }
    return map;
  }

  #simple(info: number): boolean | null {
    if (info === 20) return false;
    if (info === 21) return true;
    if (info === 22) return null;
    // No attestation statement and no registered authenticator extension carries a float.
    throw new WebAuthnRefusal("malformed", "CBOR: a float or an unassigned simple value");
  }
}
