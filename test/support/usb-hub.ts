import type { Port } from "../../tokens/cli/provision/plugged-keys.js";
import { findYubiKeys } from "../../tokens/yubikey/index.js";
import type { VirtualYubiKey } from "./virtual-yubikey/index.js";

const OTP = { vendorId: 0x1050, productId: 0x0407, usagePage: 1, usage: 6 };

/**
 * A machine with one USB port and somebody who puts keys into it: each time the station waits, the next thing is done
 * with its hands. The driver, its waits and the frames are the real ones; the keys are virtual.
 */
export class UsbHub implements Port {
  #plugged: VirtualYubiKey[] = [];
  readonly #hands: (() => void)[];
  readonly #stop: AbortController;

  /** @param hands what is done at each wait, in order; when there is nothing more, the station is stopped */
  constructor(hands: (() => void)[], stop: AbortController) {
    this.#hands = hands;
    this.#stop = stop;
  }

  /** Takes out what is in and puts another in. */
  plug(...keys: VirtualYubiKey[]): void {
    for (const key of this.#plugged) key.unplug();
    for (const key of keys) key.plugIn();
    this.#plugged = keys;
  }

  readonly find = () =>
    findYubiKeys({
      devicesAsync: async () =>
        this.#plugged.flatMap((key, i) => (key.isPluggedIn ? [{ ...OTP, path: `/dev/hidraw${i}` }] : [])),
      HIDAsync: {
        open: async (path) => {
          const key = this.#plugged[Number(path.slice(-1))];
          if (!key?.isPluggedIn) throw new Error("could not reach the device");
          return key.device();
        },
      },
    });

  readonly pause = async (): Promise<void> => {
    const next = this.#hands.shift();
    if (next) next();
    else this.#stop.abort();
  };
}
