import type { Page } from "playwright-core";
import { afterAll, describe, expect, it } from "vitest";
import { expectAccessible, screenshot, testBrowser } from "../support/chromium.js";
import { returningApplication } from "../support/returning-application.js";
import { testService } from "../support/service.js";
import { userWithApp } from "../support/totp.js";

const service = await testService();
const browser = await testBrowser();

const { begin, exchange } = await returningApplication(service);

afterAll(() => expect(browser.complaints).toEqual([]));

async function enterCode(page: Page, code: string, label = "Code") {
  await page.getByLabel(label, { exact: true }).fill(code);
  await page.getByRole("button", { name: "Verify" }).click();
}

describe("C1, A4 the second step of another application's sign-in", () => {
  for (const javaScriptEnabled of [true, false]) {
    it(`goes there and back ${javaScriptEnabled ? "with" : "without"} JavaScript`, async () => {
      const username = `guest-${javaScriptEnabled}`;
      const app = await userWithApp(service, username);
      const page = await browser.open({ javaScriptEnabled });
      await page.goto(await begin(username));
      await page.getByText("Wiki").waitFor();
      expect(await page.getByLabel("Password").count()).toBe(0);
      if (javaScriptEnabled) await expectAccessible(page);
      await screenshot(page, "hosted");
      await enterCode(page, app.code());
      const { status, body } = await exchange(page);
      expect(status).toBe(200);
      expect(body).toMatchObject({ username, verified: true, factor: "totp" });
    });

    it(`shows the new recovery key before it goes back, ${javaScriptEnabled ? "with" : "without"} JavaScript`, async () => {
      const username = `rescued-${javaScriptEnabled}`;
      const { recoveryKey } = await userWithApp(service, username);
      const page = await browser.open({ javaScriptEnabled });
      await page.goto(await begin(username));
      await page.getByRole("button", { name: "Use another way" }).click();
      await enterCode(page, recoveryKey, "Recovery key or code");
      await page.getByRole("heading", { name: "Save your recovery key" }).waitFor();
      await page.getByLabel("I have saved it").check();
      await page.getByRole("button", { name: "Continue" }).click();
      expect((await exchange(page)).body).toMatchObject({ username, factor: "recovery-key" });
    });
  }

  it("says that it has expired where the link is old or used", async () => {
    const app = await userWithApp(service, "late");
    const url = await begin("late");
    const page = await browser.open();
    await page.goto(url);
    await page.getByLabel("Code", { exact: true }).waitFor();
    service.clock.advance(301);
    await enterCode(page, app.code());
    await page.getByText("This sign-in has expired.").waitFor();
    await page.goto(url);
    await page.getByText("This sign-in has expired.").waitFor();
    await expectAccessible(page);
  });
});
