import { afterAll, describe, expect, it } from "vitest";
import { expectAccessible, screenshot, testBrowser } from "../support/chromium.js";
import { openConsole } from "../support/console-page.js";
import { testService } from "../support/service.js";
import { startSmtpServer } from "../support/smtp.js";

const smtp = await startSmtpServer();
const service = await testService({
  env: { LATCHKEY_SMTP_URL: smtp.url, LATCHKEY_MAIL_FROM: "latchkey@example.org" },
});
const browser = await testBrowser();

afterAll(() => smtp.close());
afterAll(() => expect(browser.complaints).toEqual([]));

describe("17 the first-run checklist", () => {
  it("tells a new owner what to do first, sends a test letter, and can be hidden", async () => {
    await service.call("POST", "/api/v1/users", { username: "peter" });
    const { page } = await openConsole(service, browser, { username: "olga", roles: ["owner"] });
    await page.getByRole("heading", { name: "First steps" }).waitFor();
    const item = (words: string) => page.getByRole("listitem").filter({ hasText: words });
    await item("Done: Your own second factor is set up").waitFor();
    await item("To do: Have a second administrator").getByRole("link", { name: "Open the users" }).waitFor();
    await item("To do: See that letters arrive").getByText("You have no e-mail address yet.").waitFor();
    const read = await service.deps.storage.users.read(service.deps.keys.userId("olga"));
    if (!read) throw new Error("no olga");
    await service.deps.storage.users.write(read.user, { ...read.user, email: "olga@example.org" });
    await page.reload();
    await expectAccessible(page);
    await screenshot(page, "admin-checklist");
    await page.getByRole("button", { name: "Send a test letter to me" }).click();
    await item("Done: The mail server takes letters").waitFor();
    expect((await smtp.received(1))[0]?.to).toBe("olga@example.org");

    await page.getByRole("button", { name: "Hide" }).click();
    await page.reload();
    const back = page.getByRole("button", { name: /^First steps: \d to do$/ });
    await back.click();
    await page.getByRole("heading", { name: "First steps" }).waitFor();
  });

  it("is not shown to those who could do nothing about it", async () => {
    const { page } = await openConsole(service, browser, { username: "paul", roles: ["auditor"] });
    await page.getByText("Your role here: auditor.").waitFor();
    await page.waitForLoadState("networkidle");
    expect(await page.getByRole("heading", { name: "First steps" }).count()).toBe(0);
  });
});
