/**
 * A value that the test authenticator can encode: CTAP2 needs no floats and no tags.
 *
 * `Raw` splices bytes in as they are, so that tests can craft encodings that no encoder would make.
 */
export type CborValue =
  | number
  | string
  | boolean
  | null
  | Uint8Array
  | Raw
  | readonly CborValue[]
  | ReadonlyMap<number | string, CborValue>;

/** Bytes that are already CBOR. */
export class Raw {
  readonly bytes: Uint8Array;
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }
}

/** head encodes a major type (0 to 7) and its argument in the shortest form (RFC 8949 section 3). */
function head(major: number, argument: number): Buffer {
  const type = major << 5;
  if (argument < 24) return Buffer.from([type | argument]);
  if (argument < 0x100) return Buffer.from([type | 24, argument]);
  if (argument < 0x1_0000) return Buffer.from([type | 25, argument >> 8, argument & 0xff]);
  const long = Buffer.alloc(5);
  long.writeUInt8(type | 26, 0);
  long.writeUInt32BE(argument, 1);
  return long;
}

/** encodeCbor encodes in definite lengths; maps keep the order of their entries. */
export function encodeCbor(value: CborValue): Buffer {
  if (value instanceof Raw) return Buffer.from(value.bytes);
  if (value === null) return Buffer.from([0xf6]);
  if (typeof value === "boolean") return Buffer.from([value ? 0xf5 : 0xf4]);
  if (typeof value === "number") return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === "string")
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  if (value instanceof Map) {
    const entries = [...value].flatMap(([key, item]) => [encodeCbor(key), encodeCbor(item)]);
    return Buffer.concat([head(5, value.size), ...entries]);
  }
  const items = value as readonly CborValue[];
  return Buffer.concat([head(4, items.length), ...items.map(encodeCbor)]);
}
