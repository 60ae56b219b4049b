import { YubiKeyError } from "./errors.js";
import type { HidDevice } from "./hid-device.js";
import { OperationQueue } from "./operation-queue.js";
import { openYubiKeyWith, type YubiKey } from "./yubikey.js";

const YUBICO = 0x1050;
/** The OTP interface is a keyboard: generic desktop page 0x0001, usage 0x0006. FIDO is another, never opened here. */
const KEYBOARD = { usagePage: 0x0001, usage: 0x0006 } as const;
/** Products, or set-ups of products, that show no OTP interface: NEO, YubiKey 4 and later, Security Key. */
const WITHOUT_OTP = new Set([0x0112, 0x0113, 0x0115, 0x0402, 0x0404, 0x0406, 0x0120]);

/** ListedDevice is what we need of an entry of node-hid's list. */
export interface ListedDevice {
  vendorId: number;
  productId: number;
  path?: string | undefined;
  usagePage?: number | undefined;
  usage?: number | undefined;
}

/** HidLibrary is the part of node-hid that finding needs. */
export interface HidLibrary {
  devicesAsync(): Promise<ListedDevice[]>;
  HIDAsync: { open(path: string, options?: { nonExclusive?: boolean }): Promise<HidDevice> };
}

/** FoundYubiKey is a plugged-in key; `open` throws `no_permission` or `transfer_failed`, `busy` if it is held. */
export interface FoundYubiKey {
  path: string;
  productId: number;
  open(): Promise<YubiKey>;
}

/**
 * findYubiKeys lists the keys whose OTP interface the system shows; [] without a key. `hid` is node-hid by default,
 * imported here and not earlier. Throws `otp_interface_off` where the only keys there have none, `libusb_missing`,
 * `no_permission`, `transfer_failed`.
 */
export async function findYubiKeys(hid?: HidLibrary): Promise<FoundYubiKey[]> {
  const library = hid ?? (await translated(() => import("node-hid")));
  const yubico = (await translated(() => library.devicesAsync())).filter(
    ({ vendorId }) => vendorId === YUBICO,
  );
  const found = yubico.flatMap(({ path, productId, usagePage, usage }) => {
    if (path === undefined || usagePage !== KEYBOARD.usagePage || usage !== KEYBOARD.usage) return [];
    return [{ path, productId, open: () => openPath(library, path) }];
  });
  if (found.length === 0 && yubico.some(({ productId }) => WITHOUT_OTP.has(productId))) {
    throw new YubiKeyError("otp_interface_off", "A key is plugged in, but its OTP interface is off.");
  }
  return found;
}

const queues = new WeakMap<HidLibrary, Map<string, OperationQueue>>();

async function openPath(library: HidLibrary, path: string): Promise<YubiKey> {
  // macOS would seize a keyboard that is opened exclusively, which the system refuses; others ignore the option.
  const device = await translated(() => library.HIDAsync.open(path, { nonExclusive: true }));
  const byPath = queues.get(library) ?? new Map<string, OperationQueue>();
  queues.set(library, byPath);
  const queue = byPath.get(path) ?? new OperationQueue();
  byPath.set(path, queue);
  return openYubiKeyWith(device, { queue });
}

const NO_PERMISSION =
  /permission denied|not permitted|access is denied|EACCES|EPERM|LIBUSB_ERROR_ACCESS|0xE00002E2|-536870174/i;
/** Without a reason of the system's (older node-hid) the usual one for a device that is listed is a missing right. */
const NO_REASON = /^cannot open device with path \S+$/;
const HELD_BY_ANOTHER = /exclusive access|0xE00002C5|resource busy|EBUSY/i;

/** translated runs a call of node-hid and turns its errors into ours; nothing was sent yet that they could quote. */
async function translated<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (/libusb-1\.0/i.test(reason))
      throw new YubiKeyError("libusb_missing", "node-hid cannot load libusb-1.0.");
    if (NO_PERMISSION.test(reason) || NO_REASON.test(reason)) {
      throw new YubiKeyError("no_permission", "The system does not let this program open the key.");
    }
    if (HELD_BY_ANOTHER.test(reason)) throw new YubiKeyError("busy", "Another program holds the key.");
    throw new YubiKeyError("transfer_failed", `The HID library failed: ${reason}`);
  }
}
