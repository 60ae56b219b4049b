import { expect, it, vi } from "vitest";
import { findYubiKeys, openYubiKey } from "../../../tokens/yubikey/index.js";
import { VirtualYubiKey } from "../../support/virtual-yubikey/index.js";

const loads = vi.hoisted(() => ({ count: 0 }));
vi.mock("node-hid", () => {
  loads.count += 1;
  return {
    devicesAsync: () => Promise.reject(new Error("libusb-1.0.so.0: cannot open shared object file")),
    HIDAsync: {},
  };
});

it("loads node-hid at the first search for keys and not earlier, so that a program without libusb runs", async () => {
  const driver = await openYubiKey(new VirtualYubiKey().device());
  expect((await driver.status()).firmware).toBe("5.4.3");
  expect(loads.count).toBe(0);
  await expect(findYubiKeys()).rejects.toMatchObject({ code: "libusb_missing" });
  expect(loads.count).toBe(1);
});
