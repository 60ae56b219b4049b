import type { Deps } from "../deps.js";
import { LatchkeyError, notFound } from "../errors.js";
import { answersSecondStep } from "../factors/credentials.js";
import type { Purpose, Verification } from "../storage/storage.js";
import type { Attempt } from "../verification/verify.js";

/**
 * The open verification with that bearer id.
 * @param application who began it; nobody else can read or attempt it
 * @throws LatchkeyError `not_found` for one that is unknown, foreign, of another purpose, finished or expired
 */
export async function openVerification(
  deps: Pick<Deps, "storage" | "keys">,
  verificationId: string,
  purpose: Purpose,
  application?: string,
): Promise<Verification> {
  const id = deps.keys.digest("verification", verificationId);
  const verification = await deps.storage.verifications.read(id);
  if (verification?.purpose !== purpose) throw gone();
  if (application !== undefined && verification.application !== application) throw gone();
  return verification;
}

/** The attempt of an open verification with one factor. */
export function attemptOf(
  verification: Verification,
  { factor, response }: { factor: string; response: unknown },
): Pick<Attempt, "username" | "purpose" | "factors" | "response" | "verification"> {
  return {
    username: verification.username,
    purpose: "login",
    factors: [factor],
    response,
    verification: {
      id: verification.id,
      requireUserVerification: verification.userVerification === "required",
    },
  };
}

/**
 * Neither the password nor an unknown factor is a second step.
 * @throws LatchkeyError `invalid_request`; uncounted
 */
export function assertSecondStep(deps: Pick<Deps, "factors">, factor: string): void {
  if (answersSecondStep(factor, deps.factors)) return;
  throw new LatchkeyError("invalid_request", "This factor is not offered here.");
}

export function gone(): LatchkeyError {
  return notFound("This verification is unknown, finished or expired. Begin a new one.");
}
