import { randomBytes } from "node:crypto";
import { oneTimeCode } from "../../server/factors/otp.js";
import { newId } from "../../server/secrets.js";
import { changeUser } from "../../server/storage/change-user.js";
import type { Credential } from "../../server/storage/storage.js";
import { seedPlace } from "../../server/verification/check.js";
import type { TestService } from "./service.js";

/** Gives a user a counting token through the storage port; the route comes with hardware tokens. */
export async function giveHotp(
  { deps }: TestService,
  username: string,
): Promise<(counter: number) => string> {
  const seed = randomBytes(20);
  const id = newId();
  await changeUser(deps.storage, deps.keys.userId(username), (user, now) => {
    const secret = deps.keys.sealer.seal(seed, seedPlace(user.handle, id));
    const token: Credential = {
      id,
      factor: "hotp",
      name: "Token",
      state: "active",
      createdAt: now,
      lastUsedAt: null,
      spent: null,
      otp: { secret, digits: 6, algorithm: "SHA1" },
      token: { serial: id },
    };
    return { user: { ...user, credentials: [...user.credentials, token] } };
  });
  return (counter) => oneTimeCode(seed, { digits: 6, algorithm: "SHA1" }, counter);
}

/** A code that is not the right one. */
export function wrong(code: string): string {
  return code.replace(/^./, (digit) => String((Number(digit) + 1) % 10));
}
