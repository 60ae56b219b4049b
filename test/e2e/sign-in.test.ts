import type { Page } from "playwright-core";
import { afterAll, describe, expect, it } from "vitest";
import { expectAccessible, screenshot, testBrowser } from "../support/chromium.js";
import { testService } from "../support/service.js";
import { userWithApp } from "../support/totp.js";

const service = await testService();
const browser = await testBrowser();

afterAll(() => expect(browser.complaints).toEqual([]));

async function enterPassword(page: Page, username: string, password = `password of ${username}`) {
  await page.goto(`${service.url}/login`);
  await page.getByLabel("User name").fill(username);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

async function enterCode(page: Page, code: string, label = "Code") {
  await page.getByLabel(label, { exact: true }).fill(code);
  await page.getByRole("button", { name: "Verify" }).click();
}

/** Four wrong codes, each after the wait of the one before: the next one blocks for eight seconds. */
async function failFourTimes(username: string) {
  for (const seconds of [0, 1, 2, 4]) {
    await service.call("POST", "/api/v1/verify", { username, code: "000000" });
    service.clock.advance(seconds);
  }
}

const six = (code: string) => `${code.slice(0, 3)} ${code.slice(3)}`;

describe("S1 signing in with an authenticator app", () => {
  it("takes a code pasted with spaces and leads on to the profile", async () => {
    const app = await userWithApp(service, "ada");
    const page = await browser.open();
    await enterPassword(page, "ada");
    const field = page.getByLabel("Code", { exact: true });
    await field.waitFor();
    expect(await field.getAttribute("autocomplete")).toBe("one-time-code");
    expect(await field.getAttribute("inputmode")).toBe("numeric");
    await screenshot(page, "login-code");
    await enterCode(page, six(app.code()));
    await page.waitForURL("**/profile");
  });

  it("works with the keyboard alone", async () => {
    const app = await userWithApp(service, "kay");
    const page = await browser.open();
    await page.goto(`${service.url}/login`);
    await page.keyboard.type("kay");
    await page.keyboard.press("Tab");
    await page.keyboard.type("password of kay");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Confirm that it is you" }).waitFor();
    await page.keyboard.type(app.code());
    await page.keyboard.press("Enter");
    await page.waitForURL("**/profile");
  });

  it("says what was wrong with the field and keeps the focus there", async () => {
    await userWithApp(service, "wim");
    const page = await browser.open();
    await enterPassword(page, "wim", "not it");
    await page.getByText("User name or password is wrong.").waitFor();
    expect(await page.getByLabel("User name").inputValue()).toBe("wim");
    await enterPassword(page, "wim");
    await enterCode(page, "000000");
    await page.getByText("This code is wrong").waitFor();
    const field = page.getByLabel("Code", { exact: true });
    expect(await field.getAttribute("aria-invalid")).toBe("true");
    expect(await field.evaluate((input) => input === document.activeElement)).toBe(true);
    await enterCode(page, "12345");
    await page.getByText("A code has 6 to 10 digits.").waitFor();
  });

  it("G1 counts down while attempts are refused, keeps what was typed, and lets one through after", async () => {
    const app = await userWithApp(service, "bob");
    const page = await browser.open();
    await failFourTimes("bob");
    await enterPassword(page, "bob");
    await enterCode(page, "000000");
    await page.getByText("This code is wrong").waitFor();
    await enterCode(page, app.code());
    await page.getByText(/Please wait \d seconds? before/).waitFor();
    const verify = page.getByRole("button", { name: "Verify" });
    expect(await verify.isDisabled()).toBe(true);
    expect(await page.getByLabel("Code", { exact: true }).inputValue()).toBe(app.code());
    await expectAccessible(page);
    await screenshot(page, "login-blocked");
    await page.getByText("You can try again now.").waitFor();
    service.clock.advance(8);
    await verify.click();
    await page.waitForURL("**/profile");
  });

  it("G1 carries the countdown over to another way of signing in", async () => {
    await userWithApp(service, "cyd");
    const page = await browser.open();
    await failFourTimes("cyd");
    await enterPassword(page, "cyd");
    for (const wrong of ["000001", "000002"]) await enterCode(page, wrong);
    await page.getByText(/Please wait/).waitFor();
    await page.getByRole("button", { name: "Use another way" }).click();
    await page.getByLabel("Recovery key or code", { exact: true }).waitFor();
    await page.getByText(/Please wait|You can try again/).waitFor();
  });

  it("starts again, with the user name kept, where the sign-in took too long", async () => {
    const app = await userWithApp(service, "eve");
    const page = await browser.open();
    await enterPassword(page, "eve");
    await page.getByLabel("Code", { exact: true }).waitFor();
    service.clock.advance(301);
    await enterCode(page, app.code());
    await page.getByText("This sign-in took too long").waitFor();
    expect(await page.getByLabel("User name").inputValue()).toBe("eve");
  });
});

describe("P4 the recovery key", () => {
  it("is the last way, signs in once, and the new one must be saved before anything else", async () => {
    const { recoveryKey } = await userWithApp(service, "rex");
    const page = await browser.open();
    await enterPassword(page, "rex");
    await page.getByRole("button", { name: "Use another way" }).click();
    await enterCode(page, recoveryKey.toLowerCase().replaceAll("-", " "), "Recovery key or code");
    await page.getByRole("heading", { name: "Save your recovery key" }).waitFor();
    const shown = await page.locator(".secret").textContent();
    expect(shown).toMatch(/^([2-9A-Z]{5}-){5}[2-9A-Z]{5}$/);
    expect(shown).not.toBe(recoveryKey);
    await expectAccessible(page);
    await screenshot(page, "login-new-recovery-key");

    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Download" }).click(),
    ]);
    expect(file.suggestedFilename()).toBe("latchkey-recovery-key.txt");

    await page.getByRole("button", { name: "Continue" }).click();
    expect(page.url(), "not before it is said to be saved").toContain("/login");
    await page.getByLabel("I have saved it").check();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.waitForURL("**/profile");
  });

  it("says what a recovery key looks like where something else was typed, and counts no attempt", async () => {
    await userWithApp(service, "ivy");
    const page = await browser.open();
    await enterPassword(page, "ivy");
    await page.getByRole("button", { name: "Use another way" }).click();
    for (let attempt = 0; attempt < 3; attempt++) {
      await enterCode(page, "not-my-key-at-all", "Recovery key or code");
      await page.getByText("six groups of five letters and digits").waitFor();
    }
  });
});

