import type { Caller } from "../audit/audit.js";
import { LatchkeyError, notFound } from "../errors.js";
import type { VerificationDeps } from "../verification/deps.js";
import { type Verified, verify } from "../verification/verify.js";
import { readToken } from "./change-token.js";

/**
 * Tries one code of an assigned token: an attempt on its user's guard like any other, at this one credential only. A
 * right code is spent by it.
 * @throws LatchkeyError `conflict` for a token that nobody has (there is no guard to count a guess on) or that is not
 *   active, and as `verify`
 */
export async function testToken(
  deps: VerificationDeps,
  caller: Caller,
  serial: string,
  code: string,
): Promise<Verified> {
  const { token } = await readToken(deps, serial);
  const { userId, credentialId } = token;
  if (token.state !== "assigned" || userId === null || credentialId === null) {
    throw new LatchkeyError("conflict", "Only a token that is assigned can be tested.");
  }
  const holder = await deps.storage.users.read(userId);
  if (!holder) throw notFound("There is no such user.");
  return verify(deps, {
    username: holder.user.username,
    purpose: "administration",
    factors: [token.type],
    response: { code },
    accepts: ({ id }) => id === credentialId,
    caller,
  });
}
