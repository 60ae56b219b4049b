import type { Page } from "playwright-core";
import { afterAll, describe, expect, it } from "vitest";
import { expectAccessible, screenshot, testBrowser } from "../support/chromium.js";
import { setPolicy } from "../support/policy.js";
import { signInByPassword, unlockBy } from "../support/profile-page.js";
import { testService } from "../support/service.js";
import { type TestApp, userWithApp } from "../support/totp.js";

const service = await testService();
const browser = await testBrowser();
await setPolicy(service, { rules: { rememberDays: 30 } });

afterAll(() => expect(browser.complaints).toEqual([]));

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const section = (page: Page) => page.getByRole("region", { name: "Remembered browsers" });

/** The profile is there; without JavaScript it says that it needs it. */
async function arrive(page: Page): Promise<void> {
  const profile = page.getByRole("heading", { name: "Your security" });
  await profile.or(page.getByText("This page needs JavaScript.")).waitFor();
}

/** Signs in by password and code, with the box ticked that has this browser remembered. */
async function signInRemembered(page: Page, username: string, app: TestApp): Promise<void> {
  await signInByPassword(service, page, username);
  await page.getByLabel("Code", { exact: true }).fill(app.code());
  await page.getByLabel("Remember this browser").check();
  await press(page, "Verify");
  await arrive(page);
  service.clock.advance(30);
}

/** The session ends, and the browser stays remembered. */
const signOut = (page: Page) => page.context().clearCookies({ name: "__Host-latchkey-session" });

async function expectSkipped(page: Page, username: string): Promise<void> {
  await signInByPassword(service, page, username);
  await arrive(page);
}

async function expectAsked(page: Page, username: string): Promise<void> {
  await signInByPassword(service, page, username);
  await page.getByLabel("Code", { exact: true }).waitFor();
}

describe("S6 a remembered browser", () => {
  for (const javaScriptEnabled of [true, false]) {
    const mode = javaScriptEnabled ? "with" : "without";
    it(`is not asked for the second step, time after time, and another one is, ${mode} JavaScript`, async () => {
      const username = `ann-${mode}`;
      const app = await userWithApp(service, username);
      const page = await browser.open({ javaScriptEnabled });
      await signInRemembered(page, username, app);
      for (let time = 0; time < 2; time++) {
        await signOut(page);
        await expectSkipped(page, username);
      }
      await expectAsked(await browser.open({ javaScriptEnabled }), username);
      service.clock.advance(31 * 24 * 3600);
      await expectAsked(page, username);
    });
  }

  it("is not remembered without the box being ticked", async () => {
    const app = await userWithApp(service, "bob");
    const page = await browser.open();
    await signInByPassword(service, page, "bob");
    await page.getByLabel("Code", { exact: true }).fill(app.code());
    await press(page, "Verify");
    await page.waitForURL("**/profile");
    await section(page).getByText("No browser is remembered.").waitFor();
    await signOut(page);
    await expectAsked(page, "bob");
  });

  it("unlocks nothing: the settings stay locked until a factor is answered", async () => {
    const app = await userWithApp(service, "cid");
    const page = await browser.open();
    await signInRemembered(page, "cid", app);
    await page.getByText("Settings are unlocked", { exact: true }).waitFor();
    await signOut(page);
    await expectSkipped(page, "cid");
    await page.getByText("Settings are locked").waitFor();
    await press(page, "Unlock settings");
    await unlockBy(page, app.code());
    await page.getByText("Settings are unlocked", { exact: true }).waitFor();
  });

  it("is forgotten on the profile, one or all, and is asked again from then on", async () => {
    const app = await userWithApp(service, "dan");
    const page = await browser.open();
    await signInRemembered(page, "dan", app);
    await section(page).getByText("Chrome on Linux").waitFor();
    await section(page).getByText("Forgotten by itself").waitFor();
    const second = await browser.open();
    await signInRemembered(second, "dan", app);
    await second.reload();
    await expect.poll(() => section(second).locator("h3").count()).toBe(2);
    await expectAccessible(second);
    await section(second).getByRole("button", { name: "Forget Chrome on Linux" }).first().click();
    await second.getByText("The browser is forgotten. It is asked for the second step again.").waitFor();
    await signOut(second);
    await expectAsked(second, "dan");
    await signOut(page);
    await expectSkipped(page, "dan");
    await press(page, "Unlock settings");
    await unlockBy(page, app.code());
    service.clock.advance(30);
    const third = await browser.open();
    await signInRemembered(third, "dan", app);
    await page.reload();
    await press(page, "Forget all");
    await expectAccessible(page);
    await page.getByRole("dialog").getByRole("button", { name: "Forget all" }).click();
    await page.getByText("No browser is remembered any more.").waitFor();
    await signOut(third);
    await expectAsked(third, "dan");
  });

  it("that comes with a token used before, as a thief's copy or its owner after the thief, is forgotten", async () => {
    const app = await userWithApp(service, "eve");
    const owner = await browser.open();
    await signInRemembered(owner, "eve", app);
    await signOut(owner);
    const thief = await browser.open();
    await thief.context().addCookies(await owner.context().cookies(service.url));
    await expectSkipped(thief, "eve");
    await signOut(thief);
    await expectAsked(owner, "eve");
    await expectAsked(thief, "eve");
  });

  it("is over with a change of the password", async () => {
    const app = await userWithApp(service, "fay");
    const page = await browser.open();
    await signInRemembered(page, "fay", app);
    const changed = await service.call("PUT", "/api/v1/users/fay/password", { password: "password of fay" });
    expect(changed.status).toBe(204);
    await signOut(page);
    await expectAsked(page, "fay");
  });

  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [320, 1280]) {
      it(`is listed accessibly and without scrolling sideways, ${colorScheme}, ${width} px wide`, async () => {
        const username = `look-${colorScheme}-${width}`;
        const app = await userWithApp(service, username);
        const page = await browser.open({ colorScheme, viewport: { width, height: 760 } });
        await signInRemembered(page, username, app);
        await section(page).getByText("Chrome on Linux").waitFor();
        await expectAccessible(page);
        await screenshot(page, `profile-devices-${colorScheme}-${width}`);
      });
    }
  }
});
