/** Bytes that come piece by piece, held once: joining a list of pieces would hold a large file twice. */
export class GrowingBytes {
  #space: Buffer;
  #length = 0;

  /** @param expected how many bytes there will be, as far as it is known; it grows beyond that by half */
  constructor(expected: number) {
    this.#space = Buffer.allocUnsafeSlow(expected);
  }

  append(piece: Buffer): void {
    const needed = this.#length + piece.length;
    if (needed > this.#space.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(needed, Math.ceil(this.#space.length * 1.5)));
      this.#space.copy(larger, 0, 0, this.#length);
      this.#space = larger;
    }
    piece.copy(this.#space, this.#length);
    this.#length = needed;
  }

  /** What came so far. */
  get bytes(): Buffer {
    return this.#space.subarray(0, this.#length);
  }
}
