import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import { mustRun } from "./run-step.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** What browser tests (Chromium) and tests of YubiKeys (libusb) need from the system. */
const SYSTEM_PACKAGES = ["chromium", "libusb-1.0-0"];

/**
 * Finds a Chromium, or installs one: by the system's package manager where this user may, otherwise Playwright's own.
 * @returns {Promise<string>} the path of the browser
 * @throws {Error} when none is found and none can be installed
 */
export async function ensureChromium() {
  const present = process.env.LATCHKEY_CHROMIUM || onPath();
  if (present) return present;
  if (await installBySystem()) {
    const installed = onPath();
    if (installed) return installed;
  }
  return installByPlaywright();
}

async function installBySystem() {
  const mayInstall = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  if (!mayInstall) return false;
  const install = ["install", "-y", "--no-install-recommends", ...SYSTEM_PACKAGES];
  process.env.DEBIAN_FRONTEND = "noninteractive";
  try {
    await mustRun("reading the list of system packages", "apt-get", ["update"]);
    await mustRun("installing Chromium and libusb", "apt-get", install);
    return true;
  } catch (error) {
    console.error(`latchkey: ${error.message}; taking Playwright's own Chromium`);
    return false;
  }
}

async function installByPlaywright() {
  const { chromium } = await import("playwright-core");
  if (!existsSync(chromium.executablePath())) {
    await mustRun("installing Playwright's Chromium", "npx", ["playwright-core", "install", "chromium"]);
  }
  return chromium.executablePath();
}

function onPath() {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(isAbsolute);
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(isExecutable);
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
