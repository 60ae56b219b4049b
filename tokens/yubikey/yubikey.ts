import { currentCode } from "./access-code.js";
import {
  invalidArgument,
  requireInteger,
  requireOptions,
  requireSlot,
  requireTouchOptions,
} from "./arguments.js";
import { ask } from "./ask.js";
import {
  type ChallengeOptions,
  HMAC_SIZE,
  otpCode,
  paddedChallenge,
  type TotpOptions,
  totpChallenge,
} from "./challenge.js";
import { type Delay, realDelay } from "./delay.js";
import { type HidDevice, isHidDevice } from "./hid-device.js";
import type { OperationQueue } from "./operation-queue.js";
import {
  type ChallengeResponseOptions,
  challengeResponseConfiguration,
} from "./program-challenge-response.js";
import { type HotpOptions, hotpConfiguration } from "./program-hotp.js";
import { type YubicoOtpOptions, yubicoOtpConfiguration } from "./program-yubico-otp.js";
import type { KeyStatus, SlotNumber } from "./reports.js";
import { readSerial } from "./serial.js";
import { type Session, sessionOf } from "./session.js";
import { SLOT_COMMAND } from "./slot-commands.js";
import { CONFIGURATION_SIZE } from "./slot-configuration.js";
import type { Transport } from "./transport.js";
import { write } from "./write.js";

/** DeleteOptions: a slot with an access code is deleted only with it (6 bytes). */
export interface DeleteOptions {
  slot: SlotNumber;
  currentAccessCode?: Uint8Array | undefined;
}

/**
 * YubiKey is one open key. Every method refuses a bad argument (`invalid_argument`) before anything is sent, waits
 * for its turn, leaves the key idle, and throws nothing but `YubiKeyError`. All of them may throw `transfer_failed`,
 * `busy`, `bad_answer` and `closed`.
 */
export interface YubiKey {
  /** Firmware, programming sequence and slot states. */
  status(): Promise<KeyStatus>;
  /** The serial number, unsigned 32 bit; takes up to 3.5 s on a key that tells none. Throws `rejected`. */
  serial(): Promise<number>;
  /** Writes an HOTP slot. Throws `write_rejected`. */
  programHotp(options: HotpOptions): Promise<void>;
  /** Writes an HMAC-SHA1 challenge-response slot. Throws `write_rejected`. */
  programChallengeResponse(options: ChallengeResponseOptions): Promise<void>;
  /** Writes a Yubico OTP slot. Throws `write_rejected`. */
  programYubicoOtp(options: YubicoOtpOptions): Promise<void>;
  /** Exchanges the two slots. Throws `write_rejected`. */
  swapSlots(): Promise<void>;
  /** Empties a slot. Throws `write_rejected`. */
  deleteSlot(options: DeleteOptions): Promise<void>;
  /** HMAC-SHA1 of a challenge, 20 bytes. Throws `rejected` (no such slot), `touch_timeout`, `cancelled`. */
  challengeResponse(options: ChallengeOptions): Promise<Uint8Array>;
  /** The TOTP (RFC 6238, SHA-1) of a challenge-response slot at a Unix time in seconds. Throws like the above. */
  totp(options: TotpOptions): Promise<string>;
  /** Closes the device, once, after what was called before; later calls of other methods throw `closed`. */
  close(): Promise<void>;
}

/** openYubiKey returns the key behind an open HID device and reads nothing from it yet. Throws `invalid_argument`. */
export async function openYubiKey(device: HidDevice): Promise<YubiKey> {
  return openYubiKeyWith(device, { delay: realDelay });
}

/** openYubiKeyWith is `openYubiKey` with delays (tests) and a queue (two handles of one key) of the caller's. */
export async function openYubiKeyWith(
  device: HidDevice,
  { delay = realDelay, queue }: { delay?: Delay; queue?: OperationQueue },
): Promise<YubiKey> {
  if (!isHidDevice(device)) throw invalidArgument("device", "an open HID device");
  return new HidYubiKey(sessionOf(device, queue), delay);
}

class HidYubiKey implements YubiKey {
  readonly #session: Session;
  readonly #delay: Delay;

  constructor(session: Session, delay: Delay) {
    this.#session = session;
    this.#delay = delay;
  }

  status(): Promise<KeyStatus> {
    return this.#run(async (transport) => {
      try {
        return await transport.idleStatus();
      } finally {
        await transport.rest();
      }
    });
  }

  serial(): Promise<number> {
    return this.#run(readSerial);
  }

  async programHotp(options: HotpOptions): Promise<void> {
    requireOptions(options);
    await this.#configure(options, hotpConfiguration(options), true);
  }

  async programChallengeResponse(options: ChallengeResponseOptions): Promise<void> {
    requireOptions(options);
    await this.#configure(options, challengeResponseConfiguration(options), true);
  }

  async programYubicoOtp(options: YubicoOtpOptions): Promise<void> {
    requireOptions(options);
    await this.#configure(options, yubicoOtpConfiguration(options), true);
  }

  async deleteSlot(options: DeleteOptions): Promise<void> {
    requireOptions(options);
    await this.#configure(options, new Uint8Array(CONFIGURATION_SIZE), false);
  }

  async swapSlots(): Promise<void> {
    await this.#run((transport) =>
      write(transport, SLOT_COMMAND.swap, new Uint8Array(0), ({ slots: [one, two] }) => ({
        1: two.configured,
        2: one.configured,
      })),
    );
  }

  async challengeResponse(options: ChallengeOptions): Promise<Uint8Array> {
    requireOptions(options);
    requireTouchOptions(options);
    const { onTouch, signal } = options;
    const command = SLOT_COMMAND.challengeHmac[requireSlot(options.slot)];
    const payload = paddedChallenge(options.challenge);
    return this.#run((transport) => ask(transport, command, payload, HMAC_SIZE, { onTouch, signal }), signal);
  }

  async totp(options: TotpOptions): Promise<string> {
    requireOptions(options);
    const { slot, time, digits = 6, period = 30, onTouch, signal } = options;
    const length = requireInteger("digits", digits, 6, 8);
    const challenge = totpChallenge(time, period);
    return otpCode(await this.challengeResponse({ slot, challenge, onTouch, signal }), length);
  }

  close(): Promise<void> {
    return this.#session.close();
  }

  async #configure(options: DeleteOptions, configuration: Uint8Array, configured: boolean): Promise<void> {
    const slot = requireSlot(options.slot);
    const payload = Buffer.concat([configuration, currentCode(options.currentAccessCode)]);
    await this.#run((transport) =>
      write(transport, SLOT_COMMAND.configure[slot], payload, () => ({ [slot]: configured })),
    );
  }

  #run<T>(operation: (transport: Transport) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#session.run(this.#delay, operation, signal);
  }
}
