import { type Delay, throwIfCancelled } from "./delay.js";
import { YubiKeyError } from "./errors.js";
import type { FramePart } from "./frame.js";
import type { HidDevice } from "./hid-device.js";
import { FLAG_RESET, FLAG_WRITE, type KeyStatus, parseStatus, REPORT_SIZE, type Report } from "./reports.js";

/** A swap keeps the key busy for up to 920 ms; Yubico's C library waits 1150 ms, and so do we. */
const READY_LIMIT_MS = 1150;
const LONGEST_PAUSE_MS = 50;

/** Transport moves single reports to and from one key, and brings the key to rest. Callers hold its queue. */
export class Transport {
  readonly delay: Delay;
  readonly #device: HidDevice;
  #idle = true;

  constructor(device: HidDevice, delay: Delay) {
    this.#device = device;
    this.delay = delay;
  }

  /** read returns the key's current report. Throws `transfer_failed` (unplugged, I/O) or `bad_answer` (its size). */
  async read(): Promise<Report> {
    let raw: Uint8Array;
    try {
      raw = Uint8Array.from(await this.#device.getFeatureReport(0, REPORT_SIZE));
    } catch {
      throw new YubiKeyError("transfer_failed", "Reading from the key failed.");
    }
    if (raw.length !== REPORT_SIZE)
      throw new YubiKeyError("bad_answer", "The key's report has the wrong size.");
    const report = { data: raw.subarray(1, REPORT_SIZE - 1), flag: raw[REPORT_SIZE - 1] ?? 0 };
    if (report.flag !== 0) this.#idle = false;
    return report;
  }

  /** sendFrame sends the parts of a frame to an idle key, each after the key took the one before (`busy` if not). */
  async sendFrame(parts: readonly FramePart[], signal?: AbortSignal): Promise<void> {
    for (const [index, part] of parts.entries()) {
      if (index > 0) await this.#poll((report) => (report.flag & FLAG_WRITE) === 0, signal);
      throwIfCancelled(signal);
      await this.#send(part.data, part.flag);
    }
  }

  /**
   * idleStatus returns the key's status. An answer or a wait that another program left behind is reset first:
   * what such a report holds is no status. Throws `busy` where the key does not come to rest in time.
   */
  async idleStatus(signal?: AbortSignal): Promise<KeyStatus> {
    const report = await this.#poll(async ({ flag }) => {
      if (flag !== 0 && (flag & FLAG_WRITE) === 0) await this.#reset();
      return flag === 0;
    }, signal);
    this.#idle = true;
    return parseStatus(report.data);
  }

  /** rest sends the reset report unless the key is known to be idle. Its failure hides no result: it is dropped. */
  async rest(): Promise<void> {
    if (this.#idle) return;
    try {
      await this.#reset();
      this.#idle = true;
    } catch {
      // The key is gone; the operation that ends here has its own result, and the next one will notice.
    }
  }

  #reset(): Promise<void> {
    return this.#send(new Uint8Array(REPORT_SIZE - 2), FLAG_RESET);
  }

  async #send(data: Uint8Array, flag: number): Promise<void> {
    this.#idle = false;
    let sent: number;
    try {
      sent = await this.#device.sendFeatureReport(Buffer.from([0, ...data, flag]));
    } catch {
      throw new YubiKeyError("transfer_failed", "Writing to the key failed.");
    }
    // Some systems do not count the report id, so 8 is as good as 9.
    if (sent < REPORT_SIZE - 1)
      throw new YubiKeyError("transfer_failed", "The key took only a part of a report.");
  }

  async #poll(
    isReady: (report: Report) => boolean | Promise<boolean>,
    signal?: AbortSignal,
  ): Promise<Report> {
    let pause = 1;
    for (let waited = 0; ; waited += pause, pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      throwIfCancelled(signal);
      const report = await this.read();
      if (await isReady(report)) return report;
      if (waited >= READY_LIMIT_MS) throw new YubiKeyError("busy", "The key did not become ready in time.");
      await this.delay(pause, signal);
    }
  }
}
