import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, describe, expect, it } from "vitest";
import { renewSetupLink } from "../../server/access/setup.js";
import { expectAccessible, plugIn, screenshot, testBrowser } from "../support/chromium.js";
import { testService } from "../support/service.js";
import { codeAt } from "../support/totp.js";

const browser = await testBrowser();
const folder = mkdtempSync(join(tmpdir(), "latchkey-setup-"));

afterAll(() => {
  rmSync(folder, { recursive: true });
  expect(browser.complaints).toEqual([]);
});

const password = "five unrelated words in a row";

async function openSetup(link: string, options: Parameters<typeof browser.open>[0] = {}): Promise<Page> {
  const page = await browser.open(options);
  await page.goto(link);
  await page.getByLabel("User name").fill("olga");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByLabel("Password, once more").fill(password);
  return page;
}

async function setUpLink() {
  const service = await testService();
  const link = await renewSetupLink(service.deps, folder);
  if (link === null) throw new Error("there is an administrator already");
  return { service, link };
}

async function saveRecoveryKey(page: Page) {
  await page.getByRole("heading", { name: "Save your recovery key" }).waitFor();
  expect(await page.locator(".secret").textContent()).toMatch(/^([2-9A-Z]{5}-){5}[2-9A-Z]{5}$/);
  await page.getByLabel("I have saved it").check();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("heading", { name: "All set" }).waitFor();
}

describe("the set-up link", () => {
  it("makes the first administrator with an authenticator app, who can sign in then", async () => {
    const { service, link } = await setUpLink();
    const page = await openSetup(link);
    await page.getByRole("button", { name: "Continue" }).click();
    for (let index = 0; index < 2; index++) await page.getByRole("button", { name: "Next" }).click();
    await page.getByRole("button", { name: "Let's begin" }).click();
    await page.getByRole("button", { name: /Authenticator app/ }).click();
    const secret = ((await page.locator(".secret").textContent()) ?? "").replaceAll(" ", "");
    await page.getByAltText(/QR code/).waitFor();
    await page.getByLabel("Code", { exact: true }).fill("000000");
    await page.getByRole("button", { name: "Check PIN" }).click();
    await page.getByText("This code does not fit.").waitFor();
    await expectAccessible(page);
    await screenshot(page, "setup-app");
    await page.getByLabel("Code", { exact: true }).fill(codeAt(secret, service.now()));
    await page.getByRole("button", { name: "Check PIN" }).click();
    await saveRecoveryKey(page);
    await page.getByRole("link", { name: "Open the administration" }).click();
    await page.getByText("Your role here: owner.").waitFor();
    await page.getByRole("link", { name: /My security/ }).click();
    await page.getByText("This browser", { exact: true }).waitFor();

    await page.context().clearCookies();
    service.clock.advance(30);
    await page.goto(`${service.url}/login`);
    await page.getByLabel("User name").fill("olga");
    await page.getByLabel("Password").fill(password);
    await page.keyboard.press("Enter");
    await page.getByLabel("Code", { exact: true }).fill(codeAt(secret, service.now()));
    await page.keyboard.press("Enter");
    await page.waitForURL("**/profile");
  });

  it("registers a security key under a name, past the introduction, and gives a recovery key with it", async () => {
    const { service, link } = await setUpLink();
    const page = await openSetup(link);
    await plugIn(page);
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("button", { name: "Skip introduction" }).click();
    await page.getByRole("button", { name: /Security key/ }).click();
    await page.getByRole("button", { name: "Register device" }).click();
    await page.getByText("Please give the device a name.").waitFor();
    await page.getByLabel("Device name").fill("blue key");
    await page.getByRole("button", { name: "Register device" }).click();
    await saveRecoveryKey(page);
    const { body } = await service.call("GET", "/api/v1/users/olga");
    expect(body.credentials).toContainEqual(
      expect.objectContaining({ factor: "webauthn", name: "blue key" }),
    );
  });

  it("works once, and says what to do where it is void", async () => {
    const { service } = await setUpLink();
    const page = await openSetup(`${service.url}/setup#not-the-token`);
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("heading", { name: "This link does not work" }).waitFor();
    await expectAccessible(page);
  });

  it("says what is wrong with a form before it sends it", async () => {
    const { link } = await setUpLink();
    const page = await openSetup(link);
    await page.getByLabel("Password, once more").fill("something else");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByText("The two passwords are not the same.").waitFor();
  });

  for (const colorScheme of ["light", "dark"] as const) {
    it(`is accessible and fits a narrow screen at every step, ${colorScheme}`, async () => {
      const { link } = await setUpLink();
      const page = await openSetup(link, { colorScheme, viewport: { width: 320, height: 700 } });
      await expectAccessible(page);
      await screenshot(page, `setup-${colorScheme}`);
      await page.getByRole("button", { name: "Continue" }).click();
      await page.getByRole("button", { name: "Next" }).click();
      await expectAccessible(page);
      await screenshot(page, `setup-welcome-${colorScheme}`);
      await page.getByRole("button", { name: "Skip introduction" }).click();
      await page.getByRole("heading", { name: "Choose your second factor" }).waitFor();
      await expectAccessible(page);
      await page.getByRole("button", { name: /Authenticator app/ }).click();
      await page.getByAltText(/QR code/).waitFor();
      await expectAccessible(page);
      await screenshot(page, `setup-qr-${colorScheme}`);
    });
  }
});
