import { randomBytes } from "node:crypto";
import type { Page } from "playwright-core";
import { afterAll, describe, expect, it } from "vitest";
import { oneTimeCode } from "../../server/factors/otp.js";
import { application } from "../support/application.js";
import { expectAccessible, screenshot, testBrowser } from "../support/chromium.js";
import { wrong } from "../support/hotp.js";
import { setPolicy } from "../support/policy.js";
import { confirmApp, saveRecoveryKey, signInByPassword } from "../support/profile-page.js";
import { testService } from "../support/service.js";
import { userWithApp } from "../support/totp.js";

const service = await testService();
const browser = await testBrowser();
const { call } = service;

afterAll(() => expect(browser.complaints).toEqual([]));

const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).click();
const ways = (page: Page) => page.locator(".choice strong").allTextContents();

async function newcomer(username: string, groups: string[] = []): Promise<void> {
  await call("POST", "/api/v1/users", { username, groups, password: `password of ${username}` });
}

/** A hashed token in stock that nobody has. @returns its codes by counter */
async function stocked(serial: string): Promise<(counter: number) => string> {
  const seed = randomBytes(20);
  await call("POST", "/api/v1/tokens", { serial, type: "hotp", secretHex: seed.toString("hex") });
  return (counter) => oneTimeCode(seed, { digits: 6, algorithm: "SHA1" }, counter);
}

describe("S3 onboarding of an enforced user", () => {
  it("leads to the choice at the next sign-in: allowed factors alone, in the policy's order, and no way around", async () => {
    await setPolicy(service, {
      enforcement: { for: "everybody" },
      groups: [
        { group: "phones", rules: { factors: ["totp", "webauthn"] } },
        { group: "keys", rules: { factors: ["webauthn", "totp"], enrol: ["device"] } },
      ],
    });
    await newcomer("amy", ["phones"]);
    const page = await browser.open();
    await signInByPassword(service, page, "amy");
    await press(page, "Skip introduction");
    await page.getByRole("heading", { name: "Choose your second factor" }).waitFor();
    expect(await ways(page)).toEqual(["Authenticator app", "Security key or passkey"]);
    expect(await page.getByRole("button", { name: "Not now" }).count()).toBe(0);
    await press(page, /Authenticator app/);
    await confirmApp(service, page);
    await saveRecoveryKey(page);
    await press(page, "Go to my profile");
    await page.getByText("cannot be turned off").waitFor();

    await newcomer("bob", ["keys"]);
    const other = await browser.open();
    await signInByPassword(service, other, "bob");
    // The introduction does not speak of apps to whoever may not have one.
    await press(other, "Next");
    await other.getByRole("heading", { name: "A security key" }).waitFor();
    await press(other, "Let's begin");
    expect(await ways(other)).toEqual(["Security key or passkey"]);
    await expectAccessible(other);
  });

  it("can be put off during the grace, which is told; not after it", async () => {
    const graceUntil = new Date(service.now().getTime() + 3 * 24 * 3600 * 1000).toISOString();
    await setPolicy(service, { enforcement: { for: "everybody", graceUntil, graceLogins: 2 } });
    await newcomer("cleo");
    const page = await browser.open({ timezoneId: "UTC" });
    await signInByPassword(service, page, "cleo");
    await page.getByText(/You can still put this off until November 27, 2026/).waitFor();
    await press(page, "Not now");
    await page.getByText("Your password alone protects your sign-in.").waitFor();
    await page.getByText(/You can still put this off until/).waitFor();

    await newcomer("dirk");
    service.clock.advance(4 * 24 * 3600);
    await signInByPassword(service, page, "dirk");
    await page.getByText("You can still put this off once more.").waitFor();
    await expectAccessible(page);
    await signInByPassword(service, page, "dirk");
    await page.getByText("This was the last sign-in without one").waitFor();
    await press(page, "Not now");
    await signInByPassword(service, page, "dirk");
    await page.getByRole("heading", { name: "Why a second factor?" }).waitFor();
    expect(await page.getByRole("button", { name: "Not now" }).count()).toBe(0);
  });

  it("is skipped by who is not enforced, without a word of a duty", async () => {
    await setPolicy(service, { enforcement: { for: "everybody", exemptGroups: ["guests"] } });
    await newcomer("gus", ["guests"]);
    const page = await browser.open();
    await signInByPassword(service, page, "gus");
    await page.getByRole("button", { name: "Not now" }).waitFor();
    expect(await page.getByText("Your organisation requires").count()).toBe(0);
    await press(page, "Not now");
    await page.getByRole("heading", { name: "Your security" }).waitFor();
  });
});

const message =
  "Fetch your token at the **front desk**, see [the plan](https://intranet.example/desk). <b>8-16</b>";
const tokensOnly = { enrol: [], tokenMessage: message };

async function expectMessage(page: Page): Promise<void> {
  await page.locator(".prose strong", { hasText: "front desk" }).waitFor();
  expect(await page.getByRole("link", { name: "the plan" }).getAttribute("href")).toBe(
    "https://intranet.example/desk",
  );
  // What looks like a tag is text.
  await page.getByText("<b>8-16</b>").waitFor();
}

