import type { Page } from "playwright-core";
import { afterAll, describe, expect, it } from "vitest";
import { expectAccessible, screenshot, testBrowser } from "../support/chromium.js";
import { openConsole } from "../support/console-page.js";
import { testService } from "../support/service.js";

const service = await testService();
const browser = await testBrowser();

afterAll(() => expect(browser.complaints).toEqual([]));

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const banner = (page: Page) => page.getByRole("region", { name: "Warnings" });

describe("A7 the console's banner", () => {
  it("warns while HTTP basic authentication is taken from anybody, and no longer than that", async () => {
    const { page } = await openConsole(service, browser, {
      username: "olga",
      roles: ["owner"],
      path: "/admin/policy",
    });
    await banner(page).getByText("LATCHKEY_ADMIN_KEY is set").waitFor();
    const list = page.getByLabel("Users for whom it is taken");
    await list.fill("old-script");
    await press(page, "Save the policy");
    await banner(page).getByText("HTTP basic authentication is taken from old-script").waitFor();
    await expectAccessible(page);
    await screenshot(page, "admin-warnings");
    await page.getByRole("link", { name: "Users" }).click();
    await banner(page).getByText("old-script").waitFor();
    await page.getByRole("link", { name: "Policy" }).click();
    await list.fill("");
    await press(page, "Save the policy");
    await banner(page).getByText("old-script").waitFor({ state: "detached" });
    await page
      .getByText("Users for whom HTTP basic authentication is taken")
      .first()
      .waitFor({ state: "attached" });
  });
});

describe("A7 break-glass", () => {
  it("an owner prints a code in the console, and signs in with it while break-glass runs; the banner says so", async () => {
    const emergency = await testService({ env: { LATCHKEY_BREAK_GLASS: "2026-11-25T06:00:00Z" } });
    const { page } = await openConsole(emergency, browser, { username: "orla", roles: ["owner"] });
    await banner(page).getByText("Break-glass is on until").waitFor();
    await page.getByText("You have no break-glass code.").waitFor();
    await press(page, "Make a code");
    await expectAccessible(page);
    await page.getByRole("dialog").getByRole("button", { name: "Make the code" }).click();
    await page.getByRole("heading", { name: "Your break-glass code" }).waitFor();
    await expectAccessible(page);
    await screenshot(page, "break-glass-code");
    const code = (await page.locator(".secret").textContent())?.trim() ?? "";
    await page.emulateMedia({ media: "print" });
    await page.getByText("Break-glass code of orla").waitFor();
    await page.emulateMedia({ media: "screen" });
    await press(page, "I have printed it or written it down");
    await page.getByText("The break-glass code is made.").waitFor();
    await screenshot(page, "break-glass-card");

    for (const [colorScheme, width] of [
      ["light", 1280],
      ["dark", 320],
    ] as const) {
      const lost = await browser.open({ colorScheme, viewport: { width, height: 860 } });
      await lost.goto(`${emergency.url}/login?next=/admin`);
      await lost.getByLabel("User name").fill("orla");
      await lost.getByLabel("Password").fill("password of orla");
      await press(lost, "Sign in");
      await lost.getByLabel("Code", { exact: true }).waitFor();
      const field = lost.getByLabel("Break-glass code");
      for (let ways = 0; ways < 4 && (await field.count()) === 0; ways++)
        await press(lost, "Use another way");
      await field.waitFor();
      await expectAccessible(lost);
      await screenshot(lost, `break-glass-sign-in-${colorScheme}-${width}`);
      if (width !== 320) continue;
      await field.fill(code.toLowerCase());
      await press(lost, "Verify");
      await lost.waitForURL("**/admin");
      await banner(lost).getByText("Break-glass is on until").waitFor();
      await lost.getByText("You have no break-glass code.").waitFor();
      await expectAccessible(lost);
      await screenshot(lost, "break-glass-console-dark-320");
    }
  });
});
