import type { Caller } from "../audit/audit.js";
import { LatchkeyError, notFound } from "../errors.js";
import type { Token } from "../storage/storage.js";
import type { VerificationDeps } from "../verification/deps.js";
import { verify } from "../verification/verify.js";
import { readToken } from "./change-token.js";

/**
 * Finds a drifted token again by two consecutive codes: one attempt on its user's guard, forward only.
 * @throws LatchkeyError `conflict` for a token that is assigned to nobody or suspended, and as `verify`
 */
export async function resynchroniseToken(
  deps: VerificationDeps,
  caller: Caller,
  serial: string,
  codes: [string, string],
): Promise<Token> {
  const { token } = await readToken(deps, serial);
  if (token.state !== "assigned" || token.userId === null || token.credentialId === null) {
    throw new LatchkeyError("conflict", "Only a token that is assigned can be resynchronised.");
  }
  const holder = await deps.storage.users.read(token.userId);
  if (!holder) throw notFound("There is no such user.");
  await verify(deps, {
    username: holder.user.username,
    purpose: "resynchronisation",
    factors: ["resynchronisation"],
    response: { codes },
    credentialId: token.credentialId,
    caller,
  });
  return token;
}
