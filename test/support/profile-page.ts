/** What people do on the security profile, for the tests of it in a real browser. */
import type { Page } from "playwright-core";
import type { TestBrowser } from "./chromium.js";
import type { TestService } from "./service.js";
import { codeAt, type TestApp, userWithApp } from "./totp.js";

type OpenOptions = Parameters<TestBrowser["open"]>[0];

/** Signs a user without a second factor in, by the password that `userWithApp` gives. */
export async function signInByPassword(service: TestService, page: Page, username: string): Promise<void> {
  await page.goto(`${service.url}/login?next=/profile`);
  await page.getByLabel("User name").fill(username);
  await page.getByLabel("Password").fill(`password of ${username}`);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** A signed-in user with an authenticator app at their profile, which begins unlocked. */
export async function openProfile(
  service: TestService,
  browser: TestBrowser,
  username: string,
  options: OpenOptions = {},
): Promise<{ page: Page; app: TestApp }> {
  const app = await userWithApp(service, username);
  const page = await browser.open(options);
  await signInByPassword(service, page, username);
  await page.getByLabel("Code", { exact: true }).fill(app.code());
  await page.getByRole("button", { name: "Verify" }).click();
  await page.getByRole("heading", { name: "Your security" }).waitFor();
  service.clock.advance(30);
  return { page, app };
}

/** Lets ten minutes and a bit go by, so that the settings are locked again. */
export function lockAgain(service: TestService): void {
  service.clock.advance(660);
}

/** Answers the unlock dialog with a code. */
export async function unlockBy(page: Page, code: string): Promise<void> {
  await page.getByRole("dialog", { name: "Unlock settings" }).getByLabel("Code", { exact: true }).fill(code);
  await page.getByRole("button", { name: "Unlock", exact: true }).click();
}

/** The secret that an open enrolment of an authenticator app shows as text, in base32. */
export async function shownSecret(page: Page): Promise<string> {
  return ((await page.locator(".secret").textContent()) ?? "").replaceAll(" ", "");
}

/** Confirms an open enrolment of an authenticator app by its first code. @returns its secret */
export async function confirmApp(service: TestService, page: Page): Promise<string> {
  const secret = await shownSecret(page);
  await page.getByLabel("Code", { exact: true }).fill(codeAt(secret, service.now()));
  await page.getByRole("button", { name: "Check PIN" }).click();
  return secret;
}

/** Says that the recovery key on the screen is saved. @returns the key */
export async function saveRecoveryKey(page: Page): Promise<string> {
  const key = (await page.locator(".recovery .secret").textContent()) ?? "";
  await page.getByLabel("I have saved it").check();
  await page.getByRole("button", { name: "Continue" }).click();
  return key;
}

/** What the focused element is called, by its label or its text. */
export function focusedName(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    return focused?.getAttribute("aria-label") ?? focused?.textContent ?? null;
  });
}
