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
