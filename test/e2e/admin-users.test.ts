import type { Page } from "playwright-core";
import { afterAll, describe, expect, it } from "vitest";
import { expectAccessible, screenshot, testBrowser } from "../support/chromium.js";
import { enterCode, openConsole } from "../support/console-page.js";
import { wrong } from "../support/hotp.js";
import { giveRoles } from "../support/people.js";
import { testService } from "../support/service.js";
import { userWithApp } from "../support/totp.js";

const service = await testService();
const browser = await testBrowser();
const { call } = service;

afterAll(() => expect(browser.complaints).toEqual([]));

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const dialog = (page: Page) => page.getByRole("dialog");
const read = async (username: string) => (await call("GET", `/api/v1/users/${username}`)).body;

describe("the list of users (issue 5, points 11 and 13)", () => {
  it("says who is protected by what, finds people, and shows who has nothing", async () => {
    await userWithApp(service, "ada");
    await call("POST", "/api/v1/users", { username: "bare", displayName: "Barbara Re" });
    await call("POST", "/api/v1/users", { username: "gone" });
    await call("POST", "/api/v1/users/gone/suspend");
    const { page } = await openConsole(service, browser, { username: "amos", path: "/admin/users" });
    await page.getByText("2 of 3 users have a second factor.").waitFor();
    await page.getByText("1 user suspended, not counted.").waitFor();
    await page.getByRole("img", { name: "Authenticator app: 2 of 3 users" }).waitFor();
    await expectAccessible(page);
    await screenshot(page, "admin-users");
    await press(page, "Show who has none");
    await page.getByText("1 user found").waitFor();
    await page.getByRole("link", { name: "bare" }).waitFor();
    expect(page.url()).toContain("show=unprotected");
    await page.getByLabel("Show", { exact: true }).selectOption("suspended");
    await page.getByRole("link", { name: "gone" }).waitFor();
    await page.getByLabel("Show", { exact: true }).selectOption("");
    await page.getByLabel("Search").fill("barbara");
    await page.getByText("1 user found").waitFor();
    await page.getByLabel("Search").fill("nobody like this");
    await page.getByText("No user matches this search.").waitFor();
  });

  it("creates a user, with what is wrong said in words", async () => {
    const { page } = await openConsole(service, browser, { username: "cleo", path: "/admin/users" });
    await press(page, "Create a user");
    await press(page, "Create the user");
    await page.getByText("Please type a user name.").waitFor();
    await dialog(page).getByLabel("User name").fill("cleo");
    await press(page, "Create the user");
    await page.getByText("A user of this name exists already.").waitFor();
    await dialog(page).getByLabel("User name").fill("new one");
    await dialog(page).getByLabel("Groups").fill("staff");
    await dialog(page).getByLabel("First password").fill("short");
    await press(page, "Create the user");
    await page.getByText("A password has at least 8 characters.").waitFor();
    await expectAccessible(page);
    await dialog(page).getByLabel("First password").fill("long enough, this one");
    await press(page, "Create the user");
    await page.getByRole("heading", { name: "new one", level: 1 }).waitFor();
    await page.getByText("None: the password alone protects this user.").waitFor();
    expect(await read("new%20one")).toMatchObject({ groups: ["staff"] });
  });
});

