import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { application } from "../support/application.js";
import { expectAccessible, screenshot, testBrowser } from "../support/chromium.js";
import { openConsole } from "../support/console-page.js";
import { wrong } from "../support/hotp.js";
import { testService } from "../support/service.js";
import { userWithApp } from "../support/totp.js";

const service = await testService();
const browser = await testBrowser();
const { call, clock } = service;

/** What has been done: four right codes, two wrong ones, three that were not looked at. */
beforeAll(async () => {
  const [anna, bert] = [await userWithApp(service, "anna"), await userWithApp(service, "bert")];
  const wiki = await application(service, { name: "Wiki" });
  const verify = (username: string, code: string) =>
    wiki.call("POST", "/api/v1/verify", { username, code, factor: "totp" });
  for (let hour = 0; hour < 4; hour++) {
    await verify("anna", anna.code());
    clock.advance(3600);
  }
  for (let i = 0; i < 2; i++) await verify("bert", wrong(bert.code()));
  for (let i = 0; i < 3; i++) await verify("bert", bert.code());
  clock.advance(3600);
  await call("POST", "/api/v1/users", { username: "bare" });
  await call("POST", "/api/v1/tokens", { serial: "KEY-1", type: "totp", secretHex: "00".repeat(20) });
  // Refusals of a block are counted up once a second.
  await vi.waitFor(
    async () =>
      expect((await call("GET", "/api/v1/audit/summary")).body.mostBlocked).toEqual([
        { user: "bert", refusals: 3 },
      ]),
    10_000,
  );
});

afterAll(() => expect(browser.complaints).toEqual([]));

const slider = (page: Page) => page.getByRole("slider", { name: "Look at one bar" });
const tile = (page: Page, words: string) => page.getByRole("listitem").filter({ hasText: words });

describe("A5 the console's home", () => {
  it("shows at a glance who is protected, who has to wait, what is in stock, and leads there", async () => {
    const { page } = await openConsole(service, browser, { username: "ada" });
    expect(await tile(page, "Users with a second factor").textContent()).toContain("3 of 4");
    expect(await tile(page, "Tokens in stock").textContent()).toContain("1 of 1");
    const bert = await userWithApp(service, "waits");
    for (let i = 0; i < 3; i++)
      await call("POST", "/api/v1/verify", { username: "waits", code: wrong(bert.code()) });
    await page.reload();
    expect(await tile(page, "Users who have to wait now").textContent()).toContain("1");
    await page.getByRole("link", { name: "Users who have to wait now" }).click();
    await page.getByText("1 user found").waitFor();
    await page.getByRole("link", { name: "waits" }).waitFor();
    clock.advance(60);
  });

  it("draws sign-ins: every number by keyboard, in a table and in words, and each bar leads to its entries", async () => {
    const { page } = await openConsole(service, browser, { username: "bea" });
    await page.getByRole("img", { name: /attempts to sign in, Last 24 hours/ }).waitFor();
    await expectAccessible(page);
    await screenshot(page, "admin-home");
    const texts = new Set<string | null>();
    await slider(page).focus();
    await page.keyboard.press("End");
    // The hour that it is now has the administrators' own sign-ins.
    for (let hour = 0; hour < 5; hour++) {
      await page.keyboard.press("ArrowLeft");
      texts.add(await slider(page).getAttribute("aria-valuetext"));
    }
    expect([...texts].filter((text) => text?.includes(": 1 signed in, 0 wrong, 0 refused"))).toHaveLength(4);
    expect([...texts].some((text) => text?.includes(": 0 signed in, 2 wrong, 3 refused"))).toBe(true);
    await page.getByText("Show as a table").first().click();
    const table = page.getByRole("table", { name: /to sign in, Last 24 hours/ });
    expect(await table.getByRole("row").count()).toBe(25);
    await page.getByRole("img", { name: /^bert: 3 attempts refused/ }).waitFor();
    await page.getByRole("img", { name: /^Code by time \(app or token\): / }).waitFor();
    await expectAccessible(page);
    await page.getByLabel("Show", { exact: true }).selectOption("Last 7 days");
    await page.getByRole("img", { name: /to sign in, Last 7 days/ }).waitFor();
    expect(await slider(page).getAttribute("max")).toBe("6");
    await page.getByLabel("Show", { exact: true }).selectOption("Last 30 days");
    await page.getByRole("img", { name: /to sign in, Last 30 days/ }).waitFor();
    expect(await slider(page).getAttribute("max")).toBe("29");
    await page.getByRole("link", { name: "Show these entries" }).click();
    await page.getByRole("heading", { name: "Audit trail", level: 1 }).waitFor();
    await page.getByText("anna passed the second step").first().waitFor();
    expect(page.url()).toMatch(/\/admin\/audit\?from=.*&to=/);
    expect(await page.getByLabel("Live: show new entries").isDisabled()).toBe(true);
  });

  it("is whole on a small screen in the dark, and so is the audit trail, also in German", async () => {
    const { page } = await openConsole(
      service,
      browser,
      { username: "cleo" },
      { viewport: { width: 320, height: 700 }, colorScheme: "dark" },
    );
    await page.getByRole("heading", { name: "Most often refused" }).waitFor();
    await expectAccessible(page);
    await screenshot(page, "admin-home-small-dark");
    await page.goto(`${service.url}/admin/audit?user=anna&outcome=success&from=2026-11-20`);
    await page.getByText("anna passed the second step").first().waitFor();
    await page.getByText("All facts").first().click();
    await expectAccessible(page);
    await screenshot(page, "admin-audit-small-dark");
    await page
      .getByRole("button", { name: "Deutsch" })
      .or(page.getByRole("link", { name: "Deutsch" }))
      .click();
    await page.getByText("anna hat den zweiten Schritt bestanden").first().waitFor();
    await expectAccessible(page);
    await screenshot(page, "admin-audit-small-german");
  });
});

