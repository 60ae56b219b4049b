import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { application } from "../support/application.js";
import { expectAccessible, screenshot, testBrowser } from "../support/chromium.js";
import { openConsole } from "../support/console-page.js";
import { wrong } from "../support/hotp.js";
import { testService } from "../support/service.js";
import { type TestApp, userWithApp } from "../support/totp.js";

const service = await testService();
const browser = await testBrowser();
const { call, clock } = service;
let anna: TestApp;

beforeAll(async () => {
  anna = await userWithApp(service, "anna");
  const wiki = await application(service, { name: "Wiki" });
  const verify = (code: string) =>
    wiki.call("POST", "/api/v1/verify", { username: "anna", code, factor: "totp" });
  await verify(anna.code());
  for (let i = 0; i < 2; i++) await verify(wrong(anna.code()));
  for (let i = 0; i < 3; i++) await verify(anna.code());
  clock.advance(60);
  await call("POST", "/api/v1/tokens", { serial: "KEY-1", type: "totp", secretHex: "00".repeat(20) });
  await call("POST", "/api/v1/tokens/KEY-1/assign", { username: "anna" });
  await call("POST", "/api/v1/users", { username: "bert" });
});

afterAll(() => expect(browser.complaints).toEqual([]));

const entries = (page: Page) => page.getByRole("list", { name: "Entries, newest first" }).locator("> li");
const said = (page: Page, sentence: string) => entries(page).filter({ hasText: sentence });
const search = (page: Page) => page.getByRole("button", { name: "Search", exact: true }).click();

describe("A5 the audit trail's page", () => {
  it("says in words who did what for whom, from where, with which factor and outcome; the raw facts on demand", async () => {
    const { page } = await openConsole(service, browser, { username: "ada", path: "/admin/audit" });
    await said(page, "The environment's key assigned the hardware token KEY-1 to anna").waitFor();
    await said(page, "ada signed in to Latchkey").waitFor();
    const refused = said(page, "anna was turned away: a wait after wrong attempts still runs");
    expect(await refused.textContent()).toMatch(
      /Refused[\s\S]*Code by time \(app or token\)[\s\S]*through Wiki/,
    );
    await expectAccessible(page);
    await screenshot(page, "admin-audit");
    const passed = said(page, "anna passed the second step");
    await passed.getByText("All facts").click();
    await passed.getByText("verification.login").waitFor();
    await passed.getByRole("link", { name: "Only entries with Done by application" }).click();
    await page.getByText("5 entries found").waitFor();
    expect(new URL(page.url()).searchParams.get("actor")).toMatch(/^application /);
    await expectAccessible(page);
  });

  it("searches by every filter, which lives in the address: shared, reloaded, gone back to", async () => {
    const { page } = await openConsole(service, browser, { username: "bea", path: "/admin/audit" });
    await page.getByLabel("User", { exact: true }).fill("anna");
    await page.getByLabel("What").selectOption("Second step of a sign-in");
    await page.keyboard.press("Tab");
    await search(page);
    await page.getByText("4 entries found").waitFor();
    await page.getByLabel("Outcome").selectOption("Failed");
    await search(page);
    await page.getByText("2 entries found").waitFor();
    const address = page.url();
    expect(address).toContain("/admin/audit?user=anna&action=verification.login&outcome=failure");
    await page.goBack();
    await page.getByText("4 entries found").waitFor();
    expect(await page.getByLabel("Outcome").inputValue()).toBe("");
    await page.goForward();
    await page.getByText("2 entries found").waitFor();
    await page.getByRole("link", { name: "Do not search for What" }).click();
    expect(new URL(page.url()).search).toBe("?user=anna&outcome=failure");
    await page.goto(address);
    await page.getByText("2 entries found").waitFor();
    await page.getByText("More filters").click();
    await page.getByLabel("Application").selectOption("Wiki");
    await page.getByLabel("Factor").selectOption("Code by time (app or token)");
    await page.getByLabel("From the day").fill("2026-11-23");
    await page.getByLabel("To the day").fill("2026-11-25");
    await search(page);
    await page.getByText("2 entries found").waitFor();
    await page.getByLabel("Address").fill("203.0.113.7");
    await search(page);
    await page.getByRole("heading", { name: "No entry matches this search" }).waitFor();
    await expectAccessible(page);
    await page.getByRole("link", { name: "Clear the search" }).click();
    await said(page, "created the user bert").waitFor();
  });

  it("pages to older entries", async () => {
    for (let i = 0; i < 110; i++) await call("POST", "/api/v1/users", { username: `many ${i}` });
    const { page } = await openConsole(service, browser, {
      username: "cleo",
      path: "/admin/audit",
    });
    await page.goto(`${service.url}/admin/audit?action=user.create`);
    await page.getByText("The newest 50 entries").waitFor();
    await page.getByRole("button", { name: "Show older entries" }).click();
    await page.getByText("The newest 100 entries").waitFor();
    await page.getByRole("button", { name: "Show older entries" }).click();
    await said(page, "created the user anna").waitFor();
    expect(await entries(page).count()).toBeGreaterThan(110);
  });

  it("exports what is searched for as CSV and JSON Lines, and records that", async () => {
    const { page } = await openConsole(service, browser, { username: "dora", path: "/admin/audit" });
    await page.goto(`${service.url}/admin/audit?serial=key-1`);
    await page.getByText("2 entries found").waitFor();
    for (const [name, file] of [
      ["Export as CSV", "latchkey-audit.csv"],
      ["Export as JSON Lines", "latchkey-audit.jsonl"],
    ] as const) {
      const download = page.waitForEvent("download");
      await page.getByRole("link", { name }).click();
      const taken = await download;
      expect(taken.suggestedFilename()).toBe(file);
      const chunks = await (await taken.createReadStream()).toArray();
      const text = Buffer.concat(chunks).toString();
      expect(text.trim().split("\n")).toHaveLength(file.endsWith("csv") ? 3 : 2);
      expect(text).toContain("token.assign");
    }
    await page.getByRole("link", { name: "Clear the search" }).click();
    await said(page, "dora exported the audit trail").first().waitFor();
  });
});

