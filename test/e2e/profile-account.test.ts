import { afterAll, describe, expect, it } from "vitest";
import { Browser, signIn } from "../support/browser.js";
import { expectAccessible, screenshot, testBrowser } from "../support/chromium.js";
import { giveRoles } from "../support/people.js";
import { focusedName, openProfile, saveRecoveryKey } from "../support/profile-page.js";
import { testService } from "../support/service.js";

const service = await testService();
const browser = await testBrowser();

afterAll(() => expect(browser.complaints).toEqual([]));

describe("the recovery key on the profile", () => {
  it("is renewed, shown once and only to be left by saving it; the old one ends", async () => {
    const { page, app } = await openProfile(service, browser, "ann");
    await page.getByRole("button", { name: "Make a new recovery key" }).click();
    await page.getByText("What you have now stops working at once.").waitFor();
    await page.getByRole("button", { name: "Make a new key" }).click();
    const dialog = page.getByRole("dialog", { name: "Your new recovery key" });
    await dialog.waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await dialog.waitFor();
    await expectAccessible(page);
    await screenshot(page, "profile-recovery-key");
    const download = page.waitForEvent("download");
    await dialog.getByRole("button", { name: "Download" }).click();
    expect((await download).suggestedFilename()).toBe("latchkey-recovery-key.txt");
    const key = await saveRecoveryKey(page);
    await page.getByText("The new recovery key is in place.").waitFor();
    await expect.poll(() => focusedName(page)).toBe("Make a new recovery key");
    expect(await page.content()).not.toContain(key);
    const elsewhere = new Browser(service);
    expect((await signIn(elsewhere, "ann", app.recoveryKey, "recovery-key")).status).toBe(401);
    expect((await signIn(elsewhere, "ann", key, "recovery-key")).status).toBe(200);
  });

  it("that was used to sign in and not confirmed is asked for, before the profile opens", async () => {
    const { page, app } = await openProfile(service, browser, "bea");
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL("**/login");
    await page.getByLabel("User name").fill("bea");
    await page.getByLabel("Password").fill("password of bea");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("button", { name: "Use another way" }).click();
    await page.getByLabel("Recovery key").fill(app.recoveryKey);
    await page.getByRole("button", { name: "Verify" }).click();
    await page.getByRole("heading", { name: "Save your recovery key" }).waitFor();
    await page.goto(`${service.url}/profile`);
    await page.getByRole("heading", { name: "Did you save your new recovery key?" }).waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Continue to my profile" }).click();
    await page.getByRole("heading", { name: "Your security" }).waitFor();
  });
});

describe("turning the second factor off", () => {
  it("needs a word of understanding, and leaves the password alone", async () => {
    const { page } = await openProfile(service, browser, "cid");
    await page.getByRole("button", { name: "Turn off…" }).click();
    await page.getByRole("button", { name: "Turn off the second factor" }).click();
    await page.getByRole("dialog").waitFor();
    await page.getByLabel("I understand").check();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Turn off the second factor" }).click();
    await page.getByText("Your second factor is turned off.").waitFor();
    await page.getByRole("heading", { name: "Why a second factor?" }).waitFor();
    const { body } = await service.call("GET", "/api/v1/users/cid");
    expect(body.credentials).toEqual([]);
  });

  it("is refused in words to who holds a role, and so is revoking the last factor", async () => {
    const { page } = await openProfile(service, browser, "dan");
    await giveRoles(service, "dan", "auditor");
    await page.getByRole("button", { name: "Turn off…" }).click();
    await page.getByLabel("I understand").check();
    await page.getByRole("button", { name: "Turn off the second factor" }).click();
    await page.getByText("requires a second factor. It cannot be turned off.").waitFor();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Revoke" }).click();
    await page.getByRole("button", { name: "Revoke app" }).click();
    await page.getByText("Your role needs a second factor.").waitFor();
  });

  it("waits for the administrator while a hardware token is assigned, which is shown but not to be changed", async () => {
    const { page } = await openProfile(service, browser, "eve");
    const seed = "31323334353637383930313233343536373839300a";
    await service.call("POST", "/api/v1/tokens", {
      serial: "2308812746",
      type: "totp",
      secretHex: seed,
      model: "c200",
    });
    await service.call("POST", "/api/v1/tokens/2308812746/assign", { username: "eve" });
    await page.reload();
    const section = page.getByRole("region", { name: "Hardware tokens" });
    await section.getByText("2308812746").waitFor();
    await section.getByText("Only an administrator assigns, unassigns and revokes them.").waitFor();
    expect(await section.getByRole("button").allTextContents()).toEqual([
      expect.stringContaining("synchronise"),
    ]);
    await page.getByRole("button", { name: "Turn off…" }).click();
    await page.getByLabel("I understand").check();
    await page.getByRole("button", { name: "Turn off the second factor" }).click();
    await page.getByText("An administrator has to take it back first.").waitFor();
  });
});

describe("own sessions and activity", () => {
  it("shows where one is signed in; one session is ended, then all others", async () => {
    const { page, app } = await openProfile(service, browser, "fay");
    const others: Browser[] = [];
    for (let index = 0; index < 3; index++) {
      const other = new Browser(service);
      const answer = await signIn(other, "fay", app.code());
      expect(answer.status).toBe(200);
      others.push(other);
      service.clock.advance(30);
    }
    await page.reload();
    const section = page.getByRole("region", { name: "Where you are signed in" });
    await section.getByText("This browser").waitFor();
    const ends = section.getByRole("button", { name: /^End the session/ });
    expect(await ends.count()).toBe(3);
    await ends.first().click();
    await page.getByText("The session is ended.").waitFor();
    await expect.poll(() => ends.count()).toBe(2);
    await expect.poll(() => focusedName(page)).toBe("Where you are signed in");
    await section.getByRole("button", { name: "End all others" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "End all others" }).click();
    await section.getByText("You are signed in nowhere else.").waitFor();
    for (const other of others) expect((await other.call("GET", "/api/v1/session")).status).toBe(401);
    await page.reload();
    await page.getByRole("heading", { name: "Your security" }).waitFor();
  });

  it("tells what happened lately, in words, with time and address", async () => {
    const { page } = await openProfile(service, browser, "gus");
    const section = page.getByRole("region", { name: "Recent activity" });
    await section.getByText("Second step of a sign-in").waitFor();
    await section.getByText("Second factor added").waitFor();
    expect(await section.getByText("Something else happened").count()).toBe(0);
    expect(await section.locator("time[title]").first().getAttribute("datetime")).toMatch(/^2026-11-24T/);
  });
});