/** Pages of the console that everybody with a role may open. */
const PAGES = [
  "/admin",
  "/admin/tokens",
  "/admin/token/KEY-1",
  "/admin/users",
  "/admin/user/anna",
  "/admin/policy",
];
/** What an auditor's buttons may do: look. */
const LOOKS =
  /^(Sign out|Print label|Search|Show|Copy|Look again|What would happen\?|English|Deutsch|Clear the search|.*history.*)/i;

describe("A5 roles", () => {
  it("an auditor sees the audit trail and the charts, and finds no button that changes anything", async () => {
    const { page } = await openConsole(service, browser, { username: "otto", roles: ["auditor"] });
    const refused: string[] = [];
    page.on("response", (answer) => {
      if (answer.status() >= 400) refused.push(`${answer.status()} ${new URL(answer.url()).pathname}`);
    });
    await page.getByRole("heading", { name: "Sign-ins" }).waitFor();
    for (const path of [...PAGES, "/admin/audit"]) {
      await page.goto(`${service.url}${path}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.waitForLoadState("networkidle");
      const buttons = await page.getByRole("main").getByRole("button", { disabled: false }).allTextContents();
      expect(
        buttons.filter((name) => !LOOKS.test(name.trim())),
        path,
      ).toEqual([]);
    }
    await page.getByText("anna passed the second step").first().waitFor();
    await page.getByText("Where it is sent").waitFor();
    expect(refused).toEqual([]);
  });

  it("the help desk sees who has to wait, and not the audit trail", async () => {
    const { page } = await openConsole(service, browser, { username: "hella", roles: ["helpdesk"] });
    await tile(page, "Users who have to wait now").waitFor();
    expect(await page.getByRole("link", { name: "Audit", exact: true }).count()).toBe(0);
    expect(await page.getByRole("heading", { name: "Sign-ins" }).count()).toBe(0);
    await page.goto(`${service.url}/admin/audit`);
    await page.getByText("Your role may not read the audit trail.").waitFor();
    await expectAccessible(page);
  });
});
