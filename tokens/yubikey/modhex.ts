const ALPHABET = "cbdefghijklnrtuv";

/** modhexEncode writes bytes in modhex, the sixteen letters that lie alike on most keyboards: two letters a byte. */
export function modhexEncode(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += ALPHABET.charAt(byte >>> 4) + ALPHABET.charAt(byte & 0x0f);
  return text;
}

/** modhexDecode reads lower-case modhex of even length; null where the text is anything else. */
export function modhexDecode(text: string): Uint8Array | null {
  if (text.length % 2 !== 0) return null;
  const nibbles = Array.from(text, (letter) => ALPHABET.indexOf(letter));
  if (nibbles.includes(-1)) return null;
  return Uint8Array.from(
    { length: text.length / 2 },
    (_, i) => ((nibbles[2 * i] ?? 0) << 4) | (nibbles[2 * i + 1] ?? 0),
  );
}
