/** Requests of a signed-in person about their own factors; changes need an elevated session. Each throws ApiError. */
import { send } from "./api.js";
import type {
  AppConfirmed,
  AppEnrolment,
  AuthenticationResponseJSON,
  Elevated,
  ElevationOptions,
  Factor,
  KeyRegistered,
  KeyRegistration,
  NewRecoverySecret,
  RegistrationResponseJSON,
  User,
} from "./api-types.js";

const userPath = (username: string): string => `/api/v1/users/${encodeURIComponent(username)}`;

/** readUser returns a person with their credentials. */
export function readUser(username: string): Promise<User> {
  return send("GET", userPath(username));
}

/** beginApp makes a pending authenticator app; the one in use keeps working until the new one is confirmed. */
export function beginApp(username: string, name?: string): Promise<AppEnrolment> {
  return send("POST", `${userPath(username)}/totp`, name === undefined ? {} : { name });
}

/** confirmApp puts a pending authenticator app into use by its first code. */
export function confirmApp(username: string, credentialId: string, code: string): Promise<AppConfirmed> {
  return send("POST", `${userPath(username)}/totp/${encodeURIComponent(credentialId)}/confirm`, { code });
}

/** beginKey asks for the options of a security key's registration. */
export function beginKey(username: string): Promise<KeyRegistration> {
  return send("POST", `${userPath(username)}/webauthn/options`);
}

/** registerKey stores what the security key answered, under the name its owner gave it. */
export function registerKey(
  username: string,
  registrationId: string,
  name: string,
  response: RegistrationResponseJSON,
): Promise<KeyRegistered> {
  return send("POST", `${userPath(username)}/webauthn`, { registrationId, name, response });
}

/** renameCredential gives one of a person's credentials another name. */
export function renameCredential(username: string, id: string, name: string): Promise<unknown> {
  return send("PATCH", `${userPath(username)}/credentials/${encodeURIComponent(id)}`, { name });
}

/** revokeCredential ends one of a person's credentials for good. */
export function revokeCredential(username: string, id: string): Promise<void> {
  return send("DELETE", `${userPath(username)}/credentials/${encodeURIComponent(id)}`);
}

/** renewRecoveryKey replaces the recovery key by a new one, shown once. */
export function renewRecoveryKey(username: string): Promise<NewRecoverySecret> {
  return send("POST", `${userPath(username)}/recovery-key`);
}

/** elevationOptions says what would unlock the settings of this session. */
export function elevationOptions(): Promise<ElevationOptions> {
  return send("POST", "/api/v1/session/elevation/options");
}

/** elevate unlocks the settings for ten minutes; the session's id and CSRF token change. */
export function elevate(
  factor: Factor | "password",
  response: { password: string } | { code: string } | AuthenticationResponseJSON,
  verificationId?: string,
): Promise<Elevated> {
  const bound = verificationId === undefined ? {} : { verificationId };
  return send("POST", "/api/v1/session/elevation", { factor, response, ...bound });
}