describe("one user", () => {
  it("is rescued by the administrator's own code, after being told what will happen (point 9)", async () => {
    const lost = await userWithApp(service, "lost");
    const { page, app } = await openConsole(service, browser, {
      username: "hella",
      roles: ["helpdesk"],
      path: "/admin/user/lost",
    });
    for (let i = 0; i < 2; i++)
      await call("POST", "/api/v1/verify", { username: "lost", code: wrong(lost.code()) });
    await page.reload();
    await press(page, "Lift the wait");
    await page.getByText("The wait is lifted.").waitFor();
    expect(await page.getByRole("button", { name: "Suspend…" }).count()).toBe(0);
    await press(page, "Rescue…");
    await page.getByText("Hardware tokens go back to the stock, suspended.").waitFor();
    await expectAccessible(page);
    await screenshot(page, "admin-user-rescue");
    await dialog(page).getByLabel("Your own code").fill("12");
    await press(page, "Rescue");
    await page.getByText("A code has 6 to 10 digits.").waitFor();
    await dialog(page).getByLabel("Your own code").fill(wrong(app.code()));
    await press(page, "Rescue");
    await page.getByText("This code is wrong, or was used already.").waitFor();
    expect((await read("lost")).credentials).not.toEqual([]);
    service.clock.advance(30);
    await dialog(page).getByLabel("Your own code").fill(app.code());
    await press(page, "Rescue");
    await page.getByText("lost is rescued and can set up a new second factor.").waitFor();
    expect((await read("lost")).credentials).toEqual([]);
    await page.getByText("Second factor removed by an administrator").waitFor();
  });

  it("is suspended, which signs them out at once, and goes on", async () => {
    const app = await userWithApp(service, "sam");
    const sams = await browser.open();
    await enterCode(sams, service, "sam", app.code());
    await sams.waitForURL("**/profile");
    const { page } = await openConsole(service, browser, { username: "sue", path: "/admin/user/sam" });
    await page.getByRole("list", { name: "Signed in" }).getByText("Chrome on Linux").waitFor();
    await press(page, "Suspend…");
    await page.getByText("The user is signed out everywhere at once").waitFor();
    await dialog(page).getByRole("button", { name: "Suspend", exact: true }).click();
    await page.getByText("The user is suspended.").waitFor();
    await page.getByText("Signed in nowhere.").waitFor();
    await sams.reload();
    await sams.waitForURL("**/login**");
    await press(page, "Let go on…");
    await dialog(page).getByRole("button", { name: "Let go on", exact: true }).click();
    await page.getByText("The user can sign in again.").waitFor();
    expect(await read("sam")).toMatchObject({ suspended: false });
  });

  it("has profile, groups and roles changed by an owner; a key and a session end", async () => {
    const app = await userWithApp(service, "otto");
    const ottos = await browser.open();
    await enterCode(ottos, service, "otto", app.code());
    await ottos.waitForURL("**/profile");
    const { page } = await openConsole(service, browser, {
      username: "boss",
      roles: ["owner"],
      path: "/admin/user/otto",
    });
    await press(page, "Edit");
    await dialog(page).getByLabel("E-mail address").fill("otto at example");
    await press(page, "Save");
    await dialog(page)
      .getByText(/This was not saved/)
      .waitFor();
    await dialog(page).getByLabel("E-mail address").fill("otto@example.org");
    await dialog(page).getByLabel("Groups").fill("staff\nboard");
    await press(page, "Save");
    await page.getByText("staff, board").waitFor();
    await press(page, "End the session Chrome on Linux");
    await page.getByText("Signed in nowhere.").waitFor();
    await press(page, "Change roles");
    await expectAccessible(page);
    await dialog(page).getByLabel("Auditor: looks at everything").check();
    await press(page, "Save");
    await page.getByText("The roles are saved.").waitFor();
    expect(await read("otto")).toMatchObject({ roles: ["auditor"], email: "otto@example.org" });
    await page
      .getByRole("button", { name: /^Revoke / })
      .first()
      .click();
    await press(page, "Revoke for good");
    await page.getByText("Whoever holds a role needs a second factor.").waitFor();
  });

  it("says that there is nobody of a name, and what a role does not reach", async () => {
    await userWithApp(service, "top");
    await giveRoles(service, "top", "owner");
    const { page } = await openConsole(service, browser, { username: "adam", path: "/admin/user/top" });
    await page.getByText("Your role reaches no user of this rank, or may only look.").waitFor();
    expect(await page.getByRole("button", { name: "Edit" }).count()).toBe(0);
    await page.goto(`${service.url}/admin/user/nobody`);
    await page.getByRole("heading", { name: "There is no such user" }).waitFor();
    await page.goto(`${service.url}/admin/user/adam`);
    await page.getByText("This is you.").waitFor();
  });
});

describe("how it looks", () => {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [320, 1280]) {
      it(`is accessible and does not scroll sideways, ${colorScheme}, ${width} px wide`, async () => {
        const username = `look-${colorScheme}-${width}`;
        const { page } = await openConsole(
          service,
          browser,
          { username, roles: ["owner"], path: "/admin/users" },
          { colorScheme, viewport: { width, height: 860 } },
        );
        await page.getByRole("link", { name: username, exact: true }).waitFor();
        await page.getByRole("img").first().waitFor();
        await expectAccessible(page);
        await screenshot(page, `admin-users-${colorScheme}-${width}`);
        await userWithApp(service, `subject of ${username}`);
        await page.goto(`${service.url}/admin/user/subject of ${username}`);
        await page.getByText("Second factor added").waitFor();
        await expectAccessible(page);
        await screenshot(page, `admin-user-${colorScheme}-${width}`);
      });
    }
  }
});