describe("signing in with nothing enrolled", () => {
  it("leads people whom nothing obliges on to the profile, with and without JavaScript", async () => {
    await service.call("POST", "/api/v1/users", { username: "zoe", password: "password of zoe" });
    for (const javaScriptEnabled of [true, false]) {
      const page = await browser.open({ javaScriptEnabled });
      await enterPassword(page, "zoe");
      await page.waitForURL("**/profile");
    }
  });
});

describe("S1 without JavaScript", () => {
  it("signs in by plain forms, past a wrong code and a wrong password", async () => {
    const app = await userWithApp(service, "tom");
    const page = await browser.open({ javaScriptEnabled: false });
    await enterPassword(page, "tom", "not it");
    await page.getByText("User name or password is wrong.").waitFor();
    await enterPassword(page, "tom");
    await enterCode(page, "000000");
    await page.getByText("This code is wrong").waitFor();
    await screenshot(page, "login-no-script");
    await enterCode(page, six(app.code()));
    await page.waitForURL("**/profile");
  });

  it("falls back on the recovery key and shows the new one", async () => {
    const { recoveryKey } = await userWithApp(service, "uma");
    const page = await browser.open({ javaScriptEnabled: false });
    await enterPassword(page, "uma");
    await page.getByRole("button", { name: "Use another way" }).click();
    await enterCode(page, recoveryKey, "Recovery key or code");
    await page.getByRole("heading", { name: "Save your recovery key" }).waitFor();
    expect(await page.locator(".secret").textContent()).not.toBe(recoveryKey);
    await page.getByLabel("I have saved it").check();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.waitForURL("**/profile");
  });
});

describe("how it looks", () => {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [320, 1280]) {
      it(`is accessible and does not scroll sideways, ${colorScheme}, ${width} px wide`, async () => {
        const app = await userWithApp(service, `look-${colorScheme}-${width}`);
        const page = await browser.open({ colorScheme, viewport: { width, height: 760 } });
        await page.goto(`${service.url}/login`);
        await expectAccessible(page);
        await screenshot(page, `login-${colorScheme}-${width}`);
        await enterPassword(page, `look-${colorScheme}-${width}`);
        await page.getByLabel("Code", { exact: true }).waitFor();
        await expectAccessible(page);
        await enterCode(page, app.code() === "000000" ? "000001" : "000000");
        await page.getByText("This code is wrong").waitFor();
        await expectAccessible(page);
        await screenshot(page, `login-wrong-code-${colorScheme}-${width}`);
      });
    }
  }
});
