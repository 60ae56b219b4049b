/** Requests of the sign-in, set-up and hosted pages. Each throws ApiError. */
import { send } from "./api.js";
import type {
  AuthenticationResponseJSON,
  Factor,
  FactorResponse,
  HostedVerification,
  HostedVerified,
  PublicKeyCredentialRequestOptionsJSON,
  Session,
  TicketOpened,
  Verification,
  Verified,
} from "./api-types.js";

const session = "/api/v1/session";

/** beginSession checks the password and begins the second step. */
export function beginSession(username: string, password: string): Promise<Verification> {
  return send("POST", session, { username, password });
}

/** attemptSession answers the second step of a sign-in. */
export function attemptSession(
  verificationId: string,
  factor: Factor,
  response: FactorResponse,
  rememberDevice: boolean,
): Promise<Verified> {
  const remember = rememberDevice ? { rememberDevice } : {};
  return send("POST", `${session}/attempts`, { verificationId, factor, response, ...remember });
}

/** beginPasskey asks for a challenge that any passkey of this service may answer. */
export function beginPasskey(): Promise<{
  verificationId: string;
  options: PublicKeyCredentialRequestOptionsJSON;
}> {
  return send("POST", `${session}/passkey/options`);
}

/** signInWithPasskey signs in with a passkey alone; the service says whether that is enough. */
export function signInWithPasskey(
  verificationId: string,
  response: AuthenticationResponseJSON,
): Promise<Verified> {
  return send("POST", `${session}/passkey`, { verificationId, response });
}

/** acknowledgeRecoveryKey says that the person has saved the new recovery key. */
export function acknowledgeRecoveryKey(): Promise<void> {
  return send("POST", `${session}/recovery-key/acknowledge`);
}

/** currentSession returns the session that this browser holds. */
export async function currentSession(): Promise<Session> {
  return (await send<{ session: Session }>("GET", session)).session;
}

/** endSession signs out, on the service too. */
export function endSession(): Promise<void> {
  return send("DELETE", session);
}

/** openTicket exchanges a single-use ticket for a session. */
export function openTicket(ticket: string): Promise<TicketOpened> {
  return send("POST", `${session}/ticket`, { ticket });
}

/** beginHosted opens a hosted second step again, with a challenge that no tap has used up. `page` is its token. */
export function beginHosted(page: string): Promise<HostedVerification> {
  return send("POST", "/api/v1/hosted/verification", { page });
}

/** attemptHosted answers a hosted second step. */
export function attemptHosted(
  page: string,
  factor: Factor,
  response: FactorResponse,
  rememberDevice: boolean,
): Promise<HostedVerified> {
  const remember = rememberDevice ? { rememberDevice } : {};
  return send("POST", "/api/v1/hosted/attempts", { page, factor, response, ...remember });
}

/**
 * recogniseHosted goes on with a remembered browser. Tabs of one browser wait for each other: they share a token that is
 * good once, and a second one that comes with it has the browser forgotten.
 */
export function recogniseHosted(page: string): Promise<HostedVerified> {
  const recognise = () => send<HostedVerified>("POST", "/api/v1/hosted/remembered", { page });
  return "locks" in navigator ? navigator.locks.request("latchkey-device", recognise) : recognise();
}

/** setUp makes the first administrator with the one-time token of the set-up link. */
export async function setUp(token: string, username: string, password: string): Promise<Session> {
  return (await send<{ session: Session }>("POST", "/api/v1/setup", { token, username, password })).session;
}

/** setPasswordByLink sets a person's password by the single-use token of their link. */
export function setPasswordByLink(token: string, password: string): Promise<void> {
  return send("POST", "/api/v1/password-link", { token, password });
}

/** keepLanguage remembers, for the letters to a person, in which language they use the pages. */
export function keepLanguage(language: string): Promise<void> {
  return send("PUT", "/api/v1/session/language", { language });
}
