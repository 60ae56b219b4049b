import { afterAll, describe, expect, it } from "vitest";
import { plugIn, testBrowser } from "../support/chromium.js";
import { registerKey } from "../support/register-key.js";
import { testService } from "../support/service.js";
import { userWithApp } from "../support/totp.js";

const service = await testService();
const browser = await testBrowser();

afterAll(() => expect(browser.complaints).toEqual([]));

/** A page with a passkey of the user in the browser, which chooses it from the user name field by itself. */
async function pageWithPasskey(username: string) {
  const app = await userWithApp(service, username);
  const page = await browser.open();
  const key = await plugIn(page, { transport: "internal" });
  const credentialId = await registerKey(service, page, username, "this laptop");
  return { app, page, key, credentialId };
}

describe("a passkey in the user name field", () => {
  it("signs in without user name, password or code", async () => {
    const { page } = await pageWithPasskey("pat");
    await page.goto(`${service.url}/login`);
    await page.waitForURL("**/profile");
  });

  it("says that it was not accepted where the service refuses it, and leaves what was typed", async () => {
    const { page, key } = await pageWithPasskey("quin");
    await key.cdp.send("WebAuthn.setResponseOverrideBits", {
      authenticatorId: key.authenticatorId,
      isBogusSignature: true,
    });
    await page.goto(`${service.url}/login`);
    await page
      .getByText("This key was not accepted.")
      .or(page.getByText(/Please wait/))
      .waitFor();
    await page.getByLabel("User name").fill("quin");
    expect(page.url()).toContain("/login");
  });

  it("does not stand in the way of a person who types", async () => {
    const { page, key, app } = await pageWithPasskey("ray");
    await key.touch(false);
    await page.goto(`${service.url}/login`);
    await page.getByLabel("User name").fill("ray");
    await page.getByLabel("Password").fill("password of ray");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("Waiting for your key").waitFor();
    await page.getByRole("button", { name: "Use another way" }).click();
    await page.getByLabel("Code", { exact: true }).fill(app.code());
    await page.getByRole("button", { name: "Verify" }).click();
    await page.waitForURL("**/profile");
  });
});
