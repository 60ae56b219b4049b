import type { Page } from "playwright-core";
import { afterAll, describe, expect, it } from "vitest";
import { expectAccessible, screenshot, testBrowser } from "../support/chromium.js";
import { seedFile, vendorToken } from "../support/console-page.js";
import { giveRoles } from "../support/people.js";
import { shownSecret } from "../support/profile-page.js";
import { testService } from "../support/service.js";
import { codeAt, type TestApp, userWithApp } from "../support/totp.js";

const service = await testService();
const browser = await testBrowser();
const german = { locale: "de-DE" };
const narrow = { width: 320, height: 700 };

afterAll(() => expect(browser.complaints).toEqual([]));

const press = (page: Page, name: string | RegExp) =>
  page.getByRole("button", { name, ...(typeof name === "string" ? { exact: true } : {}) }).click();
const language = (page: Page) => page.locator("html").getAttribute("lang");
const typed = (page: Page, label: string) => page.getByLabel(label, { exact: true }).inputValue();

async function enterPassword(page: Page, username: string, path = "/profile") {
  await page.goto(`${service.url}${path}`);
  await page.getByLabel("Benutzername").fill(username);
  await page.getByLabel("Passwort").fill(`password of ${username}`);
  await press(page, "Anmelden");
}

async function signIn(page: Page, app: TestApp, username: string, path?: string) {
  await enterPassword(page, username, path);
  await page.getByLabel("Code", { exact: true }).fill(app.code());
  await press(page, "Bestätigen");
  await page.getByText("Latchkey").first().waitFor();
  service.clock.advance(30);
}

/** No word of English is left on the page, as far as words that German does not have tell. */
async function expectGerman(page: Page) {
  expect(await language(page)).toBe("de");
  const text = (await page.locator("body").textContent()) ?? "";
  expect(text.match(/\b(the|your|with|sign in|user name|this|from)\b/gi)).toBeNull();
}

/** What stands out of a narrow screen, by its words; German words are long. */
function standingOut(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("body *")]
      .filter((element) => element.closest(".table-frame, .unseen, .skip, svg") === null)
      .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1)
      .map((element) => `${element.tagName} ${element.className}: ${element.textContent?.slice(0, 60)}`),
  );
}

async function look(page: Page, name: string) {
  await screenshot(page, `de-${name}`);
  await expectGerman(page);
  expect(await standingOut(page)).toEqual([]);
  await expectAccessible(page);
}

