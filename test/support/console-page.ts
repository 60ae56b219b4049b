/** What administrators do in the console, for the tests of it in a real browser. */
import { randomBytes } from "node:crypto";
import type { Page } from "playwright-core";
import { oneTimeCode } from "../../server/factors/otp.js";
import { timeStep } from "../../server/factors/totp.js";
import type { Role } from "../../server/storage/storage.js";
import type { TestBrowser } from "./chromium.js";
import { giveRoles } from "./people.js";
import type { TestService } from "./service.js";
import { type TestApp, userWithApp } from "./totp.js";

type OpenOptions = Parameters<TestBrowser["open"]>[0];

/** Somebody with a role who has signed in to a page of the console. */
export interface Administrator {
  page: Page;
  app: TestApp;
}

/** Signs a fresh administrator in by the sign-in page, to a page of the console; elevated as after any second step. */
export async function openConsole(
  service: TestService,
  browser: TestBrowser,
  {
    username,
    roles = ["administrator"],
    path = "/admin",
  }: { username: string; roles?: Role[]; path?: string },
  options: OpenOptions = {},
): Promise<Administrator> {
  const app = await userWithApp(service, username);
  await giveRoles(service, username, ...roles);
  const page = await browser.open(options);
  await page.goto(`${service.url}${path}`);
  await page.getByLabel("User name").fill(username);
  await page.getByLabel("Password").fill(`password of ${username}`);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByLabel("Code", { exact: true }).fill(app.code());
  await page.getByRole("button", { name: "Verify" }).click();
  await page.waitForURL((url) => url.pathname === path);
  service.clock.advance(30);
  return { page, app };
}

/** A hardware token as its vendor knows it. */
export interface VendorToken {
  serial: string;
  /** Its line in an OATH CSV file. */
  line: string;
  /** The code at a counter or time step. */
  code(position: number): string;
}

/** A token that a vendor made. */
export function vendorToken(serial: string, type: "totp" | "hotp"): VendorToken {
  const seed = randomBytes(20);
  return {
    serial,
    line: `${serial}, ${seed.toString("hex")}, ${type}, 6, ${type === "totp" ? 30 : 0}`,
    code: (position) => oneTimeCode(seed, { digits: 6, algorithm: "SHA1" }, position),
  };
}

/** The time step that a TOTP token is at. */
export function stepNow(service: TestService): number {
  return timeStep(service.now(), 30);
}

/** A seed file for the file input of a page. */
export function seedFile(lines: readonly string[], name = "seeds.csv") {
  return { name, mimeType: "text/csv", buffer: Buffer.from(`${lines.join("\n")}\n`) };
}

/** Signs a user in with password and a code, as far as the answer to the code. */
export async function enterCode(page: Page, service: TestService, username: string, code: string) {
  await page.goto(`${service.url}/login`);
  await page.getByLabel("User name").fill(username);
  await page.getByLabel("Password").fill(`password of ${username}`);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByLabel("Code", { exact: true }).fill(code);
  await page.keyboard.press("Enter");
}
