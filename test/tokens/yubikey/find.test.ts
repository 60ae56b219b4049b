import { describe, expect, it, vi } from "vitest";
import { findYubiKeys, YubiKeyError } from "../../../tokens/yubikey/index.js";
import { VirtualYubiKey } from "../../support/virtual-yubikey/index.js";

const OTP = { vendorId: 0x1050, productId: 0x0407, usagePage: 1, usage: 6, path: "/dev/hidraw3" };
const FIDO = { ...OTP, usagePage: 0xf1d0, usage: 1, path: "/dev/hidraw4" };
const FIDO_ONLY = { ...FIDO, productId: 0x0402 };
const KEYBOARD = { ...OTP, vendorId: 0x046d, path: "/dev/hidraw0" };

function hidWith(
  devices: object[],
  open: () => Promise<never> | Promise<ReturnType<VirtualYubiKey["device"]>>,
) {
  const opened = vi.fn((_path: string, _options?: { nonExclusive?: boolean }) => open());
  return { hid: { devicesAsync: async () => devices as (typeof OTP)[], HIDAsync: { open: opened } }, opened };
}
const failing = (message: string) => () => Promise.reject(new TypeError(message));

describe("findYubiKeys", () => {
  it("offers only the OTP keyboard of Yubico's keys, and opens it non-exclusively", async () => {
    const key = new VirtualYubiKey();
    const { hid, opened } = hidWith(
      [KEYBOARD, FIDO, OTP, { ...OTP, usage: 2, path: "/dev/hidraw5" }],
      async () => key.device(),
    );
    const found = await findYubiKeys(hid);
    expect(found).toEqual([{ path: "/dev/hidraw3", productId: 0x0407, open: expect.any(Function) }]);
    expect(opened).not.toHaveBeenCalled();
    const driver = await found[0]?.open();
    expect(opened).toHaveBeenCalledExactlyOnceWith("/dev/hidraw3", { nonExclusive: true });
    expect((await driver?.status())?.firmware).toBe("5.4.3");
  });

  it("lets two handles of one key take turns", async () => {
    const key = new VirtualYubiKey({ partReads: 2 });
    const { hid } = hidWith([OTP], async () => key.device());
    const [found] = await findYubiKeys(hid);
    const drivers = [await found?.open(), await found?.open(), await found?.open()];
    await Promise.all(drivers.map((driver) => driver?.serial()));
    const flags = key.received.map((report) => report.at(-1)?.toString(16)).join(" ");
    expect(flags).toBe("80 89 ff 80 89 ff 80 89 ff");
  });

  it("is empty without a key", async () => {
    expect(await findYubiKeys(hidWith([KEYBOARD], failing("")).hid)).toEqual([]);
  });

  it("explains a key whose OTP interface is off, but not beside one that has it", async () => {
    await expect(findYubiKeys(hidWith([FIDO_ONLY], failing("")).hid)).rejects.toMatchObject({
      code: "otp_interface_off",
      hint: expect.stringContaining("`ykman config usb --enable OTP`"),
    });
    expect(await findYubiKeys(hidWith([FIDO_ONLY, OTP], failing("")).hid)).toHaveLength(1);
  });

  it("explains that libusb is missing", async () => {
    const message = "libusb-1.0.so.0: cannot open shared object file: No such file or directory";
    const hid = { devicesAsync: failing(message), HIDAsync: { open: failing(message) } };
    await expect(findYubiKeys(hid)).rejects.toMatchObject({
      code: "libusb_missing",
      hint: expect.stringContaining("libusb-1.0-0"),
    });
  });

  it.each([
    "cannot open device with path /dev/hidraw3: Failed to open a device with path '/dev/hidraw3': Permission denied",
    "cannot open device with path /dev/hidraw3",
    "cannot open device with path DevSrvsID:1: hid_open_path: failed to open IOHIDDevice from mach entry: (0xE00002E2) (iokit/common) not permitted",
  ])("explains a missing permission: %s", async (message) => {
    const [found] = await findYubiKeys(hidWith([OTP], failing(message)).hid);
    const error = await found?.open().catch((refused: unknown) => refused);
    expect(error).toBeInstanceOf(YubiKeyError);
    expect(error).toMatchObject({ code: "no_permission", hint: expect.stringContaining("69-yubikey.rules") });
    expect(error).toMatchObject({ hint: expect.stringContaining("Input Monitoring") });
  });

  it.each([
    ["transfer_failed", "cannot open device with path /dev/hidraw3: No such file or directory"],
    ["busy", "hid_open_path: failed to open IOHIDDevice from mach entry: (0xE00002C5) exclusive access"],
  ])("tells %s from it", async (code, message) => {
    const [found] = await findYubiKeys(hidWith([OTP], failing(message)).hid);
    await expect(found?.open()).rejects.toMatchObject({ code });
  });

  it("asks node-hid by default, and finds no key in this place or says what is missing", async () => {
    const found = await findYubiKeys().catch((error: unknown) => error);
    if (found instanceof YubiKeyError) expect(["libusb_missing", "otp_interface_off"]).toContain(found.code);
    else expect(Array.isArray(found)).toBe(true);
  });
});
