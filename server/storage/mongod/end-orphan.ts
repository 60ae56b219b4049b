import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Log } from "./log.js";
import { commandLine, endProcess } from "./process-info.js";

const PATIENCE = 8_000;

/**
 * Ends a mongod that a killed service left running on this folder. It is known by the process id that mongod itself
 * wrote there, and only if that process's command line names the folder: the id may belong to a stranger by now.
 * @param dbPath mongod's own folder, as it was given on the command line
 */
export async function endOrphan(dbPath: string, log: Log): Promise<void> {
  const pid = pidIn(join(dbPath, "mongod.lock"));
  if (!pid || !commandLine(pid).join(" ").includes(`--dbpath ${dbPath} `)) return;
  log.warn({ mongodPid: pid }, "ending the local mongod that an earlier service left running");
  await endProcess(pid, PATIENCE);
}

function pidIn(path: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(path, "utf8"), 10);
    return pid > 1 ? pid : null;
  } catch {
    return null;
  }
}
