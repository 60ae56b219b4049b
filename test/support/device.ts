import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/server";
import { type Authenticator, type AuthenticatorSettings, createAuthenticator } from "./authenticator.js";
import type { Answer, CallOptions, TestService } from "./service.js";

type RegistrationBegun = { registrationId: string; options: PublicKeyCredentialCreationOptionsJSON };

/** A user's registered security key. */
export interface TestDevice {
  authenticator: Authenticator;
  credentialId: string;
  recoveryKey: string | undefined;
}

/** An authenticator for the service's own pages. */
export function authenticatorFor(
  service: TestService,
  settings: Partial<AuthenticatorSettings> = {},
): Authenticator {
  return createAuthenticator({ rpId: "localhost", origin: service.url, ...settings });
}

const pathOf = (username: string) => `/api/v1/users/${encodeURIComponent(username)}/webauthn`;

/** Begins a registration; throws where that is refused. */
export async function beginRegistration(
  service: TestService,
  username: string,
  body: object = {},
): Promise<RegistrationBegun> {
  const begun = await service.call("POST", `${pathOf(username)}/options`, body);
  if (begun.status !== 200) throw new Error(`beginning a registration was answered ${begun.status}`);
  return begun.body as unknown as RegistrationBegun;
}

/** Finishes a registration with what the browser answered. */
export function finishRegistration(
  service: TestService,
  username: string,
  registrationId: string,
  response: unknown,
  { name = "Key", ...options }: CallOptions & { name?: string } = {},
): Promise<Answer> {
  return service.call("POST", pathOf(username), { registrationId, name, response }, options);
}

/** Registers a security key with a user who exists. */
export async function registerDevice(
  service: TestService,
  username: string,
  {
    name = "Key",
    authenticator = authenticatorFor(service),
  }: { name?: string; authenticator?: Authenticator } = {},
): Promise<TestDevice> {
  const { registrationId, options } = await beginRegistration(service, username);
  const answer = await finishRegistration(
    service,
    username,
    registrationId,
    authenticator.register(options),
    { name },
  );
  if (answer.status !== 201) throw new Error(`registering a key was answered ${answer.status}`);
  const { credentialId, recoveryKey } = answer.body as unknown as TestDevice;
  return { authenticator, credentialId, recoveryKey };
}

/** Creates a user with a registered security key. */
export async function userWithDevice(
  service: TestService,
  username: string,
  settings: Partial<AuthenticatorSettings> = {},
): Promise<TestDevice> {
  await service.call("POST", "/api/v1/users", { username, password: `password of ${username}` });
  return registerDevice(service, username, { authenticator: authenticatorFor(service, settings) });
}

/** A verification that was begun, and the options of its security key. */
export interface BegunVerification {
  verificationId: string;
  factors: { factor: string; options?: PublicKeyCredentialRequestOptionsJSON }[];
  options: PublicKeyCredentialRequestOptionsJSON;
}

/** Begins a verification of a user who has a security key. */
export async function beginVerification(
  service: TestService,
  username: string,
  body: object = {},
): Promise<BegunVerification> {
  const begun = await service.call("POST", "/api/v1/verifications", { username, ...body });
  const { verificationId, factors } = begun.body as unknown as BegunVerification;
  const options = factors?.find(({ factor }) => factor === "webauthn")?.options;
  if (!options) throw new Error(`no security key was offered (${begun.status})`);
  return { verificationId, factors, options };
}

/** Attempts a verification with a factor. */
export function attempt(
  service: TestService,
  verificationId: string,
  response: unknown,
  factor = "webauthn",
): Promise<Answer> {
  return service.call("POST", `/api/v1/verifications/${verificationId}/attempts`, { factor, response });
}
