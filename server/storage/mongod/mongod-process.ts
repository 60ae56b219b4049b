import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { endProcess } from "./process-info.js";

/** What one mongod process is started with. */
export interface MongodSettings {
  binary: string;
  dbPath: string;
  logFile: string;
  keyFile: string;
  port: number;
}

/** A started mongod. */
export interface MongodProcess {
  pid: number;
  /** Resolves when it has ended, however it came to that. */
  ended: Promise<MongodEnd>;
  /** Aborts when it has ended. */
  endedSignal: AbortSignal;
  /** Asks it to end and insists after 5 s; resolves when it has. */
  stop(): Promise<void>;
}

export interface MongodEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** The name of the local replica set. */
export const REPLICA_SET = "latchkey";

const STOP_PATIENCE = 5_000;

/**
 * Starts mongod on loopback, in a process group of its own: Ctrl-C reaches the whole group of the service, and the
 * database must outlive the requests in flight.
 * @throws {Error} when the binary cannot be executed
 */
export async function spawnMongod(settings: MongodSettings): Promise<MongodProcess> {
  const output = openSync(settings.logFile, "a", 0o600);
  const child = spawn(settings.binary, mongodArguments(settings), {
    detached: true,
    stdio: ["ignore", output, output],
    // Nothing of the service's environment (it may hold keys) is a database server's business.
    env: { PATH: process.env.PATH, LD_LIBRARY_PATH: process.env.LD_LIBRARY_PATH, TZ: "UTC" },
  });
  closeSync(output);
  const over = new AbortController();
  const ended = new Promise<MongodEnd>((resolve) => {
    child.once("exit", (code, signal) => {
      over.abort();
      resolve({ code, signal });
    });
  });
  const pid = await startedPid(child);
  // Whatever ends the service short of SIGKILL takes the database with it.
  const takeAlong = () => child.kill("SIGTERM");
  process.once("exit", takeAlong);
  void ended.then(() => process.removeListener("exit", takeAlong));
  const stop = async () => {
    // Once it has ended its process id may be a stranger's.
    if (!over.signal.aborted) await endProcess(pid, STOP_PATIENCE);
    await ended;
  };
  return { pid, ended, endedSignal: over.signal, stop };
}

function startedPid(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("spawn", () => resolve(child.pid ?? 0));
  });
}

function mongodArguments({ dbPath, keyFile, port }: MongodSettings): string[] {
  return [
    ...["--dbpath", dbPath, "--replSet", REPLICA_SET, "--keyFile", keyFile],
    ...["--bind_ip", "127.0.0.1", "--port", String(port), "--nounixsocket"],
    ...["--networkMessageCompressors", "disabled", "--wiredTigerCacheSizeGB", "0.25", "--oplogSize", "256"],
    // The first user is made with the key, so nobody needs to be let in without one, not even once and from here.
    ...["--setParameter", "enableLocalhostAuthBypass=false"],
    ...["--setParameter", "diagnosticDataCollectionEnabled=false", "--quiet"],
  ];
}
