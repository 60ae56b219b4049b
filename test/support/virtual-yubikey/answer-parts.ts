import type { KeyFaults } from "./key-faults.js";

/** A report of 8 bytes: 7 of data and the flag. Null where the answer breaks off and the status shows again. */
type AnswerReport = Uint8Array | null;

/** AnswerParts serves an answer in reports: numbered parts, then number 0 again until the host resets the key. */
export class AnswerParts {
  readonly #bytes: Uint8Array;
  readonly #count: number;
  readonly #faults: Pick<KeyFaults, "wrongPartAt" | "breakOffAt" | "endEarlyAt">;
  #next = 0;

  /** The faults that concern this answer are taken out of `faults` at once. */
  constructor(bytes: Uint8Array, faults: KeyFaults) {
    this.#count = Math.ceil(bytes.length / 7);
    this.#bytes = new Uint8Array(this.#count * 7);
    this.#bytes.set(bytes);
    if (faults.corruptAnswers > 0) {
      faults.corruptAnswers -= 1;
      this.#bytes[1] = (this.#bytes[1] ?? 0) ^ 0x10;
    }
    this.#faults = { ...faults };
    faults.wrongPartAt = null;
    faults.breakOffAt = null;
    faults.endEarlyAt = null;
  }

  /** next gives the report of the next read. */
  next(): AnswerReport {
    const index = this.#next;
    const { wrongPartAt, breakOffAt, endEarlyAt } = this.#faults;
    if (index === breakOffAt) return null;
    if (index >= Math.min(this.#count, endEarlyAt ?? this.#count))
      return Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0x40);
    this.#next += 1;
    const number = index === wrongPartAt ? index + 1 : index;
    return Uint8Array.of(...this.#bytes.subarray(index * 7, index * 7 + 7), 0x40 | number);
  }
}
