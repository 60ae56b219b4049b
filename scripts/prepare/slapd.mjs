import { existsSync } from "node:fs";
import { mustRun } from "./run-step.mjs";

/** Where Debian and others put the OpenLDAP server. */
const SLAPD = ["/usr/sbin/slapd", "/usr/libexec/slapd", "/usr/local/libexec/slapd"];

/**
 * Installs the OpenLDAP server that tests of the directory run against, where this user may and it is not there yet.
 * Where it cannot be had those tests fail and say so.
 */
export async function ensureSlapd() {
  if (SLAPD.some((path) => existsSync(path))) return;
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
  process.env.DEBIAN_FRONTEND = "noninteractive";
  // Debian starts what it installs, except in run level 1; the tests start their own.
  process.env.RUNLEVEL = "1";
  try {
    await mustRun("reading the list of system packages", "apt-get", ["update"]);
    await mustRun("installing the OpenLDAP server", "apt-get", [
      "install",
      "-y",
      "--no-install-recommends",
      "slapd",
    ]);
  } catch (error) {
    console.error(`latchkey: ${error.message}; tests of the directory will fail`);
  } finally {
    delete process.env.RUNLEVEL;
  }
}
