import { afterAll, describe, expect, it } from "vitest";
import { expectAccessible, screenshot, testBrowser } from "../support/chromium.js";
import {
  confirmApp,
  focusedName,
  lockAgain,
  openProfile,
  saveRecoveryKey,
  shownSecret,
  unlockBy,
} from "../support/profile-page.js";
import { testService } from "../support/service.js";
import { codeAt } from "../support/totp.js";

const service = await testService();
const browser = await testBrowser();

afterAll(() => expect(browser.complaints).toEqual([]));

const verify = (username: string, code: string) =>
  service.call("POST", "/api/v1/verify", { username, code }).then(({ status }) => status);

describe("P2 the authenticator app on the profile", () => {
  it("is replaced by another; the old one works until the new one is confirmed, and not after", async () => {
    const { page, app } = await openProfile(service, browser, "ann");
    await page.getByRole("button", { name: "Replace" }).click();
    await page.getByText("keeps working until the new one is confirmed").waitFor();
    await expectAccessible(page);
    expect(await verify("ann", app.code())).toBe(200);
    service.clock.advance(30);
    const secret = await confirmApp(service, page);
    await page.getByText("The new app is connected. The old one does not work any more.").waitFor();
    await expect.poll(() => focusedName(page)).toBe("Replace");
    service.clock.advance(30);
    expect(await verify("ann", app.code())).toBe(401);
    expect(await verify("ann", codeAt(secret, service.now()))).toBe(200);
  });

  it("says that a wrong first code does not fit, and that an app was prepared where the person gives up", async () => {
    const { page, app } = await openProfile(service, browser, "bea");
    await page.getByRole("button", { name: "Replace" }).click();
    await shownSecret(page);
    await page.getByLabel("Code", { exact: true }).fill("000 000");
    await page.getByRole("button", { name: "Check PIN" }).click();
    await page.getByText("This code does not fit.").waitFor();
    await page.keyboard.press("Escape");
    await page.getByText("A new app waits for its first code.").waitFor();
    await expect.poll(() => focusedName(page)).toBe("Replace");
    expect(await verify("bea", app.code())).toBe(200);
  });

  it("is reset: its codes stop at once, and an app is connected anew with a new recovery key", async () => {
    const { page, app } = await openProfile(service, browser, "cid");
    await page.getByRole("button", { name: "Reset" }).click();
    await page.getByRole("button", { name: "Reset and connect anew" }).click();
    await page.getByRole("dialog", { name: "Connect an authenticator app" }).waitFor();
    expect(await verify("cid", app.code())).toBe(401);
    // That was a wrong code, which is tolerated once and reset by the right one.
    const secret = await confirmApp(service, page);
    await page.getByRole("dialog", { name: "Your new recovery key" }).waitFor();
    await expectAccessible(page);
    expect(await saveRecoveryKey(page)).not.toBe(app.recoveryKey);
    await page.getByText("The authenticator app is connected.").waitFor();
    service.clock.advance(30);
    expect(await verify("cid", codeAt(secret, service.now()))).toBe(200);
  });

  it("is revoked after words about what happens, and onboarding follows where nothing else is left", async () => {
    const { page, app } = await openProfile(service, browser, "dan");
    await page.getByRole("button", { name: "Revoke" }).click();
    await page.getByText("Its codes stop working at once, for good.").waitFor();
    await page.getByText("This is your only second factor.").waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Revoke app" }).click();
    await page.getByRole("heading", { name: "Why a second factor?" }).waitFor();
    expect(await verify("dan", app.code())).toBe(401);
    await page.getByRole("button", { name: "Not now" }).click();
    await page.getByText("Your password alone protects your sign-in.").waitFor();
    await expectAccessible(page);
    await screenshot(page, "profile-without-factor");
  });
});

describe("P1 unlocking the settings", () => {
  it("is asked for once ten minutes have passed, and what was wanted goes on after it", async () => {
    const { page, app } = await openProfile(service, browser, "eve");
    await page.getByText("Settings are unlocked").waitFor();
    lockAgain(service);
    await page.reload();
    await page.getByText("Settings are locked").waitFor();
    await page.getByRole("button", { name: "Make a new recovery key" }).click();
    await unlockBy(page, app.code());
    await page.getByRole("dialog", { name: "Make a new recovery key?" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByText("Settings are unlocked").waitFor();
    await page.getByText("They lock again by themselves in 10 minutes.").waitFor();
  });

  it("is asked for in the middle of an action whose time ran out, which is then done after all", async () => {
    const { page, app } = await openProfile(service, browser, "fay");
    await page.getByRole("button", { name: "Make a new recovery key" }).click();
    lockAgain(service);
    await page.getByRole("button", { name: "Make a new key" }).click();
    await unlockBy(page, app.code());
    await page.getByRole("dialog", { name: "Your new recovery key" }).waitFor();
    expect(await saveRecoveryKey(page)).not.toBe(app.recoveryKey);
    await page.getByText("The new recovery key is in place.").waitFor();
  });

  it("G1 says a wrong code, counts a block down, keeps what was typed, and changes nothing if the person gives up", async () => {
    const { page } = await openProfile(service, browser, "gus");
    lockAgain(service);
    await page.reload();
    await page.getByRole("button", { name: "Reset" }).click();
    await unlockBy(page, "000000");
    await page.getByText("This code is wrong, or was used already.").waitFor();
    await unlockBy(page, "000001");
    await page.getByText("This code is wrong, or was used already.").waitFor();
    await unlockBy(page, "000002");
    await page.getByText(/Please wait \d+ second/).waitFor();
    await expectAccessible(page);
    await screenshot(page, "profile-unlock-blocked");
    expect(await page.getByLabel("Code", { exact: true }).inputValue()).toBe("000002");
    await page.keyboard.press("Escape");
    expect(await page.getByRole("dialog").count()).toBe(0);
    await expect.poll(() => focusedName(page)).toBe("Reset");
  });

  it("by the recovery key shows the new one, which must be saved before anything else goes on", async () => {
    const { page, app } = await openProfile(service, browser, "hal");
    lockAgain(service);
    await page.reload();
    await page.getByRole("button", { name: "Unlock settings" }).click();
    await page.getByRole("button", { name: "Use another way" }).click();
    await page.getByRole("textbox", { name: "Recovery key" }).fill(app.recoveryKey.toLowerCase());
    await page.getByRole("button", { name: "Unlock", exact: true }).click();
    await page.getByRole("dialog", { name: "Save your new recovery key" }).waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog", { name: "Save your new recovery key" }).waitFor();
    await expectAccessible(page);
    expect(await saveRecoveryKey(page)).not.toBe(app.recoveryKey);
    await page.getByText("Settings are unlocked", { exact: true }).waitFor();
  });
});
