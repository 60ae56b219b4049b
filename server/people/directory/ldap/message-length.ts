/** A message that is longer is no answer to what we ask. */
const MOST_BYTES = 32 * 1024 * 1024;

const SEQUENCE = 0x30;
const LONG_FORM = 0x80;
const MOST_LENGTH_BYTES = 4;

/**
 * How many bytes the LDAP message has that `bytes` begins with (RFC 4511 §5.1: BER, definite lengths only).
 * @returns null where too few bytes have come to tell
 * @throws Error for what is no LDAP message
 */
export function messageLength(bytes: Buffer): number | null {
  const [tag, first] = bytes;
  if (tag === undefined) return null;
  if (tag !== SEQUENCE) throw new Error("the server sent something that is not LDAP");
  if (first === undefined) return null;
  if (first < LONG_FORM) return 2 + first;
  const lengthBytes = first - LONG_FORM;
  if (lengthBytes === 0 || lengthBytes > MOST_LENGTH_BYTES)
    throw new Error("a length that LDAP does not have");
  if (bytes.length < 2 + lengthBytes) return null;
  const length = 2 + lengthBytes + bytes.readUIntBE(2, lengthBytes);
  if (length > MOST_BYTES) throw new Error("a message that is too long");
  return length;
}
