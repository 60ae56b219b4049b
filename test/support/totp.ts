import { ScureBase32Plugin } from "otplib";
import { oneTimeCode } from "../../server/factors/otp.js";
import { timeStep } from "../../server/factors/totp.js";
import type { TestService } from "./service.js";

/** An authenticator app of a user: its codes at the service's clock. */
export interface TestApp {
  credentialId: string;
  recoveryKey: string;
  /** In place of the key, where policy has codes. */
  recoveryCodes: string[];
  /** The code some steps from now. */
  code(stepsFromNow?: number): string;
}

/** The code of a base32 secret at an instant. */
export function codeAt(secret: string, at: Date, stepsFromThen = 0): string {
  const bytes = new ScureBase32Plugin().decode(secret);
  return oneTimeCode(bytes, { digits: 6, algorithm: "SHA1" }, timeStep(at, 30) + stepsFromThen);
}

/** Creates a user with a confirmed authenticator app; the confirming code is spent, so the clock moves one step on. */
export async function userWithApp(service: TestService, username: string): Promise<TestApp> {
  await service.call("POST", "/api/v1/users", { username, password: `password of ${username}` });
  const begun = await service.call("POST", `/api/v1/users/${encodeURIComponent(username)}/totp`, {});
  const { credentialId, secret } = begun.body as unknown as { credentialId: string; secret: string };
  const code = (stepsFromNow = 0) => codeAt(secret, service.now(), stepsFromNow);
  const confirmed = await service.call(
    "POST",
    `/api/v1/users/${encodeURIComponent(username)}/totp/${credentialId}/confirm`,
    {
      code: code(),
    },
  );
  if (confirmed.status !== 200)
    throw new Error(`confirming the app of ${username} was answered ${confirmed.status}`);
  service.clock.advance(30);
  const { recoveryKey, recoveryCodes = [] as string[] } = confirmed.body;
  return { credentialId, recoveryKey: String(recoveryKey), recoveryCodes, code };
}
