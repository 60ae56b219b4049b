import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Set to "off", it leaves the comparison with yubikit out; anything else, and a missing Python fails the tests. */
export const YUBIKIT_SWITCH = "YUBIKIT_TESTS";
const PACKAGE = "yubikey-manager==5.9.2";
const CACHE = join(import.meta.dirname, "../../../.cache");

/**
 * installYubikit puts Yubico's yubikit (from PyPI, pinned) into a folder of `.cache/`, once per version of Python,
 * and returns the folder for PYTHONPATH. Throws one plain sentence where Python 3.9, pip or the packages are missing.
 */
export async function installYubikit(): Promise<string> {
  try {
    const script = "import sys; assert sys.version_info >= (3, 9); print('%d.%d' % sys.version_info[:2])";
    const { stdout } = await run("python3", ["-c", script]);
    const folder = join(CACHE, `yubikit-5.9.2-python-${stdout.trim()}`);
    if (!existsSync(folder)) await install(folder);
    return folder;
  } catch (error) {
    const reason = error instanceof Error ? error.message.trim().split("\n").at(-1) : String(error);
    throw new Error(
      `Yubico's yubikit is missing: these tests need python3 (3.9 or later) with pip and PyPI, or ${YUBIKIT_SWITCH}=off to leave them out. (${reason})`,
    );
  }
}

async function install(folder: string): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  const building = await mkdtemp(join(CACHE, "yubikit-"));
  try {
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", building];
    // --no-deps: the manager's other dependencies (smart card, FIDO) are not needed for the OTP protocol.
    await run("python3", [...pip, "--no-deps", PACKAGE]);
    await run("python3", [...pip, "cryptography>=43,<51"]);
    await rename(building, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error; // Otherwise another run was quicker: its folder is as good.
    });
  } finally {
    await rm(building, { recursive: true, force: true });
  }
}
