/**
 * A real Chromium for the tests of pages: with virtual authenticators, with a check for accessibility, and with no way
 * to anything but this machine.
 */

import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import {
  type Browser,
  type BrowserContextOptions,
  type CDPSession,
  chromium,
  type Page,
} from "playwright-core";
import { afterAll, expect } from "vitest";

/** Folder of the screenshots, ignored by git; the newest run overwrites. */
const SCREENSHOTS = fileURLToPath(new URL("../../.cache/screenshots/", import.meta.url));

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  // What is not this machine has no address, whoever asks: pages and the browser itself.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
];

/** The browser of a test file. */
export interface TestBrowser {
  /** A page in a fresh profile. Its console errors and its requests to elsewhere fail the file's last check. */
  open(options?: BrowserContextOptions): Promise<Page>;
  /** What pages complained about or asked of other machines; empty if all is well. */
  complaints: string[];
}

/** Starts Chromium (`LATCHKEY_CHROMIUM`, or the system's) for one test file; it ends after the file's last test. */
export async function testBrowser(): Promise<TestBrowser> {
  const executablePath = process.env.LATCHKEY_CHROMIUM ?? "/usr/bin/chromium";
  const browser: Browser = await chromium.launch({ executablePath, headless: true, args: FLAGS });
  const complaints: string[] = [];
  afterAll(() => browser.close());
  return {
    complaints,
    async open(options = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
      context.setDefaultTimeout(30_000);
      context.on("request", (request) => {
        if (!isOurs(request.url())) complaints.push(`request to ${request.url()}`);
      });
      context.on("weberror", (error) => complaints.push(`script error: ${error.error().message}`));
      context.on("console", (message) => {
        if (/Content[- ]Security[- ]Policy/i.test(message.text())) complaints.push(message.text());
      });
      return context.newPage();
    },
  };
}

function isOurs(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return ["data:", "blob:"].includes(protocol) || ["localhost", "127.0.0.1"].includes(hostname);
}

/** A virtual security key of a page. */
export interface VirtualKey {
  cdp: CDPSession;
  authenticatorId: string;
  /** Whether a touch comes by itself; without it the browser waits. */
  touch(present: boolean): Promise<void>;
  /** Puts every credential back with its counter at zero, as a copy of an older state of the key would have it. */
  clone(): Promise<void>;
}

interface KeyOptions {
  protocol?: "ctap2" | "u2f";
  transport?: "usb" | "nfc" | "internal";
  hasResidentKey?: boolean;
  hasUserVerification?: boolean;
  isUserVerified?: boolean;
}

/** Plugs a virtual authenticator into a page (Chrome DevTools Protocol, domain WebAuthn). */
export async function plugIn(page: Page, options: KeyOptions = {}): Promise<VirtualKey> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable", { enableUI: false });
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "usb",
      hasResidentKey: options.protocol !== "u2f",
      hasUserVerification: options.protocol !== "u2f",
      isUserVerified: options.protocol !== "u2f",
      automaticPresenceSimulation: true,
      ...options,
    },
  });
  return {
    cdp,
    authenticatorId,
    async touch(enabled) {
      await cdp.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled });
    },
    async clone() {
      const { credentials } = await cdp.send("WebAuthn.getCredentials", { authenticatorId });
      for (const credential of credentials) {
        const { credentialId } = credential;
        await cdp.send("WebAuthn.removeCredential", { authenticatorId, credentialId });
        await cdp.send("WebAuthn.addCredential", {
          authenticatorId,
          credential: { ...credential, signCount: 0 },
        });
      }
    },
  };
}

/** Fails where axe-core finds anything on the page as it is now, or where the page scrolls sideways. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  expect(found).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, "the page scrolls sideways").toBeLessThanOrEqual(0);
}

/** Keeps a picture of the page as it is now, for people to look at. */
export async function screenshot(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: `${SCREENSHOTS}${name}.png`, fullPage: true });
}
