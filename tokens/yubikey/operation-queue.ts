import { throwIfCancelled } from "./delay.js";
import { YubiKeyError } from "./errors.js";

/**
 * OperationQueue runs one operation at a time, in the order of the calls: the frames of two commands must never
 * interleave on a key. An operation that fails or is cancelled does not stop those behind it.
 */
export class OperationQueue {
  #tail: Promise<unknown> = Promise.resolve();

  /**
   * run starts `operation` once all earlier ones have ended and returns what it returns. If the signal aborts
   * while the operation is still waiting it is never started, and the call throws `cancelled` at once.
   */
  run<T>(operation: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      throwIfCancelled(signal);
      const leave = () =>
        reject(new YubiKeyError("cancelled", "The operation was cancelled before it began."));
      signal?.addEventListener("abort", leave, { once: true });
      const turn = this.#tail.then(() => {
        signal?.removeEventListener("abort", leave);
        throwIfCancelled(signal);
        return operation();
      });
      this.#tail = turn.catch(() => undefined);
      turn.then(resolve, reject);
    });
  }
}
