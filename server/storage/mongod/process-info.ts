import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

/** Whether a process with this id exists (also one of another operating system user). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** The words of a process's command line; empty when it is gone or may not be read. */
export function commandLine(pid: number): string[] {
  try {
    if (process.platform === "linux") {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").filter(Boolean);
    }
    return ps(pid, "command=").split(" ");
  } catch {
    return [];
  }
}

/**
 * A text that tells a process from an earlier or later one with the same id: when it started, and in which boot.
 * Empty when the process is gone.
 */
export function processIdentity(pid: number): string {
  try {
    if (process.platform !== "linux") return ps(pid, "lstart=");
    const bootId = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${bootId} ${statFields(pid)[19]}`;
  } catch {
    return "";
  }
}

/**
 * Sends SIGTERM, and SIGKILL to what still lives after `patience` milliseconds.
 * @param pid a process that need not be a child of ours
 */
export async function endProcess(pid: number, patience: number): Promise<void> {
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    send(pid, signal);
    const deadline = Date.now() + patience;
    while (isAlive(pid) && Date.now() < deadline) await wait(20);
    if (!isAlive(pid)) return;
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended in between.
  }
}

function isZombie(pid: number): boolean {
  try {
    return process.platform === "linux" && statFields(pid)[0] === "Z";
  } catch {
    return false;
  }
}

/** The fields of /proc/PID/stat after the command, which may hold spaces: state is the first, start time the 20th. */
function statFields(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

function ps(pid: number, column: string): string {
  return execFileSync("ps", ["-ww", "-o", column, "-p", String(pid)], { encoding: "utf8" }).trim();
}
