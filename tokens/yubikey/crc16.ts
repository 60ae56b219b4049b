/** CRC_RESIDUE is what `crc16` gives over data followed by its inverted CRC, little endian (ISO 13239). */
export const CRC_RESIDUE = 0xf0b8;

/**
 * crc16 computes the CRC of ISO 13239: start 0xFFFF, reflected polynomial 0x8408, no final inversion.
 * Frames carry it plain; configurations, tickets and answers carry it inverted. Both are little endian.
 */
export function crc16(data: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0x8408 : crc >>> 1;
  }
  return crc;
}
