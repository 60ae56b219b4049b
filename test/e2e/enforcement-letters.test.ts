import { afterAll, describe, expect, it } from "vitest";
import { tellOfEnforcement } from "../../server/operations/enforcement-job.js";
import { expectAccessible, screenshot, testBrowser } from "../support/chromium.js";
import { openConsole } from "../support/console-page.js";
import { testService } from "../support/service.js";
import { startSmtpServer } from "../support/smtp.js";

const smtp = await startSmtpServer();
const service = await testService({
  env: {
    LATCHKEY_SMTP_URL: smtp.url,
    LATCHKEY_MAIL_FROM: "latchkey@example.org",
    LATCHKEY_MAIL_PER_MINUTE: "2",
  },
});
const browser = await testBrowser();
await tellOfEnforcement(service.deps);

afterAll(async () => {
  await smtp.close();
  expect(browser.complaints).toEqual([]);
});

describe("S3 on the page of the policy", () => {
  it("an administrator sees who will be told before saving, and how far it has come after", async () => {
    for (const username of ["ann", "bob", "cid"]) {
      await service.call("POST", "/api/v1/users", { username, email: `${username}@example.org` });
    }
    await service.call("POST", "/api/v1/users", { username: "no-address" });
    const { page } = await openConsole(service, browser, {
      username: "olga",
      roles: ["owner"],
      path: "/admin/policy",
    });
    const card = page.getByRole("region", { name: "Told by e-mail" });
    await card.getByText("Nobody has to be told.").waitFor();
    await page.getByLabel("Everybody", { exact: true }).check();
    await card.getByText("If you save this, 3 users are told.").waitFor();
    await card.getByText("1 user who needs a second factor has no e-mail address.").waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Save the policy" }).click();
    await card.getByText("The users are being looked through.").waitFor();
    await tellOfEnforcement(service.deps);
    await card.getByText("2 of 3 users told since the last change.").waitFor();
    await expectAccessible(page);
    await screenshot(page, "admin-policy-letters");
    service.clock.advance(60);
    await tellOfEnforcement(service.deps);
    await card.getByText("3 of 3 users told since the last change.").waitFor();
    expect(smtp.letters.map(({ to }) => to).sort()).toEqual(
      ["ann", "bob", "cid"].map((name) => `${name}@example.org`),
    );
  });

  for (const colorScheme of ["light", "dark"] as const) {
    it(`it is said that there is no mail server, and how many wait, ${colorScheme}, 320 px wide`, async () => {
      const silent = await testService();
      await tellOfEnforcement(silent.deps);
      await silent.call("POST", "/api/v1/users", { username: "ann", email: "ann@example.org" });
      const { page } = await openConsole(
        silent,
        browser,
        { username: "olga", roles: ["owner"], path: "/admin/policy" },
        { colorScheme, viewport: { width: 320, height: 760 } },
      );
      const card = page.getByRole("region", { name: "Told by e-mail" });
      await card.getByText("No mail server is configured").waitFor();
      await page.getByLabel("Everybody", { exact: true }).check();
      await card.getByText("If you save this, 1 user is told.").waitFor();
      await page.getByRole("button", { name: "Save the policy" }).click();
      await card.getByText("The users are being looked through.").waitFor();
      await tellOfEnforcement(silent.deps);
      await card.getByText("1 letter waits.").waitFor();
      await expectAccessible(page);
      await card.scrollIntoViewIfNeeded();
      await screenshot(page, `admin-policy-no-mail-${colorScheme}`);
    });
  }
});
