import { afterAll, describe, expect, it } from "vitest";
import { application } from "../support/application.js";
import { expectAccessible, screenshot, testBrowser } from "../support/chromium.js";
import { openConsole } from "../support/console-page.js";
import { signInByPassword } from "../support/profile-page.js";
import { testService } from "../support/service.js";
import { userWithApp } from "../support/totp.js";

const service = await testService();
const browser = await testBrowser();
const back = `${service.url}/healthz?back`;
const wiki = await application(service, { scopes: ["verify"], redirectUris: [back] });
afterAll(() => expect(browser.complaints).toEqual([]));

const HELP_DESK = "I was given a one-time code by the help desk";
const codeFor = async (username: string) =>
  String((await service.call("POST", `/api/v1/users/${username}/bypass-codes`, { uses: 3 })).body.code);

describe("A3 one-time bypass codes in the browser", () => {
  it("the help desk makes one after being told what happens, sees it once, and revokes it", async () => {
    await userWithApp(service, "ann");
    const options = { username: "hella", roles: ["helpdesk" as const], path: "/admin/user/ann" };
    const { page } = await openConsole(service, browser, options);
    const card = page.getByRole("region", { name: "One-time codes" });
    await card.getByText("No code is good now.").waitFor();
    await card.getByRole("button", { name: "Make a one-time code" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("It unlocks no settings").waitFor();
    await expectAccessible(page);
    await screenshot(page, "admin-bypass-make");
    await dialog.getByLabel("Sign-ins").fill("11");
    await dialog.getByRole("button", { name: "Make a one-time code" }).click();
    await dialog.getByText("From 1 to 10.").waitFor();
    await dialog.getByLabel("Sign-ins").fill("2");
    await dialog.getByLabel("Good for").selectOption({ label: "8 hours" });
    await dialog.getByLabel("Reason").fill("token at home");
    await dialog.getByRole("button", { name: "Make a one-time code" }).click();
    await page.getByRole("dialog", { name: "The one-time code for ann" }).waitFor();
    const code = (await page.locator(".secret").textContent()) ?? "";
    expect(code).toMatch(/^\d{4} \d{4} \d{4}$/);
    await expectAccessible(page);
    await screenshot(page, "admin-bypass-shown");
    await dialog.getByRole("button", { name: "Close" }).click();
    await card.getByRole("heading", { name: "2 sign-ins left" }).waitFor();
    await card.getByText("token at home").waitFor();
    await expectAccessible(page);
    expect(await page.content()).not.toContain(code);
    await card.getByRole("button", { name: "Revoke the code" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Revoke the code" }).click();
    await card.getByText("No code is good now.").waitFor();
    const tried = { username: "ann", code, factor: "bypass-code" };
    expect((await service.call("POST", "/api/v1/verify", tried)).status).toBe(401);
  });

  it("nobody is offered to make one for themselves", async () => {
    const options = { username: "selma", roles: ["helpdesk" as const], path: "/admin/user/selma" };
    const { page } = await openConsole(service, browser, options);
    const card = page.getByRole("region", { name: "One-time codes" });
    await card.getByText("No code is good now.").waitFor();
    expect(await card.getByRole("button").count()).toBe(0);
  });

  for (const javaScriptEnabled of [true, false]) {
    it(`signs in ${javaScriptEnabled ? "with" : "without"} JavaScript, and leaves the settings locked`, async () => {
      const username = `ben-${javaScriptEnabled}`;
      await userWithApp(service, username);
      const code = await codeFor(username);
      const page = await browser.open({ javaScriptEnabled });
      await signInByPassword(service, page, username);
      await page.getByRole("button", { name: HELP_DESK }).click();
      await page.getByLabel("One-time code").fill("0000 0000 0000");
      await page.getByRole("button", { name: "Verify" }).click();
      await page.getByText("wrong, used up or expired").waitFor();
      if (javaScriptEnabled) {
        await expectAccessible(page);
        await screenshot(page, "login-bypass");
      }
      await page.getByLabel("One-time code").fill(code);
      await page.getByRole("button", { name: "Verify" }).click();
      await page.waitForURL("**/profile");
      if (!javaScriptEnabled) return;
      await page.getByRole("button", { name: "Unlock settings" }).click();
      const unlock = page.getByRole("dialog", { name: "Unlock settings" });
      await unlock.getByLabel("Code", { exact: true }).fill(code);
      await unlock.getByRole("button", { name: "Unlock", exact: true }).click();
      await unlock.getByText("A code has 6 to 10 digits.").waitFor();
      expect(await unlock.getByRole("button", { name: HELP_DESK }).count()).toBe(0);
    });
  }

  it("is known by its look in the field for any code, and works on the page of another application", async () => {
    await userWithApp(service, "cid");
    const code = await codeFor("cid");
    const begun = await wiki.call("POST", "/api/v1/verifications", { username: "cid", redirectUri: back });
    const page = await browser.open();
    await page.goto(String(begun.body.url));
    await page.getByLabel("Code", { exact: true }).fill(code);
    await page.getByRole("button", { name: "Verify" }).click();
    await page.waitForURL(/healthz\?back&code=/);
  });

  for (const colorScheme of ["light", "dark"] as const) {
    it(`fits in 320 px, ${colorScheme}`, async () => {
      await userWithApp(service, `dee-${colorScheme}`);
      const page = await browser.open({ colorScheme, viewport: { width: 320, height: 760 } });
      await signInByPassword(service, page, `dee-${colorScheme}`);
      await page.getByRole("button", { name: HELP_DESK }).waitFor();
      await expectAccessible(page);
      await page.getByRole("button", { name: HELP_DESK }).click();
      await page.getByLabel("One-time code").waitFor();
      await expectAccessible(page);
      await screenshot(page, `login-bypass-${colorScheme}-320`);
    });
  }
});
