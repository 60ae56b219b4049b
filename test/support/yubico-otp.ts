import { randomBytes } from "node:crypto";
import { openYubiKey } from "../../tokens/yubikey/index.js";
import { modhexEncode } from "../../tokens/yubikey/modhex.js";
import type { TestService } from "./service.js";
import { VirtualYubiKey } from "./virtual-yubikey/index.js";

/** Creates a user who has a virtual YubiKey: slot 2 types Yubico OTPs. */
export async function giveYubiKey({ call }: TestService, username: string): Promise<VirtualYubiKey> {
  const [publicId, privateId, secret] = [randomBytes(6), randomBytes(6), randomBytes(16)];
  const key = new VirtualYubiKey();
  const driver = await openYubiKey(key.device());
  await driver.programYubicoOtp({ slot: 2, publicId, privateId, key: secret });
  const serial = `yk-${publicId.toString("hex")}`;
  await call("POST", "/api/v1/users", { username });
  await call("POST", "/api/v1/tokens", {
    serial,
    type: "yubico-otp",
    secretHex: secret.toString("hex"),
    privateIdHex: privateId.toString("hex"),
    publicId: modhexEncode(publicId),
  });
  const assigned = await call("POST", `/api/v1/tokens/${serial}/assign`, { username });
  if (assigned.status !== 200) throw new Error(`assigning ${serial} was answered ${assigned.status}`);
  return key;
}
