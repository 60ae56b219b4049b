import type { Page } from "playwright-core";
import { afterAll, describe, expect, it } from "vitest";
import { expectAccessible, plugIn, screenshot, testBrowser } from "../support/chromium.js";
import { focusedName, lockAgain, openProfile, signInByPassword } from "../support/profile-page.js";
import { testService } from "../support/service.js";

const service = await testService();
const browser = await testBrowser();

afterAll(() => expect(browser.complaints).toEqual([]));

async function askToRegister(page: Page, name: string) {
  await page.getByRole("button", { name: "Register device" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Register a device" });
  await dialog.getByLabel("Device name").fill(name);
  await dialog.getByRole("button", { name: "Register device" }).click();
}

async function register(page: Page, name: string) {
  await askToRegister(page, name);
  await page.getByText(`${name} is registered.`).waitFor();
}

const device = (page: Page, name: string) =>
  page.getByRole("list", { name: "Registered devices" }).getByRole("listitem").filter({ hasText: name });

describe("P3 FIDO2 devices on the profile", () => {
  it("are registered under names of their own, several of them, and each signs in", async () => {
    const { page } = await openProfile(service, browser, "ann");
    await page.getByText("No device is registered.").waitFor();
    const first = await plugIn(page);
    await register(page, "Blue key");
    await first.cdp.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId: first.authenticatorId });
    await plugIn(page, { transport: "nfc" });
    await register(page, "Spare key");
    await device(page, "Blue key").getByText("Never used").waitFor();
    await device(page, "Spare key").getByText("Stays on this device").waitFor();
    await page.getByText("an authenticator app and 2 security keys or passkeys").waitFor();
    await expectAccessible(page);
    await screenshot(page, "profile-keys");
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL("**/login");
    await signInByPassword(service, page, "ann");
    await page.getByRole("heading", { name: "Your security" }).waitFor();
    await device(page, "Spare key").getByText("Last used now").waitFor();
  });

  it("are refused in words where one is registered already, and nothing is added", async () => {
    const { page } = await openProfile(service, browser, "bea");
    await plugIn(page);
    await register(page, "Blue key");
    await askToRegister(page, "The same again");
    await page.getByText("This key is registered already.").waitFor();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    expect(await page.getByRole("button", { name: /^Rename / }).count()).toBe(1);
  });

  it("say that they wait for a touch, and that the person cancelled", async () => {
    const { page } = await openProfile(service, browser, "cid");
    const key = await plugIn(page);
    await key.touch(false);
    await askToRegister(page, "Blue key");
    await page.getByText("Waiting for your key").waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText("The request was cancelled").waitFor();
    await key.touch(true);
    await page.getByRole("dialog").getByRole("button", { name: "Register device" }).click();
    await page.getByText("Blue key is registered.").waitFor();
  });

  it("are not offered by a browser that does not know them, which says so", async () => {
    const { page } = await openProfile(service, browser, "dan");
    await page.addInitScript(() => Reflect.deleteProperty(window, "PublicKeyCredential"));
    await page.reload();
    await page.getByText("This browser cannot use security keys here.").waitFor();
    expect(await page.getByRole("button", { name: "Register device" }).count()).toBe(0);
  });

  it("are renamed in place; Escape leaves the name, and the focus comes back to the button", async () => {
    const { page } = await openProfile(service, browser, "eve");
    await plugIn(page);
    await register(page, "Blue key");
    await page.getByRole("button", { name: "Rename Blue key" }).click();
    await page.getByLabel("Device name").fill("Something else");
    await page.keyboard.press("Escape");
    await expect.poll(() => focusedName(page)).toBe("Rename Blue key");
    await page.keyboard.press("Enter");
    await page.getByLabel("Device name").fill("  ");
    await page.keyboard.press("Enter");
    await page.getByText("Please give the device a name.").waitFor();
    await page.getByLabel("Device name").fill("Key on the ring");
    await page.keyboard.press("Enter");
    await page.getByText("The device is now called Key on the ring.").waitFor();
    await expect.poll(() => focusedName(page)).toBe("Rename Key on the ring");
    await page.reload();
    await device(page, "Key on the ring").waitFor();
  });

  it("are revoked; the browser is told to forget the passkey, and the focus goes to the section", async () => {
    const { page } = await openProfile(service, browser, "fay");
    const { cdp, authenticatorId } = await plugIn(page, { transport: "internal" });
    await register(page, "Laptop");
    expect((await cdp.send("WebAuthn.getCredentials", { authenticatorId })).credentials).toHaveLength(1);
    await page.getByRole("button", { name: "Revoke Laptop" }).click();
    await page.getByRole("dialog", { name: "Revoke Laptop?" }).waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Revoke device" }).click();
    await page.getByText("Laptop is revoked.").waitFor();
    await expect.poll(() => focusedName(page)).toBe("Security keys and passkeys");
    await expect
      .poll(async () => (await cdp.send("WebAuthn.getCredentials", { authenticatorId })).credentials)
      .toEqual([]);
  });

  it("unlock the settings by a tap, without another click", async () => {
    const { page } = await openProfile(service, browser, "gus");
    await plugIn(page);
    await register(page, "Blue key");
    lockAgain(service);
    await page.reload();
    await page.getByRole("button", { name: "Rename Blue key" }).click();
    await page.getByLabel("Device name").waitFor();
    await page.getByText("Settings are unlocked", { exact: true }).waitFor();
  });
});
