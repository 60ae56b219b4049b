/**
 * The browser's WebAuthn ceremonies, with every way they end told apart, so that a page can say in words what
 * happened.
 */
import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
  WebAuthnError,
} from "@simplewebauthn/browser";
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "./api-types.js";

/** CeremonyEnd is why a ceremony gave no answer; pages look its text up by it. */
export type CeremonyEnd =
  | "cancelled"
  | "timed_out"
  | "not_supported"
  | "already_registered"
  | "wrong_address"
  | "failed";

/** CeremonyError is a ceremony that ended without an answer. `aborted`: this page itself ended it. */
export class CeremonyError extends Error {
  readonly end: CeremonyEnd | "aborted";

  constructor(end: CeremonyEnd | "aborted", cause: unknown) {
    super(end, { cause });
    this.name = "CeremonyError";
    this.end = end;
  }
}

/** How long browsers wait where the options give no time, in milliseconds (WebAuthn Level 3 section 5.1.3). */
const defaultTimeoutMs = 300_000;

/** supportsKeys says whether this browser knows WebAuthn at all (it does not on plain http). */
export function supportsKeys(): boolean {
  return browserSupportsWebAuthn();
}

/** supportsAutofill says whether passkeys can be offered in the user name field. */
export function supportsAutofill(): Promise<boolean> {
  return browserSupportsWebAuthnAutofill().catch(() => false);
}

let cancelledByPerson = false;

/** abortCeremony ends whatever ceremony this page has begun; its promise rejects as `aborted`. */
export function abortCeremony(): void {
  WebAuthnAbortService.cancelCeremony();
}

/** cancelCeremony ends it because the person asked for that; its promise rejects as `cancelled`. */
export function cancelCeremony(): void {
  cancelledByPerson = true;
  WebAuthnAbortService.cancelCeremony();
}

/**
 * askKey asks for an assertion; `autofill` waits quietly in the user name field instead of opening a dialog.
 * @throws CeremonyError
 */
export function askKey(
  options: PublicKeyCredentialRequestOptionsJSON,
  autofill = false,
): Promise<AuthenticationResponseJSON> {
  return ceremony(options.timeout, () =>
    startAuthentication({ optionsJSON: options, useBrowserAutofill: autofill }),
  );
}

/**
 * makeKey asks for a new credential on a security key.
 * @throws CeremonyError
 */
export function makeKey(options: PublicKeyCredentialCreationOptionsJSON): Promise<RegistrationResponseJSON> {
  return ceremony(options.timeout, () => startRegistration({ optionsJSON: options }));
}

async function ceremony<T>(timeoutMs: number | undefined, run: () => Promise<T>): Promise<T> {
  if (!supportsKeys()) throw new CeremonyError("not_supported", undefined);
  const begun = performance.now();
  cancelledByPerson = false;
  try {
    return await run();
  } catch (error) {
    const elapsed = performance.now() - begun;
    throw new CeremonyError(endOf(error, elapsed >= (timeoutMs ?? defaultTimeoutMs) - 500), error);
  }
}

/**
 * Browsers report "cancelled", "timed out" and "no such key here" as one NotAllowedError, on purpose (WebAuthn
 * section 14.5.2); only the clock tells the second from the others.
 */
function endOf(error: unknown, timeIsUp: boolean): CeremonyEnd | "aborted" {
  if (error instanceof WebAuthnError) {
    if (error.code === "ERROR_CEREMONY_ABORTED") return cancelledByPerson ? "cancelled" : "aborted";
    if (error.code === "ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED") return "already_registered";
    if (error.code === "ERROR_INVALID_DOMAIN" || error.code === "ERROR_INVALID_RP_ID") return "wrong_address";
    if (error.code.includes("MISSING") || error.code.includes("NO_SUPPORTED")) return "not_supported";
  }
  const name = error instanceof Error ? error.name : "";
  if (name === "AbortError") return cancelledByPerson ? "cancelled" : "aborted";
  if (name === "NotAllowedError") return timeIsUp ? "timed_out" : "cancelled";
  if (name === "NotSupportedError" || name === "ConstraintError") return "not_supported";
  return "failed";
}
