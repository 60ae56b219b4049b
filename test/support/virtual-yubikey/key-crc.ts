/** The key's own CRC (ISO 13239), by table, so that the driver's is not checked against itself. */
const TABLE = Uint16Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0x8408 : value >>> 1;
  return value;
});

/** keyCrc gives the CRC over the bytes, not inverted. */
export function keyCrc(bytes: Uint8Array): number {
  return bytes.reduce((crc, byte) => (crc >>> 8) ^ (TABLE[(crc ^ byte) & 0xff] ?? 0), 0xffff);
}

/** withInvertedCrc appends the inverted CRC, little endian, as configurations, tickets and answers carry it. */
export function withInvertedCrc(bytes: Uint8Array): Uint8Array {
  const crc = ~keyCrc(bytes) & 0xffff;
  return Uint8Array.of(...bytes, crc & 0xff, crc >>> 8);
}
