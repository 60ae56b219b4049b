import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The folder of package.json. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const PATIENCE = 4_000;

/** The step that runs at the moment, if any. */
let current = null;

/**
 * Runs a command in the project's folder, its output on stderr (stdout is the service's), in a process group of its own
 * so that it can be ended with all that it started.
 * @param {string} file
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, stdout?: "inherit" | 2 }} [options]
 * @returns {Promise<number>} its exit code; 1 when a signal ended it
 */
export function runStep(file, args, { env = process.env, stdout = 2 } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: ROOT, env, detached: true, stdio: ["ignore", stdout, "inherit"] });
    current = child;
    child.once("error", reject);
    child.once("close", (code) => {
      current = null;
      resolve(code ?? 1);
    });
  });
}

/**
 * Runs a step that has to succeed.
 * @param {string} what says what it is for, in a message
 * @throws {Error} when it cannot be started or fails
 */
export async function mustRun(what, file, args) {
  console.error(`latchkey: ${what}`);
  const code = await runStep(file, args);
  if (code !== 0) throw new Error(`${what} failed: \`${[file, ...args].join(" ")}\` ended with code ${code}`);
}

/** Ends the step that runs, with everything it started, and insists after 4 s. */
export async function endStep() {
  const child = current;
  if (!child?.pid) return;
  const closed = new Promise((resolve) => child.once("close", resolve));
  signalGroup(child.pid, "SIGTERM");
  const insist = setTimeout(() => signalGroup(child.pid, "SIGKILL"), PATIENCE);
  await closed;
  clearTimeout(insist);
  // What the step left behind in its group.
  signalGroup(child.pid, "SIGKILL");
}

function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // It ended in between.
  }
}
