import type { Page } from "playwright-core";
import type { TestService } from "./service.js";

/**
 * Registers the page's virtual authenticator for a user, by the environment's key: at an address of the service where no
 * page of ours waits for a passkey, as a browser has one request at a time.
 * @returns id of the credential
 */
export async function registerKey(
  service: TestService,
  page: Page,
  username: string,
  name: string,
): Promise<string> {
  const path = `/api/v1/users/${encodeURIComponent(username)}/webauthn`;
  await page.goto(`${service.url}/healthz`);
  const begun = await service.call("POST", `${path}/options`, {});
  const { registrationId, options } = begun.body as unknown as { registrationId: string; options: object };
  const response = await page.evaluate(async (json) => {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
      json as PublicKeyCredentialCreationOptionsJSON,
    );
    const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
    return made.toJSON();
  }, options);
  const registered = await service.call("POST", path, { registrationId, name, response });
  if (registered.status !== 201) throw new Error(`registering ${name} was answered ${registered.status}`);
  return String(registered.body.credentialId);
}
