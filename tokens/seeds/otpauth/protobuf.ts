/** One field of a protobuf message: a whole number (wire type 0) or bytes (wire type 2). */
export interface ProtobufField {
  readonly number: number;
  readonly value: bigint | Uint8Array;
}

/** A varint has at most 10 bytes of 7 bits for 64 bits (Protocol Buffers, "Encoding"). */
const MAX_VARINT_BYTES = 10;

/**
 * Reads the fields of one message. Groups and fixed-size fields are skipped or refused: the messages read here have
 * none. Throws a RangeError at a message that ends within a field, an over-long number or an unknown wire type.
 */
export function* protobufFields(bytes: Uint8Array): Generator<ProtobufField> {
  let offset = 0;
  const take = (length: number): Uint8Array => {
    if (length > bytes.length - offset) throw new RangeError("the message ends within a field");
    offset += length;
    return bytes.subarray(offset - length, offset);
  };
  const varint = (): bigint => {
    let value = 0n;
    for (let index = 0; index < MAX_VARINT_BYTES; index += 1) {
      const byte = take(1)[0] ?? 0;
      value |= BigInt(byte & 0x7f) << BigInt(7 * index);
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw new RangeError("a number of more than 64 bits");
  };
  while (offset < bytes.length) {
    const key = varint();
    const number = Number(key >> 3n);
    if (number === 0) throw new RangeError("there is no field 0");
    switch (Number(key & 7n)) {
      case 0:
        yield { number, value: varint() };
        break;
      case 1:
        take(8);
        break;
      case 2: {
        const length = varint();
        yield { number, value: take(length > BigInt(bytes.length) ? bytes.length + 1 : Number(length)) };
        break;
      }
      case 5:
        take(4);
        break;
      default:
        throw new RangeError("an unknown wire type");
    }
  }
}
