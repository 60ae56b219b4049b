import { tooManyAttempts } from "../errors.js";

/** Attempts on one user that may wait; far more than a person makes, and a bound on what an attacker can pile up. */
const LONGEST_QUEUE = 1000;

/** Lets attempts on one user go one after another inside this process, so that they do not race each other. */
export class AttemptQueue {
  readonly #tails = new Map<string, { last: Promise<void>; length: number }>();

  /**
   * Runs `work` after everything that was queued before under the same key.
   * @throws LatchkeyError `too_many_attempts` where the queue is full
   */
  async inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
    const queue = this.#tails.get(key) ?? { last: Promise.resolve(), length: 0 };
    if (queue.length >= LONGEST_QUEUE) throw tooManyAttempts(1);
    queue.length += 1;
    this.#tails.set(key, queue);
    const result = queue.last.then(work);
    queue.last = result.then(ignore, ignore);
    try {
      return await result;
    } finally {
      queue.length -= 1;
      if (queue.length === 0) this.#tails.delete(key);
    }
  }
}

function ignore(): void {}
