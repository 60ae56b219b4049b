import type { Deps } from "../deps.js";
import { newSecret } from "../secrets.js";
import type { NewOutcome, Verification } from "../storage/storage.js";
import { gone, openVerification } from "./open-verification.js";
import { returnTo } from "./return-to.js";

/** An open verification of the hosted page. */
export interface HostedVerification {
  verification: Verification;
  /** Where the browser goes back to. */
  redirectUri: string;
  /** The application's name, as the page shows it. */
  application: string;
}

/**
 * A verification that an application sent to the hosted page with a place to return to.
 * @param page the bearer id, as it is in the page's address
 * @throws LatchkeyError `not_found` for every other
 */
export async function hostedVerification(deps: Deps, page: string): Promise<HostedVerification> {
  const verification = await openVerification(deps, page, "login");
  const { redirectUri } = verification;
  const application = await deps.applications.byId(verification.application);
  if (redirectUri === null || application === null) throw gone();
  return { verification, redirectUri, application: application.name };
}

/**
 * Ends it with a single-use code.
 * @returns the address that leads back to the application with it
 * @throws LatchkeyError `not_found` where somebody else ended it first
 */
export async function finishHosted(
  deps: Deps,
  { verification, redirectUri }: HostedVerification,
  outcome: Omit<NewOutcome, "code">,
): Promise<string> {
  const code = newSecret();
  const digest = deps.keys.digest("exchange-code", code);
  const finished = await deps.storage.verifications.finishWithCode(verification.id, {
    ...outcome,
    code: digest,
  });
  if (!finished) throw gone();
  return returnTo(redirectUri, code, verification.state);
}
