import type { Page } from "playwright-core";
import { afterAll, describe, expect, it } from "vitest";
import { expectAccessible, screenshot, testBrowser } from "../support/chromium.js";
import { focusedName, lockAgain, openProfile, shownSecret } from "../support/profile-page.js";
import { testService } from "../support/service.js";
import { codeAt } from "../support/totp.js";

const service = await testService();
const browser = await testBrowser();

afterAll(() => expect(browser.complaints).toEqual([]));

/** Presses Tab until something of that name has the focus. */
async function tabTo(page: Page, name: string) {
  for (let presses = 0; presses < 40; presses++) {
    if ((await focusedName(page))?.trim() === name) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${name}`);
}

describe("the profile with the keyboard alone", () => {
  it("unlocks, replaces the app and gives the focus back, without a pointer", async () => {
    const { page, app } = await openProfile(service, browser, "ann");
    lockAgain(service);
    await page.reload();
    await page.getByText("Settings are locked").waitFor();
    await page.keyboard.press("Tab");
    await expect.poll(() => focusedName(page)).toBe("Skip to the content");
    await page.keyboard.press("Enter");
    await tabTo(page, "Replace");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Unlock settings" }).getByLabel("Code").waitFor();
    await page.keyboard.type(app.code());
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Replace your authenticator app" }).waitFor();
    const secret = await shownSecret(page);
    await expect.poll(() => focusedName(page)).toBe("Replace your authenticator app");
    await tabTo(page, "Open in an app on this device");
    await page.keyboard.press("Tab");
    await page.keyboard.type(codeAt(secret, service.now()));
    await page.keyboard.press("Enter");
    await page.getByText("The new app is connected.").waitFor();
    await expect.poll(() => focusedName(page)).toBe("Replace");
  });

  it("keeps the focus inside a dialog, and Escape leaves it as it was", async () => {
    const { page } = await openProfile(service, browser, "bea");
    await tabTo(page, "Revoke");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    for (let presses = 0; presses < 8; presses++) {
      await page.keyboard.press("Tab");
      const within = await page.evaluate(
        () => document.activeElement === document.body || document.activeElement?.closest("dialog") !== null,
      );
      expect(within).toBe(true);
    }
    await page.keyboard.press("Escape");
    await expect.poll(() => focusedName(page)).toBe("Revoke");
  });
});

describe("the profile is accessible and fits", () => {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [1280, 320]) {
      it(`in ${colorScheme} at ${width} pixels, locked and unlocked`, async () => {
        const username = `${colorScheme}-${width}`;
        const options = { colorScheme, viewport: { width, height: 860 }, reducedMotion: "reduce" } as const;
        const { page } = await openProfile(service, browser, username, options);
        await page.getByText("Second step of a sign-in").first().waitFor();
        await expectAccessible(page);
        await screenshot(page, `profile-${username}-unlocked`);
        lockAgain(service);
        await page.reload();
        await page.getByText("Second step of a sign-in").first().waitFor();
        await expectAccessible(page);
        await screenshot(page, `profile-${username}`);
        await page.getByRole("button", { name: "Unlock settings" }).click();
        await page.getByRole("dialog").getByLabel("Code", { exact: true }).waitFor();
        await expectAccessible(page);
        await screenshot(page, `profile-${username}-unlock`);
      });
    }
  }
});
