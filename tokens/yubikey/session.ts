import type { Delay } from "./delay.js";
import { YubiKeyError } from "./errors.js";
import type { HidDevice } from "./hid-device.js";
import { OperationQueue } from "./operation-queue.js";
import { Transport } from "./transport.js";

const queues = new WeakMap<HidDevice, OperationQueue>();
const sessions = new WeakMap<HidDevice, Session>();

/** Session is one device between its opening and its closing, shared by all `YubiKey` objects on it. */
export class Session {
  readonly #device: HidDevice;
  readonly #queue: OperationQueue;
  #closing: Promise<void> | undefined;

  constructor(device: HidDevice, queue: OperationQueue) {
    this.#device = device;
    this.#queue = queue;
  }

  /** isClosed turns true with the first call of `close`. */
  get isClosed(): boolean {
    return this.#closing !== undefined;
  }

  /** run does one operation when its turn comes. Throws `closed` after `close`, `cancelled` as the queue says. */
  run<T>(delay: Delay, operation: (transport: Transport) => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (this.isClosed) return Promise.reject(new YubiKeyError("closed", "The key was closed."));
    return this.#queue.run(() => operation(new Transport(this.#device, delay)), signal);
  }

  /** close closes the device once, after the operations that were called before; further calls await the same. */
  close(): Promise<void> {
    this.#closing ??= this.#queue.run(async () => {
      try {
        await this.#device.close();
      } catch {
        throw new YubiKeyError("transfer_failed", "Closing the key failed.");
      }
    });
    return this.#closing;
  }
}

/**
 * sessionOf returns the device's session; a closed one is replaced. The queue outlives it and may be given, for
 * devices that are two handles of one key.
 */
export function sessionOf(device: HidDevice, queue?: OperationQueue): Session {
  const known = sessions.get(device);
  if (known !== undefined && !known.isClosed) return known;
  const turn = queues.get(device) ?? queue ?? new OperationQueue();
  queues.set(device, turn);
  const session = new Session(device, turn);
  sessions.set(device, session);
  return session;
}
