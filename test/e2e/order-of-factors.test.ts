import type { Page } from "playwright-core";
import { afterAll, describe, expect, it } from "vitest";
import { expectAccessible, screenshot, testBrowser } from "../support/chromium.js";
import { openConsole } from "../support/console-page.js";
import { giveHotp } from "../support/hotp.js";
import { setPolicy } from "../support/policy.js";
import { focusedName, lockAgain, signInByPassword, unlockBy } from "../support/profile-page.js";
import { testService } from "../support/service.js";
import { type TestApp, userWithApp } from "../support/totp.js";

const service = await testService();
const browser = await testBrowser();

afterAll(() => expect(browser.complaints).toEqual([]));

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const order = (page: Page) =>
  page.getByRole("list", { name: "Order at sign-in" }).locator(".order-name").allTextContents();

const APP = "Code from an app or a token";
const TOKEN = "Code from a token, at the press of its button";
const BUTTON = "Press the button of your token";

/** A user with an app, a counting token and a recovery key. @returns the app */
async function userWithBoth(username: string): Promise<TestApp> {
  const app = await userWithApp(service, username);
  await giveHotp(service, username);
  return app;
}

/** What the second step asks for, way after way, until it begins again. */
async function waysOf(page: Page, username: string): Promise<string[]> {
  await signInByPassword(service, page, username);
  const ways: string[] = [];
  for (let time = 0; time < 3; time++) {
    const text = (await page.locator("form p:not(.soft)").first().textContent()) ?? "";
    ways.push(text.includes("recovery key") ? "recovery key" : text.includes(BUTTON) ? "token" : "app");
    await press(page, "Use another way");
  }
  return ways;
}

describe("S2 the order in which factors are asked for", () => {
  it("is the policy's for everybody, with the recovery key last", async () => {
    await userWithBoth("ann");
    const page = await browser.open();
    expect(await waysOf(page, "ann")).toEqual(["app", "token", "recovery key"]);
    await setPolicy(service, { rules: { factors: ["hotp", "totp"] } });
    expect(await waysOf(page, "ann")).toEqual(["token", "app", "recovery key"]);
    await setPolicy(service, {});
  });

  it("is the user's own, set on the profile by the keyboard alone and behind the lock, and given up again", async () => {
    const app = await userWithBoth("bob");
    const page = await browser.open();
    await signInByPassword(service, page, "bob");
    await page.getByLabel("Code", { exact: true }).fill(app.code());
    await press(page, "Verify");
    const section = page.getByRole("region", { name: "Order at sign-in" });
    await section.getByText("is always the last way.").waitFor();
    service.clock.advance(30);
    expect(await order(page)).toEqual([APP, TOKEN]);
    lockAgain(service);
    await page.getByRole("button", { name: `Move ${APP} down` }).focus();
    await page.keyboard.press("Enter");
    expect(await order(page)).toEqual([TOKEN, APP]);
    expect(await focusedName(page)).toBe(`Move ${APP} down`);
    await section.getByText(`${APP} is now number 2 of 2.`).waitFor();
    await expectAccessible(page);
    for (let tries = 0; (await focusedName(page)) !== "Save this order" && tries < 10; tries++) {
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Enter");
    await unlockBy(page, app.code());
    await page.getByText("Your order is saved.").waitFor();
    service.clock.advance(30);
    const other = await browser.open();
    expect(await waysOf(other, "bob")).toEqual(["token", "app", "recovery key"]);
    await page.getByRole("button", { name: "Go back to the organisation's order" }).click();
    await page.getByText("The organisation's order holds again.").waitFor();
    expect(await waysOf(other, "bob")).toEqual(["app", "token", "recovery key"]);
  });

  it("lists only what policy allows and the user has, and is not there where there is nothing to order", async () => {
    await setPolicy(service, { rules: { factors: ["totp"] } });
    const app = await userWithBoth("cid");
    const page = await browser.open();
    await signInByPassword(service, page, "cid");
    await page.getByLabel("Code", { exact: true }).fill(app.code());
    await press(page, "Verify");
    await page.getByRole("heading", { name: "Your security" }).waitFor();
    expect(await page.getByRole("region", { name: "Order at sign-in" }).count()).toBe(0);
    await setPolicy(service, {});
  });

  for (const colorScheme of ["light", "dark"] as const) {
    it(`is accessible and does not scroll sideways, ${colorScheme}, 320 px wide`, async () => {
      const app = await userWithBoth(`look-${colorScheme}`);
      const page = await browser.open({ colorScheme, viewport: { width: 320, height: 760 } });
      await signInByPassword(service, page, `look-${colorScheme}`);
      await page.getByLabel("Code", { exact: true }).fill(app.code());
      await press(page, "Verify");
      await page.getByRole("button", { name: `Move ${APP} down` }).click();
      await expectAccessible(page);
      await screenshot(page, `profile-order-${colorScheme}-320`);
    });
  }

  it("is set for a user by an administrator, on the user's page", async () => {
    await userWithBoth("dan");
    const { page } = await openConsole(service, browser, { username: "olga", path: "/admin/user/dan" });
    await page.getByRole("heading", { name: "Order at sign-in" }).waitFor();
    await page.getByRole("button", { name: `Move ${TOKEN} up` }).click();
    await page.getByRole("button", { name: "Save this order" }).click();
    await page.getByText("The order is saved.").waitFor();
    await expectAccessible(page);
    await screenshot(page, "admin-user-order");
    const other = await browser.open();
    expect(await waysOf(other, "dan")).toEqual(["token", "app", "recovery key"]);
    await page.getByRole("button", { name: "Go back to the organisation's order" }).click();
    await page.getByText("The policy's order holds again.").waitFor();
    expect(await waysOf(other, "dan")).toEqual(["app", "token", "recovery key"]);
  });
});
