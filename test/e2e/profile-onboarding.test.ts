import { afterAll, describe, expect, it } from "vitest";
import { application } from "../support/application.js";
import { expectAccessible, plugIn, screenshot, testBrowser } from "../support/chromium.js";
import {
  confirmApp,
  focusedName,
  openProfile,
  saveRecoveryKey,
  signInByPassword,
  unlockBy,
} from "../support/profile-page.js";
import { testService } from "../support/service.js";
import { userWithApp } from "../support/totp.js";

const service = await testService();
const browser = await testBrowser();
const back = `${service.url}/healthz?back`;

afterAll(() => expect(browser.complaints).toEqual([]));

async function ticketFor(username: string, purpose: "enrol" | "profile"): Promise<string> {
  const wiki = await application(service, { scopes: ["enrol"], redirectUris: [back] });
  const issued = await wiki.call("POST", "/api/v1/tickets", { username, purpose, redirectUri: back });
  return String(issued.body.url);
}

describe("onboarding", () => {
  it("by a ticket leads over welcome, app and recovery key back to the application; nothing stays in the address", async () => {
    await service.call("POST", "/api/v1/users", { username: "ann" });
    const page = await browser.open();
    await page.goto(await ticketFor("ann", "enrol"));
    await page.getByRole("heading", { name: "Why a second factor?" }).waitFor();
    expect(page.url()).toBe(`${service.url}/profile`);
    await page.reload();
    await page.getByRole("heading", { name: "Why a second factor?" }).waitFor();
    expect(await page.getByRole("button", { name: "Not now" }).count()).toBe(0);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Next" }).click();
    await page.getByText("Aegis Authenticator").waitFor();
    await page.getByRole("button", { name: "Skip introduction" }).click();
    await page.getByRole("button", { name: /Authenticator app/ }).click();
    await confirmApp(service, page);
    await page.getByRole("heading", { name: "Save your recovery key" }).waitFor();
    await expectAccessible(page);
    await screenshot(page, "onboarding-recovery-key");
    await saveRecoveryKey(page);
    await page.getByRole("heading", { name: "All set" }).waitFor();
    await expectAccessible(page);
    await page.getByRole("link", { name: "Back to localhost" }).click();
    await page.waitForURL(back);
  });

  it("by the password registers a device, and the profile follows", async () => {
    await service.call("POST", "/api/v1/users", { username: "bea", password: "password of bea" });
    const page = await browser.open();
    await signInByPassword(service, page, "bea");
    await plugIn(page);
    await page.getByRole("button", { name: "Skip introduction" }).click();
    await page.getByRole("button", { name: /Security key or passkey/ }).click();
    await page.getByRole("dialog", { name: "Unlock settings" }).or(page.getByLabel("Device name")).waitFor();
    await page.getByLabel("Device name").fill("Blue key");
    await page.getByRole("button", { name: "Register device" }).click();
    const password = page.getByRole("textbox", { name: "Password" });
    await password.fill("not the password");
    await page.getByRole("button", { name: "Unlock", exact: true }).click();
    await page.getByText("This password is wrong.").waitFor();
    await expectAccessible(page);
    await password.fill("password of bea");
    await page.getByRole("button", { name: "Unlock", exact: true }).click();
    await page.getByRole("heading", { name: "Save your recovery key" }).waitFor();
    await saveRecoveryKey(page);
    await page.getByRole("button", { name: "Go to my profile" }).click();
    await page.getByRole("heading", { name: "Your security" }).waitFor();
    await page.getByRole("button", { name: "Rename Blue key" }).waitFor();
    await page.getByText("This browser", { exact: true }).waitFor();
  });

  it("that had to be done first opens the whole profile afterwards", async () => {
    await service.call("POST", "/api/v1/users", { username: "gil" });
    const page = await browser.open();
    await page.goto(await ticketFor("gil", "enrol"));
    await page.getByRole("button", { name: "Skip introduction" }).click();
    await page.getByRole("button", { name: /Authenticator app/ }).click();
    await confirmApp(service, page);
    await saveRecoveryKey(page);
    await page.getByRole("button", { name: "Go to my profile" }).click();
    await page.getByText("This browser", { exact: true }).waitFor();
    await page.getByText("Settings are unlocked", { exact: true }).waitFor();
    await expect.poll(() => focusedName(page)).toBe("Your security");
  });

  it("can be put off by who need not enrol, and begun later from the profile", async () => {
    await service.call("POST", "/api/v1/users", { username: "cid", password: "password of cid" });
    const page = await browser.open();
    await signInByPassword(service, page, "cid");
    await page.getByRole("button", { name: "Not now" }).click();
    await page.getByText("Your password alone protects your sign-in.").waitFor();
    await page.getByRole("button", { name: "Set up a second factor" }).click();
    await page.getByRole("heading", { name: "Why a second factor?" }).waitFor();
  });
});

describe("a ticket", () => {
  it("opens the profile of a user who has a factor, locked, with the way back; it survives a reload", async () => {
    const app = await userWithApp(service, "dan");
    const page = await browser.open();
    await page.goto(await ticketFor("dan", "profile"));
    await page.getByText("Settings are locked").waitFor();
    await page.reload();
    await page.getByRole("link", { name: "Back to localhost" }).waitFor();
    await page.getByRole("button", { name: "Unlock settings" }).click();
    await unlockBy(page, app.code());
    await page.getByText("Settings are unlocked", { exact: true }).waitFor();
  });

  it("that was used says so, and leads to the sign-in page", async () => {
    await service.call("POST", "/api/v1/users", { username: "eve" });
    const link = await ticketFor("eve", "enrol");
    const first = await browser.open();
    await first.goto(link);
    await first.getByRole("heading", { name: "Why a second factor?" }).waitFor();
    const second = await browser.open();
    await second.goto(link);
    await second.getByRole("heading", { name: "This link does not work" }).waitFor();
    await expectAccessible(second);
    await second.getByRole("link", { name: "Sign in" }).click();
    await second.waitForURL("**/login?next=/profile");
  });
});

describe("the profile of nobody", () => {
  it("leads to the sign-in page, and so does signing out", async () => {
    const stranger = await browser.open();
    await stranger.goto(`${service.url}/profile`);
    await stranger.waitForURL("**/login?next=/profile");
    const { page } = await openProfile(service, browser, "fay");
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL("**/login");
    await page.goto(`${service.url}/profile`);
    await page.waitForURL("**/login?next=/profile");
  });
});
