import type { Page } from "playwright-core";
import { afterAll, describe, expect, it } from "vitest";
import { expectAccessible, plugIn, screenshot, testBrowser } from "../support/chromium.js";
import { registerKey } from "../support/register-key.js";
import { testService } from "../support/service.js";
import { userWithApp } from "../support/totp.js";

const service = await testService();
const browser = await testBrowser();

afterAll(() => expect(browser.complaints).toEqual([]));

async function enterPassword(page: Page, username: string) {
  await page.goto(`${service.url}/login`);
  await page.getByLabel("User name").fill(username);
  await page.getByLabel("Password").fill(`password of ${username}`);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** A user with an app and a key, and a page in which that key is plugged in. */
async function userWithKey(username: string, options: Parameters<typeof plugIn>[1] = {}) {
  const app = await userWithApp(service, username);
  const page = await browser.open();
  // Not discoverable: else the browser would offer it as a passkey in the user name field, and touch it by itself.
  const key = await plugIn(page, { hasResidentKey: false, ...options });
  const credentialId = await registerKey(service, page, username, "blue");
  return { app, page, key, credentialId };
}

/** From the key, which is asked for first, to the app: the next in the fallback order. */
async function useCodeInstead(page: Page, code: string) {
  await page.getByRole("button", { name: "Use another way" }).click();
  await page.getByLabel("Code", { exact: true }).fill(code);
  await page.getByRole("button", { name: "Verify" }).click();
  await page.waitForURL("**/profile");
}

describe("S1 signing in with a security key", () => {
  for (const [protocol, transport] of [
    ["ctap2", "usb"],
    ["ctap2", "nfc"],
    ["ctap2", "internal"],
    ["u2f", "usb"],
  ] as const) {
    it(`takes the tap of a ${protocol} key over ${transport}`, async () => {
      const { page } = await userWithKey(`tap-${protocol}-${transport}`, { protocol, transport });
      await enterPassword(page, `tap-${protocol}-${transport}`);
      await page.waitForURL("**/profile");
    });
  }

  it("says that it waits, lets the person cancel, says so, and takes the next tap", async () => {
    const { page, key } = await userWithKey("ann");
    await key.touch(false);
    await enterPassword(page, "ann");
    await page.getByText("Waiting for your key").waitFor();
    await expectAccessible(page);
    await screenshot(page, "login-key-waiting");
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText(/The request was cancelled/).waitFor();
    await expectAccessible(page);
    await screenshot(page, "login-key-cancelled");
    await key.touch(true);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.waitForURL("**/profile");
  });

  it("falls back to a code while the key waits", async () => {
    const { page, key, app } = await userWithKey("ben");
    await key.touch(false);
    await enterPassword(page, "ben");
    await useCodeInstead(page, app.code());
  });

  it("says that a copied key was not accepted, and takes a code after it", async () => {
    const { page, key, app } = await userWithKey("cat");
    await enterPassword(page, "cat");
    // Once nothing of that page loads any more, which a new address would break off.
    await page.getByRole("heading", { name: "Your security" }).waitFor();
    await page.context().clearCookies();
    await key.clone();
    await enterPassword(page, "cat");
    await page.getByText("This key was not accepted.").waitFor();
    await screenshot(page, "login-key-refused");
    await useCodeInstead(page, app.code());
  });

  it("asks for a fresh challenge after a refused tap, without the password being typed again", async () => {
    const { page, key } = await userWithKey("dot");
    await key.cdp.send("WebAuthn.setResponseOverrideBits", {
      authenticatorId: key.authenticatorId,
      isBogusSignature: true,
    });
    await enterPassword(page, "dot");
    await page.getByText("This key was not accepted.").waitFor();
    await key.cdp.send("WebAuthn.setResponseOverrideBits", {
      authenticatorId: key.authenticatorId,
      isBogusSignature: false,
    });
    await page.getByRole("button", { name: "Try again" }).click();
    await page.waitForURL("**/profile");
  });

  it("refuses a key that was revoked while the page waited for it", async () => {
    const { page, key, credentialId } = await userWithKey("eli");
    await key.touch(false);
    await enterPassword(page, "eli");
    await page.getByText("Waiting for your key").waitFor();
    const revoked = await service.call("DELETE", `/api/v1/users/eli/credentials/${credentialId}`);
    expect(revoked.status).toBe(204);
    await page.getByRole("button", { name: "Cancel" }).click();
    await key.touch(true);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("This key was not accepted.").waitFor();
  });

  it("says so where the key's own PIN is required and this key has none", async () => {
    const { page } = await userWithKey("gus", { hasUserVerification: false });
    const { body: application } = await service.call("POST", "/api/v1/applications", {
      name: "Vault",
      scopes: ["verify"],
      redirectUris: [`${service.url}/healthz`],
    });
    const begun = await service.call(
      "POST",
      "/api/v1/verifications",
      { username: "gus", redirectUri: `${service.url}/healthz`, userVerification: "required" },
      { apiKey: String(application.apiKey) },
    );
    await page.goto(String(begun.body.url));
    await page.getByRole("button", { name: /Use security key|Try again/ }).click();
    await page.getByText(/not a key that you registered here|cannot be used here/).waitFor();
  });

  it("says that a browser cannot use keys, and offers another way", async () => {
    const { app } = await userWithKey("fay");
    const page = await browser.open();
    await page.addInitScript(() => Reflect.deleteProperty(window, "PublicKeyCredential"));
    await enterPassword(page, "fay");
    await page.getByText("This browser cannot use security keys here.").waitFor();
    await expectAccessible(page);
    await useCodeInstead(page, app.code());
  });
});