describe("17 languages: German by the browser's own language", () => {
  it("signs in, says what was wrong, and goes on to the profile", async () => {
    const app = await userWithApp(service, "ada");
    const page = await browser.open({ ...german, viewport: narrow });
    await page.goto(`${service.url}/login`);
    await look(page, "login");
    expect(await page.title()).toBe("Anmelden · Latchkey");
    await page.getByLabel("Benutzername").fill("ada");
    await page.getByLabel("Passwort").fill("not it");
    await page.keyboard.press("Enter");
    await page.getByText("Benutzername oder Passwort ist falsch.").waitFor();
    await page.getByLabel("Passwort").fill("password of ada");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Bestätigen Sie, dass Sie es sind" }).waitFor();
    await look(page, "second-step");
    await page.getByLabel("Code", { exact: true }).fill("000000");
    await page.keyboard.press("Enter");
    await page.getByText("Dieser Code ist falsch").waitFor();
    await look(page, "wrong-code");
    await page.getByLabel("Code", { exact: true }).fill(app.code());
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Ihre Sicherheit" }).waitFor();
    await page
      .getByText(/vor \d|jetzt/)
      .first()
      .waitFor();
    await look(page, "profile");
  });

  it("leads through onboarding to the recovery key", async () => {
    await service.call("POST", "/api/v1/users", { username: "bea", password: "password of bea" });
    const page = await browser.open({ ...german, viewport: narrow, colorScheme: "dark" });
    await enterPassword(page, "bea", "/profile#onboarding");
    await page.getByRole("heading", { name: "Warum ein zweiter Faktor?" }).waitFor();
    await look(page, "onboarding-welcome");
    await press(page, "Einführung überspringen");
    await page.getByRole("heading", { name: "Wählen Sie Ihren zweiten Faktor" }).waitFor();
    await look(page, "onboarding-choice");
    await press(page, /^Authentifizierungs-App/);
    const dialog = page.getByRole("dialog", { name: "Einstellungen entsperren" });
    await dialog.getByLabel("Passwort").fill("password of bea");
    await look(page, "unlock");
    await press(page, "Entsperren");
    await page.getByAltText(/QR-Code/).waitFor();
    await look(page, "onboarding-app");
    await page.getByLabel("Code", { exact: true }).fill(codeAt(await shownSecret(page), service.now()));
    await press(page, "Code prüfen");
    await page.getByRole("heading", { name: "Wiederherstellungsschlüssel aufbewahren" }).waitFor();
    await look(page, "onboarding-recovery-key");
    await page.getByLabel("Ich habe ihn sicher aufbewahrt").check();
    await press(page, "Weiter");
    await page.getByRole("heading", { name: "Alles fertig" }).waitFor();
    await look(page, "onboarding-done");
  });

  it("runs the console", async () => {
    const app = await userWithApp(service, "olga");
    await giveRoles(service, "olga", "owner");
    const page = await browser.open({ ...german, viewport: narrow });
    await signIn(page, app, "olga", "/admin");
    await page.getByText("Ihre Rolle hier: Eigentümer.").waitFor();
    await page.getByRole("heading", { name: "Erste Schritte" }).waitFor();
    await look(page, "admin-home");

    await page.goto(`${service.url}/admin/tokens`);
    await page.getByRole("heading", { name: "Noch keine Token" }).waitFor();
    await page.goto(`${service.url}/admin/tokens/import`);
    await page.getByLabel("Seed-Datei").waitFor({ state: "attached" });
    await look(page, "admin-import");
    const lines = [vendorToken("FT-1001", "totp").line, "FT-1002, zz, hotp, 6, 0"];
    await page.getByLabel("Seed-Datei").setInputFiles(seedFile(lines));
    await press(page, "Datei ansehen");
    await page.getByRole("heading", { name: "1 Zeile ausgelassen" }).waitFor();
    await look(page, "admin-import-check");
    await press(page, "1 Token importieren");
    await page.getByRole("heading", { name: "1 Token importiert" }).waitFor();
    await page.goto(`${service.url}/admin/token/FT-1001`);
    await page.getByRole("heading", { name: "Token FT-1001" }).waitFor();
    await page.getByText("Auf Lager").first().waitFor();
    await look(page, "admin-token");

    for (const [path, heading] of [
      ["tokens", "Hardware-Token"],
      ["tokens/assign", "Viele Token zuweisen"],
      ["users", "Benutzer"],
      ["user/ada", "ada"],
      ["policy", "Richtlinie"],
      ["audit", null],
      ["nowhere", "Hier gibt es nichts"],
    ] as const) {
      await page.goto(`${service.url}/admin/${path}`);
      await page.getByRole("heading", { level: 1, ...(heading === null ? {} : { name: heading }) }).waitFor();
      await page.waitForLoadState("networkidle");
      await look(page, `admin-${path.replace("/", "-")}`);
    }
  });

  it("says what to do where a link is void", async () => {
    const page = await browser.open({ ...german, viewport: narrow });
    for (const path of ["/setup", "/set-password", "/nowhere"]) {
      await page.goto(`${service.url}${path}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await look(page, path.slice(1));
    }
  });
});

describe("17 languages: the switch", () => {
  it("changes the page in place: what was typed and the step stay, and the choice holds from then on", async () => {
    const app = await userWithApp(service, "kim");
    const page = await browser.open();
    await page.goto(`${service.url}/login`);
    await page.getByLabel("User name").fill("kim");
    await page.getByLabel("Password").fill("password of kim");
    const button = page.getByRole("button", { name: "Deutsch" });
    expect(await button.getAttribute("lang")).toBe("de");
    await button.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Anmelden" }).waitFor();
    expect(await language(page)).toBe("de");
    expect(await button.getAttribute("aria-current")).toBe("true");
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
    expect([await typed(page, "Benutzername"), await typed(page, "Passwort")]).toEqual([
      "kim",
      "password of kim",
    ]);
    await press(page, "Anmelden");
    await page.getByLabel("Code", { exact: true }).fill("123");
    await press(page, "English");
    await page.getByRole("heading", { name: "Confirm that it is you" }).waitFor();
    expect(await typed(page, "Code")).toBe("123");
    await press(page, "Deutsch");
    await page.getByLabel("Code", { exact: true }).fill(app.code());
    await press(page, "Bestätigen");
    await page.getByRole("heading", { name: "Ihre Sicherheit" }).waitFor();
    expect(await language(page)).toBe("de");
  });

  it("works without JavaScript, at the password and at the second step", async () => {
    const app = await userWithApp(service, "noah");
    const page = await browser.open({ javaScriptEnabled: false });
    await page.goto(`${service.url}/login?next=/admin`);
    await page.getByLabel("User name").fill("noah");
    await press(page, "Deutsch");
    await page.getByRole("heading", { name: "Anmelden" }).waitFor();
    expect(await typed(page, "Benutzername")).toBe("noah");
    await page.getByLabel("Passwort").fill("password of noah");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Bestätigen Sie, dass Sie es sind" }).waitFor();
    await press(page, "English");
    await page.getByRole("heading", { name: "Confirm that it is you" }).waitFor();
    await press(page, "Deutsch");
    await page.getByLabel("Code", { exact: true }).fill(app.code());
    await page.keyboard.press("Enter");
    await page.waitForURL("**/admin");
    expect(await language(page)).toBe("de");
  });
});
