import type { Page } from "playwright-core";
import { afterAll, describe, expect, it } from "vitest";
import { expectAccessible, screenshot, testBrowser } from "../support/chromium.js";
import { openConsole } from "../support/console-page.js";
import { testService } from "../support/service.js";

const service = await testService();
const browser = await testBrowser();
const { call, clock } = service;

afterAll(() => expect(browser.complaints).toEqual([]));

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const dialog = (page: Page) => page.getByRole("dialog");
const isTaken = async (apiKey: string) =>
  (await call("POST", "/api/v1/verify", {}, { apiKey })).status !== 401;
const keyShown = async (page: Page) => (await dialog(page).locator(".secret").textContent())?.trim() ?? "";

describe("A4 the applications of an instance", () => {
  it("teaches while there is none; registers one, whose key is shown once", async () => {
    const { page } = await openConsole(service, browser, { username: "adam", path: "/admin/applications" });
    await page.getByRole("heading", { name: "No applications yet" }).waitFor();
    await expectAccessible(page);
    await screenshot(page, "admin-applications-empty");
    await press(page, "Register an application");
    await press(page, "Register");
    await page.getByText("Please type a name.").waitFor();
    await dialog(page).getByLabel("Name", { exact: true }).fill("Wiki");
    await dialog(page).getByLabel("Addresses to return to").fill("http://wiki.example/");
    await press(page, "Register");
    await page.getByText("This cannot be registered: body.redirectUris.0").waitFor();
    await dialog(page).getByLabel("Addresses to return to").fill("https://wiki.example/");
    await dialog(page).getByLabel("The new key ends").selectOption("In 90 days");
    await expectAccessible(page);
    await press(page, "Register");
    await page.getByRole("heading", { name: "The key of Wiki" }).waitFor();
    await expectAccessible(page);
    await screenshot(page, "admin-application-key");
    const apiKey = await keyShown(page);
    await page.keyboard.press("Escape");
    expect(await keyShown(page)).toBe(apiKey);
    expect(await isTaken(apiKey)).toBe(true);
    await press(page, "I have saved it");
    await page.getByRole("heading", { name: "Wiki", level: 1 }).waitFor();
    await page.getByText("https://wiki.example/").waitFor();
    expect(await page.content()).not.toContain(apiKey);
    await expect
      .poll(async () => {
        await page.reload();
        await page.getByRole("heading", { name: "Wiki", level: 1 }).waitFor();
        return page.getByText("Last used").count();
      })
      .toBeGreaterThan(0);
  });

  it("rotates a key while the old one goes on, and revokes it; warns when the last one ends soon (point 8)", async () => {
    const { page } = await openConsole(service, browser, { username: "rosa", path: "/admin/applications" });
    await press(page, "Register an application");
    await dialog(page).getByLabel("Name", { exact: true }).fill("Portal");
    await dialog(page).getByLabel("The new key ends").selectOption("In 90 days");
    await press(page, "Register");
    const old = await keyShown(page);
    await press(page, "I have saved it");
    await press(page, "New key…");
    await expectAccessible(page);
    await dialog(page).getByLabel("The new key ends").selectOption("In 90 days");
    await dialog(page).getByLabel("The other keys end").selectOption("In a day");
    await press(page, "Make the key");
    const next = await keyShown(page);
    await press(page, "I have saved it");
    await page.getByText("Ends soon").waitFor();
    expect([await isTaken(old), await isTaken(next)]).toEqual([true, true]);
    const keys = page.getByRole("list", { name: "Keys" });
    await keys
      .getByRole("button", { name: /Revoke key/ })
      .last()
      .click();
    await press(page, "Revoke for good");
    await page.getByText("The key is revoked.").waitFor();
    expect([await isTaken(old), await isTaken(next)]).toEqual([false, true]);
    clock.advance(80 * 24 * 3600);
    const { page: later } = await openConsole(service, browser, {
      username: "rolf",
      path: "/admin/applications",
    });
    await later
      .getByRole("region", { name: "Warnings" })
      .getByText(/The last key of .*Portal.* ends within/)
      .waitFor();
    await later
      .getByRole("row", { name: /Portal/ })
      .getByText(/Ends soon/)
      .waitFor();
    await expectAccessible(later);
    await screenshot(later, "admin-applications-warning");
  });

  it("changes, suspends and deletes one", async () => {
    const { page } = await openConsole(service, browser, { username: "otto", path: "/admin/applications" });
    await press(page, "Register an application");
    await dialog(page).getByLabel("Name", { exact: true }).fill("Shop");
    await press(page, "Register");
    const apiKey = await keyShown(page);
    await press(page, "I have saved it");
    await press(page, "Change");
    await dialog(page).getByLabel("Name", { exact: true }).fill("Old shop");
    await dialog(page).getByLabel("Read the audit trail").check();
    await press(page, "Save");
    await page.getByText("The application is saved.").waitFor();
    await page.getByRole("heading", { name: "Old shop", level: 1 }).waitFor();
    await press(page, "Suspend…");
    await dialog(page).getByRole("button", { name: "Suspend", exact: true }).click();
    await page.getByText("The application is suspended.").waitFor();
    expect(await isTaken(apiKey)).toBe(false);
    await press(page, "Let go on…");
    await dialog(page).getByRole("button", { name: "Let go on", exact: true }).click();
    await page.getByText("The application goes on.").waitFor();
    expect(await isTaken(apiKey)).toBe(true);
    await press(page, "Delete…");
    await expectAccessible(page);
    await press(page, "Delete for good");
    await page.getByText("Old shop is deleted.").waitFor();
    await page.waitForURL("**/admin/applications");
    expect(await page.getByText("Old shop", { exact: true }).count()).toBe(0);
    expect(await isTaken(apiKey)).toBe(false);
  });

  it("lets an auditor look and change nothing", async () => {
    const { page } = await openConsole(service, browser, {
      username: "aude",
      roles: ["auditor"],
      path: "/admin/applications",
    });
    await page.getByRole("link", { name: "Wiki" }).click();
    await page.getByText("Your role may only look.").waitFor();
    expect(await page.getByRole("button", { name: /New key|Revoke|Change/ }).count()).toBe(0);
    await page.goto(`${service.url}/admin/application/none`);
    await page.getByRole("heading", { name: "There is no such application" }).waitFor();
  });
});

describe("how it looks", () => {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [320, 1280]) {
      it(`is accessible and does not scroll sideways, ${colorScheme}, ${width} px wide`, async () => {
        const { page } = await openConsole(
          service,
          browser,
          { username: `look-${colorScheme}-${width}`, path: "/admin/applications" },
          { colorScheme, viewport: { width, height: 860 } },
        );
        await page.getByRole("link", { name: "Portal" }).waitFor();
        await page.getByText("LATCHKEY_ADMIN_KEY is set").waitFor();
        await expectAccessible(page);
        await screenshot(page, `admin-applications-${colorScheme}-${width}`);
        await page.getByRole("link", { name: "Portal" }).click();
        await page.getByRole("heading", { name: "Keys" }).waitFor();
        await expectAccessible(page);
        await screenshot(page, `admin-application-${colorScheme}-${width}`);
      });
    }
  }
});
