import type { Page } from "playwright-core";
import { afterAll, describe, expect, it } from "vitest";
import { application } from "../support/application.js";
import { Browser, signIn } from "../support/browser.js";
import { expectAccessible, screenshot, testBrowser } from "../support/chromium.js";
import { openConsole } from "../support/console-page.js";
import { setPolicy } from "../support/policy.js";
import { confirmApp, openProfile, signInByPassword } from "../support/profile-page.js";
import { testService } from "../support/service.js";
import { userWithApp } from "../support/totp.js";

const service = await testService();
const browser = await testBrowser();
afterAll(() => expect(browser.complaints).toEqual([]));

await setPolicy(service, { rules: { recovery: "codes" } });

/** Says that the codes on the screen are saved. @returns the codes */
async function saveCodes(page: Page): Promise<string[]> {
  const codes = await page.locator(".recovery .secret-list li").allTextContents();
  await page.getByLabel("I have saved them").check();
  await page.getByRole("button", { name: "Continue" }).click();
  return codes;
}

/** From the user name to the sent recovery code. */
async function signInByCode(page: Page, username: string, code = "") {
  await signInByPassword(service, page, username);
  await page.getByRole("button", { name: "Use another way" }).click();
  await page.getByLabel("Recovery key or code").fill(code.toLowerCase());
  await page.getByRole("button", { name: "Verify" }).click();
}