describe("A5 the live tail", () => {
  it("shows what happens as it happens and says it politely, but moves nothing while somebody reads", async () => {
    const { page } = await openConsole(service, browser, { username: "ella", path: "/admin/audit" });
    await page.getByLabel("User", { exact: true }).hover();
    await page.getByLabel("Live: show new entries").check();
    await page.getByText("New entries appear by themselves.").waitFor();
    await call("POST", "/api/v1/users", { username: "live one" });
    await said(page, "created the user live one").waitFor();
    await page
      .getByRole("status")
      .filter({ hasText: "New: The environment's key created the user live one" })
      .waitFor({ state: "attached" });
    // Somebody points at the list: it stays as it is.
    await entries(page).nth(1).hover();
    await call("POST", "/api/v1/users", { username: "live two" });
    await page.getByRole("button", { name: "Show 1 new entry" }).waitFor();
    expect(await said(page, "live two").count()).toBe(0);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Show 1 new entry" }).press("Enter");
    await said(page, "live two").waitFor();
    // Reading on by the keyboard holds it up, too; leaving lets it go on.
    await call("POST", "/api/v1/users", { username: "live three" });
    await page.getByRole("button", { name: "Show 1 new entry" }).waitFor();
    await page.getByLabel("Live: show new entries").focus();
    await page.mouse.move(5, 5);
    await said(page, "live three").waitFor();
    await page.getByLabel("Live: show new entries").uncheck();
    await page.getByText("New entries appear by themselves.").waitFor({ state: "detached" });
  });

  it("says that the connection is lost, tries again, and has missed nothing then", async () => {
    const { page } = await openConsole(service, browser, { username: "fay", path: "/admin/audit" });
    await page.route("**/api/v1/audit/tail**", (route) => route.abort());
    await page.getByLabel("Live: show new entries").check();
    await page.getByText("The connection is lost. Trying again…").waitFor();
    await expectAccessible(page);
    await page.unroute("**/api/v1/audit/tail**");
    await page.getByText("New entries appear by themselves.").waitFor();
    await call("POST", "/api/v1/users", { username: "after the loss" });
    await said(page, "created the user after the loss").waitFor();
  }, 60_000);

  it("ends where the person may not read on", async () => {
    const { page } = await openConsole(service, browser, { username: "gil", path: "/admin/audit" });
    await page.getByLabel("Live: show new entries").check();
    await page.getByText("New entries appear by themselves.").waitFor();
    await service.deps.storage.sessions.endAll(service.deps.keys.userId("gil"));
    await page.getByText("Live has ended, as you have been signed out").waitFor({ timeout: 25_000 });
  }, 60_000);
});

describe("A5 whether the trail was changed", () => {
  it("tells the newest checkpoint, finds that an entry was changed, and gives the command for all of it", async () => {
    await service.deps.audit.checkpoint();
    const { page } = await openConsole(service, browser, { username: "hal", path: "/admin/audit" });
    await page.getByText("The newest checkpoint fits").waitFor();
    await page.getByText("latchkey audit verify").waitFor();
    const last = await service.deps.storage.auditCheckpoints.last();
    const [head] = last?.heads ?? [];
    const audit = service.database.db.collection("audit");
    const named = { instance: head?.instance, seq: head?.seq };
    const before = await audit.findOneAndUpdate(named, { $set: { hash: "another" } });
    await page.getByRole("button", { name: "Look again" }).click();
    await page.getByRole("alert").filter({ hasText: "Somebody has changed the trail." }).waitFor();
    await audit.updateOne(named, { $set: { hash: before?.hash } });
  });
});
