import { LatchkeyError } from "../errors.js";
import type { Application } from "../storage/storage.js";
import type { Principal } from "./principal.js";

/** The application of a route whose access rules let only applications come. */
export function applicationOf(principal: Principal): Application {
  if (principal.kind === "application") return principal.application;
  throw new LatchkeyError("forbidden", "This is for applications with an API key.");
}

/**
 * A browser is sent nowhere but where the application said that its pages are, compared as a whole (RFC 9700 §2.1).
 * @throws LatchkeyError `invalid_request`
 */
export function assertRegistered({ redirectUris }: Application, redirectUri: string | undefined): void {
  if (redirectUri === undefined || redirectUris.includes(redirectUri)) return;
  throw new LatchkeyError("invalid_request", "This redirect URI is not registered for the application.");
}