describe("S4 the message to users of hardware tokens who have none", () => {
  it("is read at the sign-in, where nothing else can be set up", async () => {
    await setPolicy(service, {
      enforcement: { for: "everybody" },
      groups: [{ group: "plant", rules: tokensOnly }],
    });
    await newcomer("ida", ["plant"]);
    const page = await browser.open();
    await signInByPassword(service, page, "ida");
    await page.getByRole("heading", { name: "Your second factor is a hardware token" }).waitFor();
    await expectMessage(page);
    expect(await page.getByRole("button", { name: "Not now" }).count()).toBe(0);
    expect(await page.getByLabel("Serial number").count()).toBe(0);
    await screenshot(page, "onboarding-token-message");
  });

  it("is read by who comes from an application's sign-in", async () => {
    await newcomer("jon", ["plant"]);
    const redirectUri = `${service.url}/healthz?back`;
    const wiki = await application(service, { scopes: ["verify", "enrol"], redirectUris: [redirectUri] });
    const begun = await wiki.call("POST", "/api/v1/verifications", { username: "jon", redirectUri });
    expect(begun.body.decision).toBe("enrolment_required");
    const page = await browser.open();
    await page.goto(String(begun.body.url));
    await expectMessage(page);
  });

  it("is read on the profile by who is not enforced, in the section of tokens", async () => {
    await setPolicy(service, { groups: [{ group: "plant", rules: tokensOnly }] });
    const page = await browser.open();
    await signInByPassword(service, page, "ida");
    await press(page, "Not now");
    const section = page.getByRole("region", { name: "Hardware tokens" });
    await section.getByText("No token is assigned to you.").waitFor();
    await expectMessage(page);
    await expectAccessible(page);
  });

  for (const javaScriptEnabled of [true, false]) {
    it(`is read in place of the second step where no factor is allowed, ${javaScriptEnabled ? "with" : "without"} JavaScript`, async () => {
      const username = `kim-${javaScriptEnabled}`;
      await userWithApp(service, username);
      await setPolicy(service, { rules: { ...tokensOnly, factors: ["hotp"] } });
      const page = await browser.open({ javaScriptEnabled });
      await signInByPassword(service, page, username);
      await page.getByRole("heading", { name: "You have no second factor that can be used" }).waitFor();
      await expectMessage(page);
      const redirectUri = `${service.url}/healthz?back`;
      const wiki = await application(service, { redirectUris: [redirectUri] });
      const begun = await wiki.call("POST", "/api/v1/verifications", { username, redirectUri });
      await page.goto(String(begun.body.url));
      await expectMessage(page);
      await setPolicy(service, {});
    });
  }
});

describe("P5 taking a token that was handed out", () => {
  it("is one of the ways of onboarding, by serial number and code, wrong ones said in words", async () => {
    await setPolicy(service, {
      enforcement: { for: "everybody" },
      rules: { ...tokensOnly, selfAssignTokens: true },
    });
    const code = await stocked("T-100");
    await newcomer("lea");
    const page = await browser.open();
    await signInByPassword(service, page, "lea");
    await expectMessage(page);
    await press(page, "Take this token");
    await page.getByText("Please type the serial number.").waitFor();
    await page.getByText("A code has 6 to 10 digits.").waitFor();
    await page.getByLabel("Serial number").fill("T-999");
    await page.getByLabel("Code of the token").fill(code(0));
    await press(page, "Take this token");
    await page.getByText("There is no token with this serial number.").waitFor();
    await page.getByLabel("Serial number").fill("T-100");
    await page.getByLabel("Code of the token").fill(wrong(code(0)));
    await press(page, "Take this token");
    await page.getByText("This is not the token's code.").waitFor();
    await expectAccessible(page);
    await page.getByLabel("Code of the token").fill(code(1));
    await press(page, "Take this token");
    await saveRecoveryKey(page);
    await press(page, "Go to my profile");
    await page.getByRole("region", { name: "Hardware tokens" }).getByText("T-100", { exact: true }).waitFor();
    expect((await call("GET", "/api/v1/tokens/T-100")).body).toMatchObject({
      state: "assigned",
      username: "lea",
    });
  });

  it("is offered in the profile too; one that somebody has cannot be taken", async () => {
    await setPolicy(service, { rules: { selfAssignTokens: true } });
    const code = await stocked("T-101");
    const app = await userWithApp(service, "mia");
    const page = await browser.open();
    await signInByPassword(service, page, "mia");
    await page.getByLabel("Code", { exact: true }).fill(app.code());
    await press(page, "Verify");
    await press(page, "Take a token");
    const dialog = page.getByRole("dialog", { name: "Take a hardware token" });
    await dialog.getByLabel("Serial number").fill("T-100");
    await dialog.getByLabel("Code of the token").fill(code(0));
    await press(page, "Take this token");
    await page.getByText("This token cannot be taken").waitFor();
    await expectAccessible(page);
    await dialog.getByLabel("Serial number").fill("T-101");
    await press(page, "Take this token");
    await page.getByText("The token is yours.").waitFor();
    await page.getByRole("region", { name: "Hardware tokens" }).getByText("T-101", { exact: true }).waitFor();
  });
});

describe("how onboarding looks", () => {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [320, 1280]) {
      it(`is accessible and does not scroll sideways, ${colorScheme}, ${width} px wide`, async () => {
        const rules = { selfAssignTokens: true, tokenMessage: message };
        await setPolicy(service, {
          enforcement: { for: "everybody", graceLogins: 2 },
          rules,
          groups: [{ group: "plant", rules: { enrol: [] } }],
        });
        const name = `${colorScheme}-${width}`;
        const page = await browser.open({ colorScheme, viewport: { width, height: 760 } });
        await newcomer(`free-${name}`);
        await signInByPassword(service, page, `free-${name}`);
        await press(page, "Skip introduction");
        await page.getByRole("heading", { name: "Choose your second factor" }).waitFor();
        await expectAccessible(page);
        await screenshot(page, `onboarding-choice-${name}`);
        await newcomer(`token-${name}`, ["plant"]);
        await signInByPassword(service, page, `token-${name}`);
        await page.getByLabel("Serial number").waitFor();
        await expectAccessible(page);
        await screenshot(page, `onboarding-token-${name}`);
      });
    }
  }
});
