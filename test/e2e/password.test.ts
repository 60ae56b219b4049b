import { afterAll, describe, expect, it } from "vitest";
import { Browser, beginSignIn, signIn } from "../support/browser.js";
import { expectAccessible, screenshot, testBrowser } from "../support/chromium.js";
import { focusedName, lockAgain, openProfile, unlockBy } from "../support/profile-page.js";
import { testService } from "../support/service.js";

const service = await testService();
const browser = await testBrowser();

afterAll(() => expect(browser.complaints).toEqual([]));

const fresh = "five unrelated words in a row";

describe("the password on the profile", () => {
  it("is changed behind the lock; the new one signs in, and the other sessions are over", async () => {
    const { page, app } = await openProfile(service, browser, "ann");
    const other = new Browser(service);
    await signIn(other, "ann", app.code());
    lockAgain(service);
    await page.reload();
    const section = page.getByRole("region", { name: "Password" });
    await section.getByRole("button", { name: "Change password" }).click();
    await unlockBy(page, app.code());
    const dialog = page.getByRole("dialog", { name: "Change your password" });
    await dialog.getByText("At least 8 characters").waitFor();
    await expectAccessible(page);
    await screenshot(page, "profile-password");
    await dialog.getByLabel("New password", { exact: true }).fill("short");
    await dialog.getByLabel("New password, once more").fill("other");
    await dialog.getByRole("button", { name: "Change password" }).click();
    await dialog.getByText("Please use at least 8 characters.").waitFor();
    await dialog.getByText("The two passwords are not the same.").waitFor();
    await dialog.getByLabel("New password", { exact: true }).fill("Password1");
    await dialog.getByLabel("New password, once more").fill("Password1");
    await dialog.getByRole("button", { name: "Change password" }).click();
    await dialog.getByText("is one that many people use").waitFor();
    await expectAccessible(page);
    await dialog.getByLabel("New password", { exact: true }).fill(fresh);
    await dialog.getByLabel("New password, once more").fill(fresh);
    await page.keyboard.press("Enter");
    await page.getByText("Your password is changed.").waitFor();
    await expect.poll(() => focusedName(page)).toBe("Change password");
    expect((await other.call("GET", "/api/v1/session")).status).toBe(401);
    expect((await beginSignIn(new Browser(service), "ann", fresh)).status).toBe(201);
    await page.reload();
    await page.getByRole("heading", { name: "Your security" }).waitFor();
  });
});

describe("a set-password link", () => {
  it("leads to a page that sets the password, once, and on to the sign-in", async () => {
    await service.call("POST", "/api/v1/users", { username: "bea" });
    const { body } = await service.call("POST", "/api/v1/users/bea/password-link", {});
    const page = await browser.open({});
    await page.goto(String(body.url));
    await page.getByRole("heading", { name: "Choose your password" }).waitFor();
    await page.getByText("At least 15 characters, or 8 if you have a second factor.").waitFor();
    await expectAccessible(page);
    await screenshot(page, "set-password");
    await page.getByLabel("New password", { exact: true }).fill("14 characters.");
    await page.getByLabel("New password, once more").fill("14 characters.");
    await page.keyboard.press("Enter");
    await page.getByText("This password is too short").waitFor();
    await page.getByLabel("New password", { exact: true }).fill(fresh);
    await page.getByLabel("New password, once more").fill(fresh);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Your password is set" }).waitFor();
    await expectAccessible(page);
    expect(page.url()).toBe(`${service.url}/set-password`);
    expect((await beginSignIn(new Browser(service), "bea", fresh)).status).toBe(201);

    const again = await browser.open({});
    await again.goto(String(body.url));
    await again.getByLabel("New password", { exact: true }).fill(fresh);
    await again.getByLabel("New password, once more").fill(fresh);
    await again.keyboard.press("Enter");
    await again.getByRole("heading", { name: "This link does not work" }).waitFor();
    await expectAccessible(again);
  });
});