describe("P4 ten recovery codes in the browser", () => {
  it("come at the end of onboarding, are saved once, and the profile counts them", async () => {
    await service.call("POST", "/api/v1/users", { username: "ann", password: "password of ann" });
    const page = await browser.open();
    await signInByPassword(service, page, "ann");
    await page.getByRole("button", { name: "Skip introduction" }).click();
    await page.getByRole("button", { name: /Authenticator app/ }).click();
    const unlock = page.getByRole("dialog", { name: "Unlock settings" });
    await unlock.or(page.locator(".secret")).first().waitFor();
    if (await unlock.isVisible()) {
      await unlock.getByLabel("Password").fill("password of ann");
      await unlock.getByRole("button", { name: "Unlock", exact: true }).click();
    }
    await confirmApp(service, page);
    await page.getByRole("heading", { name: "Save your recovery codes" }).waitFor();
    await expectAccessible(page);
    await screenshot(page, "onboarding-recovery-codes");
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download" }).click();
    expect((await download).suggestedFilename()).toBe("latchkey-recovery-codes.txt");
    const codes = await saveCodes(page);
    expect(new Set(codes).size).toBe(10);
    await page.goto(`${service.url}/profile`);
    await page.getByRole("heading", { name: "Recovery codes: 10 left" }).waitFor();
    await expectAccessible(page);
    const elsewhere = new Browser(service);
    expect((await signIn(elsewhere, "ann", codes[9] ?? "", "recovery-key")).body.recoveryCodesLeft).toBe(9);
  });

  it("sign in one by one: the page says how many are left, warns when they are few, and offers new ones", async () => {
    const { recoveryCodes } = await userWithApp(service, "ben");
    const page = await browser.open();
    await signInByCode(page, "ben", recoveryCodes[0]);
    await page.getByRole("heading", { name: "You used a recovery code" }).waitFor();
    await page.getByText("Recovery codes left: 9.").waitFor();
    await expectAccessible(page);
    await screenshot(page, "login-recovery-code-used");
    await page.getByRole("link", { name: "Continue" }).click();
    await page.getByRole("heading", { name: "Recovery codes: 9 left" }).waitFor();
    for (const code of recoveryCodes.slice(1, 7)) {
      await service.call("POST", "/api/v1/verify", { username: "ben", code, factor: "recovery-key" });
    }
    await page.reload();
    await page.getByText("Make new ones before they run out.").waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Make new recovery codes" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Make new codes" }).click();
    const dialog = page.getByRole("dialog", { name: "Your new recovery codes" });
    await dialog.waitFor();
    await expectAccessible(page);
    await screenshot(page, "profile-recovery-codes");
    const codes = await saveCodes(page);
    await page.getByText("The new recovery codes are in place.").waitFor();
    await page.getByRole("heading", { name: "Recovery codes: 10 left" }).waitFor();
    expect(await page.content()).not.toContain(codes[0]);
  });

  it("sign in without JavaScript", async () => {
    const { recoveryCodes } = await userWithApp(service, "cid");
    const page = await browser.open({ javaScriptEnabled: false });
    await signInByCode(page, "cid", recoveryCodes[0]);
    await page.getByText("Recovery codes left: 9.").waitFor();
    await page.getByRole("link", { name: "Continue" }).click();
    await page.waitForURL("**/profile");
  });

  it("unlock settings, and the dialog says how many are left", async () => {
    const { page, app } = await openProfile(service, browser, "dee");
    service.clock.advance(660);
    await page.reload();
    await page.getByRole("button", { name: "Unlock settings" }).click();
    await page.getByRole("button", { name: "Use another way" }).click();
    await page.getByLabel("Recovery key or code").fill(app.recoveryCodes[0] ?? "");
    await page.getByRole("button", { name: "Unlock", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "You used a recovery code" });
    await dialog.getByText("Recovery codes left: 9.").waitFor();
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Continue" }).click();
    await page.getByText("Settings are unlocked").first().waitFor();
  });

  it("a key from before signs in, and ten codes take its place before the application gets its answer", async () => {
    await setPolicy(service, { rules: { recovery: "key" } });
    const { recoveryKey } = await userWithApp(service, "eve");
    await setPolicy(service, { rules: { recovery: "codes" } });
    const back = `${service.url}/healthz?back`;
    const wiki = await application(service, { scopes: ["verify"], redirectUris: [back] });
    const begun = await wiki.call("POST", "/api/v1/verifications", { username: "eve", redirectUri: back });
    const page = await browser.open();
    await page.goto(String(begun.body.url));
    await page.getByRole("button", { name: "Use another way" }).click();
    await page.getByLabel("Recovery key or code").fill(recoveryKey);
    await page.getByRole("button", { name: "Verify" }).click();
    await page.getByText("Here is what replaces it.").waitFor();
    expect(await saveCodes(page)).toHaveLength(10);
    await page.waitForURL(/healthz\?back&code=/);
  });

  it("are chosen on the policy page, and an administrator sees how many a user has left", async () => {
    await userWithApp(service, "fay");
    const { page } = await openConsole(service, browser, {
      username: "olga",
      roles: ["owner"],
      path: "/admin/policy",
    });
    await page
      .getByLabel("If a device is lost")
      .selectOption({ label: "One recovery key, replaced when it is used" });
    await page.getByRole("button", { name: "Save the policy" }).click();
    await page.getByText("It holds everywhere within five seconds.").waitFor();
    await page
      .getByLabel("If a device is lost")
      .selectOption({ label: "Ten recovery codes, each used once" });
    await page.getByRole("button", { name: "Save the policy" }).click();
    await expect
      .poll(async () => (await service.call("GET", "/api/v1/users/fay/rules")).body.recovery)
      .toBe("codes");
    await page.goto(`${service.url}/admin/user/fay`);
    await page.getByRole("heading", { name: "Recovery codes: 10 left" }).waitFor();
    await expectAccessible(page);
  });

  for (const colorScheme of ["light", "dark"] as const) {
    it(`fit in 320 px, ${colorScheme}`, async () => {
      const options = { colorScheme, viewport: { width: 320, height: 760 } };
      const { page } = await openProfile(service, browser, `narrow-${colorScheme}`, options);
      await page.getByRole("button", { name: "Make new recovery codes" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Make new codes" }).click();
      await page.getByRole("dialog", { name: "Your new recovery codes" }).waitFor();
      await expectAccessible(page);
      await screenshot(page, `recovery-codes-${colorScheme}-320`);
    });
  }
});
