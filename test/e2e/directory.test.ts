import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ldapEnvironment } from "../people/directory/support.js";
import { expectAccessible, screenshot, testBrowser } from "../support/chromium.js";
import { openConsole } from "../support/console-page.js";
import { confirmApp, saveRecoveryKey } from "../support/profile-page.js";
import { testService } from "../support/service.js";
import { GROUPS, PEOPLE, passwordOf, startSlapd } from "../support/slapd.js";
import { codeAt } from "../support/totp.js";

const slapd = await startSlapd();
const people = ["ada", "bob", "cleo", "dora", "emil", "fay"];
const env = ldapEnvironment(slapd.url, { LATCHKEY_LDAP_GROUPS: `finance: cn=finance,${GROUPS}` });
const service = await testService({ env });
const browser = await testBrowser();

beforeAll(async () => {
  for (const name of people) await slapd.addPerson(name);
  const member = `uid=ada,${PEOPLE}`;
  await slapd.add(`cn=finance,${GROUPS}`, { objectClass: "groupOfNames", cn: "finance", member });
});
afterAll(() => expect(browser.complaints).toEqual([]));

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

async function signIn(page: Page, username: string, password: string): Promise<void> {
  await page.goto(`${service.url}/login?next=/profile`);
  await page.getByLabel("User name").fill(username);
  await page.getByLabel("Password").fill(password);
  await press(page, "Sign in");
}

describe("A2 a user of the directory in the browser", () => {
  it("signs in at the first attempt, sets up an app by that password, and is asked for its code from then on", async () => {
    const page = await browser.open();
    await signIn(page, "ada", "not her password");
    await page.getByRole("alert").waitFor();
    await signIn(page, "ada", passwordOf("ada"));
    await press(page, "Not now");
    await page.getByRole("heading", { name: "Your security" }).waitFor();
    await page.getByText("Your organisation's directory checks your password.").waitFor();
    expect(await page.getByRole("button", { name: "Change password" }).count()).toBe(0);
    await expectAccessible(page);
    await screenshot(page, "directory-profile");
    await press(page, "Set up a second factor");
    await press(page, "Skip introduction");
    await page.getByRole("button", { name: /^Authenticator app/ }).click();
    await page.getByLabel("Password").fill(passwordOf("ada"));
    await press(page, "Unlock");
    const secret = await confirmApp(service, page);
    await saveRecoveryKey(page);
    service.clock.advance(30);
    const again = await browser.open();
    await signIn(again, "ada", passwordOf("ada"));
    await again.getByLabel("Code", { exact: true }).fill(codeAt(secret, service.now()));
    await press(again, "Verify");
    await again.getByRole("heading", { name: "Your security" }).waitFor();
  });

  it("is told to try again, and nothing about the password, while the directory is away", async () => {
    const page = await browser.open();
    await slapd.stop();
    await signIn(page, "bob", passwordOf("bob"));
    await page.getByRole("alert").waitFor();
    expect(await page.getByRole("alert").textContent()).not.toContain("not right");
    await slapd.restart();
    await signIn(page, "bob", passwordOf("bob"));
    await page.getByRole("button", { name: "Not now" }).waitFor();
  });
});

describe("A2 the directory in the console", () => {
  it("is compared, shows how that went, and suspends many only when it is told to", async () => {
    const { page } = await openConsole(service, browser, { username: "amos", path: "/admin/users" });
    await page.getByRole("link", { name: "Directory" }).click();
    await page.getByRole("heading", { name: "Directory", level: 1 }).waitFor();
    await page.getByText("No run has been made yet.").waitFor();
    await press(page, "Compare now");
    await page.getByText("Everybody in the directory was looked at.").waitFor();
    await expectAccessible(page);
    await screenshot(page, "admin-directory");
    const hidden = [await slapd.hide(`uid=emil,${PEOPLE}`), await slapd.hide(`uid=fay,${PEOPLE}`)];
    await press(page, "Compare now");
    await page.getByText("2 of 6 users would be suspended, and nobody was: emil, fay.").waitFor();
    await expectAccessible(page);
    await screenshot(page, "admin-directory-held");
    await press(page, "Suspend them");
    await page.getByRole("dialog").getByText("More than 10 % of the directory's users").waitFor();
    await expectAccessible(page);
    await page.getByRole("dialog").getByRole("button", { name: "Suspend them" }).click();
    await page.getByText("Everybody in the directory was looked at.").waitFor();
    await page.goto(`${service.url}/admin/user/fay`);
    await page.getByText(`Directory: uid=fay,${PEOPLE}, where it is gone`).waitFor();
    await press(page, "Edit");
    await page.getByText("Name and address come from the directory, and are changed there.").waitFor();
    expect(await page.getByRole("dialog").getByLabel("E-mail address").count()).toBe(0);
    for (const dn of hidden) await slapd.unhide(dn);
  });

  it("is tested step by step, and the step that fails is named", async () => {
    const { page } = await openConsole(service, browser, { username: "cato", path: "/admin/directory" });
    await press(page, "Test the connection");
    await page.getByText("The connection works.").waitFor();
    await expectAccessible(page);
    await slapd.stop();
    await press(page, "Test the connection");
    await page.getByText("The connection does not work.").waitFor();
    await page.getByText("cannot be reached (ECONNREFUSED)").waitFor();
    await slapd.restart();
  });

  it("says what it is good for and how it is connected where there is none", async () => {
    const without = await testService();
    const { page } = await openConsole(without, browser, { username: "dido", path: "/admin/directory" });
    await page.getByRole("heading", { name: "Users can come from your directory" }).waitFor();
    await page.getByText("LATCHKEY_LDAP_URL=ldaps://").waitFor();
    await expectAccessible(page);
    await screenshot(page, "admin-directory-none");
  });

  it("fits a narrow screen in the dark, in German too", async () => {
    const narrow = { viewport: { width: 320, height: 700 }, colorScheme: "dark", locale: "de-DE" } as const;
    const { page } = await openConsole(service, browser, { username: "enno", path: "/admin/directory" });
    const storage = await page.context().storageState();
    const small = await browser.open({ ...narrow, storageState: storage });
    await small.goto(`${service.url}/admin/directory`);
    await small.getByRole("heading", { name: "Verzeichnis", level: 1 }).waitFor();
    await small.getByText("Abgleich mit dem Verzeichnis").waitFor();
    const width = await small.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(320);
    await expectAccessible(small);
    await screenshot(small, "admin-directory-narrow-dark-german");
  });
});
