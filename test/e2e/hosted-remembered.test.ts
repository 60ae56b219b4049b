import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, describe, expect, it } from "vitest";
import { expectAccessible, screenshot, testBrowser } from "../support/chromium.js";
import { setPolicy } from "../support/policy.js";
import { returningApplication } from "../support/returning-application.js";
import { testService } from "../support/service.js";
import { type TestApp, userWithApp } from "../support/totp.js";

const service = await testService();
const browser = await testBrowser();
const { begin, exchange } = await returningApplication(service);
await setPolicy(service, { rules: { rememberDays: 30 } });

afterAll(() => expect(browser.complaints).toEqual([]));

const GONE_ON = "**/api/v1/hosted/remembered";

async function enterCode(page: Page, app: TestApp): Promise<void> {
  await page.getByLabel("Code", { exact: true }).fill(app.code());
  await page.getByRole("button", { name: "Verify" }).click();
}

/** A user who had a browser remembered on the hosted page. */
async function remembered(username: string, options: BrowserContextOptions = {}) {
  const app = await userWithApp(service, username);
  const page = await browser.open(options);
  await page.goto(await begin(username));
  await page.getByLabel("Remember this browser").check();
  await enterCode(page, app);
  expect((await exchange(page)).body).toMatchObject({ username, factor: "totp" });
  service.clock.advance(30);
  return { app, page };
}

describe("S6 a browser remembered on the page that is hosted for an application", () => {
  for (const javaScriptEnabled of [true, false]) {
    const mode = javaScriptEnabled ? "with" : "without";
    it(`goes there and back by itself, time after time, and another one is asked, ${mode} JavaScript`, async () => {
      const username = `ann-${mode}`;
      const { page } = await remembered(username, { javaScriptEnabled });
      for (let time = 0; time < 3; time++) {
        await page.goto(await begin(username));
        const { body } = await exchange(page);
        expect(body).toMatchObject({ username, verified: true, factor: "remembered-device", amr: [] });
      }
      const other = await browser.open({ javaScriptEnabled });
      await other.goto(await begin(username));
      await other.getByLabel("Code", { exact: true }).waitFor();
    });
  }

  it("is one with the browser that Latchkey's own page remembers", async () => {
    const { page } = await remembered("bob");
    await page.goto(`${service.url}/login`);
    await page.getByLabel("User name").fill("bob");
    await page.getByLabel("Password").fill("password of bob");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "Your security" }).waitFor();
    await page.goto(await begin("bob"));
    expect((await exchange(page)).body).toMatchObject({ factor: "remembered-device" });
  });

  it("may be open in two tabs that go on at once: both come back", async () => {
    const { page } = await remembered("cid");
    const tabs = [page, await page.context().newPage()];
    const urls = [await begin("cid"), await begin("cid")];
    // No promise is kept waiting that a page might break: each tab goes where it is sent.
    await Promise.all(tabs.map((tab, at) => tab.goto(urls[at] ?? "").catch(() => null)));
    for (const tab of tabs) {
      expect((await exchange(tab)).body).toMatchObject({ factor: "remembered-device" });
    }
  });

  it("is asked for a factor where the application wants a fresh answer", async () => {
    const { app, page } = await remembered("dan");
    await page.goto(await begin("dan", { userVerification: "required" }));
    await page.getByLabel("Code", { exact: true }).waitFor();
    expect(await page.getByLabel("Remember this browser").count()).toBe(0);
    await enterCode(page, app);
    expect((await exchange(page)).body).toMatchObject({ factor: "totp" });
  });

  for (const javaScriptEnabled of [true, false]) {
    const mode = javaScriptEnabled ? "with" : "without";
    it(`is told where it was forgotten meanwhile, and answers a factor on the same page, ${mode} JavaScript`, async () => {
      const username = `eve-${mode}`;
      const { app, page } = await remembered(username, { javaScriptEnabled });
      const copy = await browser.open({ javaScriptEnabled });
      await copy.context().addCookies(await page.context().cookies(service.url));
      await copy.goto(await begin(username));
      await exchange(copy);
      await page.goto(await begin(username));
      await page.getByText("This browser is not remembered any more").waitFor();
      if (javaScriptEnabled) await expectAccessible(page);
      await screenshot(page, `hosted-forgotten-${mode}`);
      await page.getByLabel("Remember this browser").check();
      await enterCode(page, app);
      expect((await exchange(page)).body).toMatchObject({ factor: "totp" });
      await page.goto(await begin(username));
      expect((await exchange(page)).body).toMatchObject({ factor: "remembered-device" });
    });
  }

  it("can be sent on by hand where the request failed", async () => {
    const { page } = await remembered("fay");
    await page.route(GONE_ON, (route) => route.abort(), { times: 1 });
    await page.goto(await begin("fay"));
    await page.getByRole("alert").waitFor();
    await page.getByRole("button", { name: "Continue" }).press("Enter");
    expect((await exchange(page)).body).toMatchObject({ factor: "remembered-device" });
  });

  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [320, 1280]) {
      it(`is told so accessibly and without scrolling sideways, ${colorScheme}, ${width} px wide`, async () => {
        const username = `look-${colorScheme}-${width}`;
        const { page } = await remembered(username, { colorScheme, viewport: { width, height: 760 } });
        await page.route(GONE_ON, (route) => route.abort(), { times: 1 });
        await page.goto(await begin(username));
        await page.getByRole("heading", { name: "This browser is remembered" }).waitFor();
        await page.getByRole("alert").waitFor();
        await expectAccessible(page);
        await screenshot(page, `hosted-remembered-${colorScheme}-${width}`);
      });
    }
  }
});
