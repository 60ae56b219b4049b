import { readFileSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

const HOST = "127.0.0.1";

/**
 * The port the local mongod had before, if it is free, otherwise a new one. Keeping it keeps the replica set's
 * configuration, which names it.
 * @param file holds the port as text
 */
export async function choosePort(file: string): Promise<number> {
  const kept = readPort(file);
  if (kept && (await freePort(kept).catch(() => null))) return kept;
  return freePort(0);
}

/** Keeps the port for the next start. */
export function keepPort(file: string, port: number): void {
  writeFileSync(file, String(port), { mode: 0o600 });
}

/**
 * Waits until something listens on the port.
 * @returns false when `signal` aborts first
 */
export async function waitForListener(port: number, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    if (await listens(port)) return true;
    await wait(10);
  }
  return false;
}

/** The port that the local mongod had last; null where it has had none. */
export function readPort(file: string): number | null {
  try {
    const port = Number(readFileSync(file, "utf8"));
    return Number.isInteger(port) && port > 0 && port < 65_536 ? port : null;
  } catch {
    return null;
  }
}

function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(wanted, HOST, () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : wanted;
      server.close(() => resolve(port));
    });
  });
}

/** Whether something listens on the port. */
export function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, HOST);
    const answer = (open: boolean) => () => {
      socket.destroy();
      resolve(open);
    };
    socket.once("connect", answer(true)).once("error", answer(false));
  });
}
