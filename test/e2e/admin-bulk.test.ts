import type { Page } from "playwright-core";
import { afterAll, describe, expect, it } from "vitest";
import { tellOfEnforcement } from "../../server/operations/enforcement-job.js";
import { expectAccessible, screenshot, testBrowser } from "../support/chromium.js";
import { openConsole, seedFile } from "../support/console-page.js";
import { testService } from "../support/service.js";
import { startSmtpServer } from "../support/smtp.js";
import { userWithApp } from "../support/totp.js";

const smtp = await startSmtpServer();
const service = await testService({
  env: { LATCHKEY_SMTP_URL: smtp.url, LATCHKEY_MAIL_FROM: "latchkey@example.org" },
});
const browser = await testBrowser();
const { call } = service;

afterAll(async () => {
  await smtp.close();
  expect(browser.complaints).toEqual([]);
});

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const dialog = (page: Page) => page.getByRole("dialog");
const read = async (username: string) => (await call("GET", `/api/v1/users/${username}`)).body;

describe("A2 importing a list of users in the console", () => {
  it("shows what would happen to each row, does it, and gives the result as a file", async () => {
    await call("POST", "/api/v1/users", { username: "a2-known", displayName: "Old Name", groups: ["staff"] });
    const { page } = await openConsole(service, browser, { username: "a2-iris", path: "/admin/users" });
    await page.getByRole("link", { name: "Import a list" }).click();
    await press(page, "Look at the list");
    await page.getByText("Please choose a file.").waitFor();
    const input = page.getByLabel("List of users");
    await input.setInputFiles(seedFile(["who,mail", "anna,anna@example.org"], "people.csv"));
    await press(page, "Look at the list");
    await page.getByText("No column holds user names").waitFor();
    await expectAccessible(page);
    const list = [
      "Benutzername;Anzeigename;Mail;Gruppen;Raum",
      "a2-new;New One;new@example.org;staff|wiki;12",
      "a2-known;New Name;;;13",
      "a2-bad;;not an address;;14",
      "a2-iris;Somebody;;;15",
    ];
    await input.setInputFiles(seedFile(list, "people.csv"));
    await press(page, "Look at the list");
    await page.getByRole("heading", { name: "1 user to create, 1 user to change" }).waitFor();
    await page.getByText("2 rows left out.").waitFor();
    await page.getByText("Columns that are left out: Raum.").waitFor();
    await page.getByText("Name: Old Name → New Name").waitFor();
    await page.getByText("The e-mail address is none.").waitFor();
    await page.getByText("Holds a role: change them on their own page.").waitFor();
    await expectAccessible(page);
    await screenshot(page, "admin-user-import-check");
    expect((await call("GET", "/api/v1/users/a2-new")).status).toBe(404);
    await press(page, "Import");
    await page.getByRole("heading", { name: "1 user created, 1 user changed" }).waitFor();
    await screenshot(page, "admin-user-import-done");
    const download = page.waitForEvent("download");
    await press(page, "Download the result");
    expect((await download).suggestedFilename()).toBe("latchkey-users-import.csv");
    expect(await read("a2-new")).toMatchObject({ displayName: "New One", groups: ["staff", "wiki"] });
    expect(await read("a2-known")).toMatchObject({ displayName: "New Name", groups: ["staff"] });
  });
});

describe("A2 groups in the console", () => {
  it("begin with their members, show who is protected, are renamed and deleted", async () => {
    await userWithApp(service, "a2-safe");
    await call("POST", "/api/v1/users", { username: "a2-bare", email: "a2-bare@example.org" });
    const { page } = await openConsole(service, browser, { username: "a2-gina", path: "/admin/users" });
    await page.getByRole("link", { name: "Groups" }).click();
    await press(page, "Add to a group");
    await press(page, "Add members");
    await page.getByText("Please type the name of the group.").waitFor();
    await dialog(page).getByLabel("Group").fill("nurses");
    await dialog(page).getByLabel("User names").fill("a2-safe\na2-bare\na2-nobody");
    await page.getByText("Please type at least one user name.").waitFor({ state: "hidden" });
    await press(page, "Add members");
    await page.getByText("2 members added.").waitFor();
    await page.getByText("There is no such user.").waitFor();
    await expectAccessible(page);
    await press(page, "Done");
    await page.getByText("1 of 2 members with a second factor").waitFor();
    await expectAccessible(page);
    await screenshot(page, "admin-groups");
    await page.getByRole("link", { name: "nurses" }).click();
    await page.getByRole("heading", { name: "Members of nurses" }).waitFor();
    await expectAccessible(page);
    await screenshot(page, "admin-group");
    await press(page, "Rename…");
    await dialog(page).getByLabel("New name").fill("carers");
    await press(page, "Rename");
    await page.getByRole("heading", { name: "carers", level: 1 }).waitFor();
    expect((await read("a2-bare")).groups).toEqual(["carers"]);
    await press(page, "Take a2-safe out of the group");
    await page.getByText("a2-safe is no longer in the group.").waitFor();
    await press(page, "Delete…");
    await press(page, "Delete the group");
    await page.getByRole("heading", { name: "Groups", level: 1 }).waitFor();
    expect((await read("a2-bare")).groups).toEqual([]);
  });

  it("have their second factors reset only after the name is typed, and say to how many it happens", async () => {
    for (const username of ["a2-one", "a2-two"]) {
      await userWithApp(service, username);
      await call("PATCH", `/api/v1/users/${username}`, { groups: ["night shift"] });
    }
    const path = "/admin/group/night%20shift";
    const { page } = await openConsole(service, browser, { username: "a2-rita", path });
    await press(page, "Reset second factors…");
    await page.getByText("It will happen to 2 users.").waitFor();
    await expectAccessible(page);
    await screenshot(page, "admin-group-reset");
    await press(page, "Reset for good");
    await page.getByText("This is not what stands there.").waitFor();
    expect((await read("a2-one")).credentials).not.toEqual([]);
    await dialog(page).getByLabel("Type “night shift” to go on").fill("night shift");
    await press(page, "Reset for good");
    await page.getByText("Done for 2 users.").waitFor();
    await press(page, "Done");
    await page.getByText("0 of 2 members with a second factor").waitFor();
    expect((await read("a2-two")).credentials).toEqual([]);
    await press(page, "Require a second factor…");
    await page.getByText("It will happen to 2 users.").waitFor();
    await press(page, "Require it");
    await page.getByText("Done for 2 users.").waitFor();
    expect((await read("a2-two")).factorRequired).toBe(true);
  });
});

describe("A2 reminding and deleting users in the console", () => {
  it("reminds all who have no second factor, and says how far it is", async () => {
    const { page } = await openConsole(service, browser, { username: "a2-mia", path: "/admin/users" });
    await press(page, "Remind by e-mail…");
    await page.getByText("It will happen to").waitFor();
    await expectAccessible(page);
    await screenshot(page, "admin-remind");
    await press(page, "Send the reminders");
    await page.getByText("Done for").waitFor();
    await press(page, "Done");
    await page.getByText(/0 of \d+ reminders sent/).waitFor();
    await tellOfEnforcement(service.deps);
    await page.getByText(/([1-9]) of \1 reminders sent/).waitFor();
    expect(smtp.letters.map(({ to }) => to)).toContain("a2-bare@example.org");
    await page.getByRole("link", { name: "a2-bare" }).click();
    await press(page, "Remind by e-mail…");
    await page.getByText("There is nothing to do.").waitFor();
    await page.getByText("This user was reminded within the last 24 hours, or will be.").waitFor();
  });

  it("deletes a user once the name is typed, after saying what that ends", async () => {
    await userWithApp(service, "a2-leaver");
    const { page } = await openConsole(service, browser, {
      username: "a2-dana",
      path: "/admin/user/a2-leaver",
    });
    await press(page, "Delete…");
    await page.getByText("Hardware tokens go back to the stock with their counters, suspended.").waitFor();
    await expectAccessible(page);
    await screenshot(page, "admin-user-delete");
    await press(page, "Delete for good");
    await page.getByText("This is not what stands there.").waitFor();
    await dialog(page).getByLabel("Type “a2-leaver” to go on").fill("a2-leaver");
    await press(page, "Delete for good");
    await page.getByText("a2-leaver is deleted.").waitFor();
    expect((await call("GET", "/api/v1/users/a2-leaver")).status).toBe(404);
  });
});
