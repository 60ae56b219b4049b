import { spawn } from "node:child_process";
import { once } from "node:events";

/** A program started by a test, in a process group of its own. */
export interface Program {
  pid: number;
  /** What it has written so far. */
  stdout(): string;
  stderr(): string;
  /** Resolves with the match once stdout or stderr has it; rejects when the program ends before. */
  says(what: RegExp): Promise<RegExpExecArray>;
  /** Exit code and signal, once it has ended and its output is closed. */
  exit: Promise<[code: number | null, signal: NodeJS.Signals | null]>;
  /** Signals the program alone. */
  signal(signal: NodeJS.Signals): void;
  /** Signals everything in its group; no harm when it is gone. */
  signalGroup(signal: NodeJS.Signals): void;
}

/** Starts a program; the test ends it (`signalGroup("SIGKILL")` in an `afterEach` is enough). */
export function startProgram(
  file: string,
  args: string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Program {
  const child = spawn(file, args, { ...options, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const pid = child.pid ?? 0;
  const written = { stdout: "", stderr: "" };
  const waiting = new Set<() => void>();
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].setEncoding("utf8").on("data", (chunk: string) => {
      written[stream] += chunk;
      for (const look of waiting) look();
    });
  }
  const exit = once(child, "close") as Promise<[number | null, NodeJS.Signals | null]>;
  const says = (what: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const found = what.exec(written.stdout) ?? what.exec(written.stderr);
        if (found) {
          waiting.delete(look);
          resolve(found);
        }
      };
      waiting.add(look);
      look();
      exit.then(
        () => reject(new Error(`ended without saying ${what}:\n${written.stdout}\n${written.stderr}`)),
        reject,
      );
    });
  return {
    pid,
    stdout: () => written.stdout,
    stderr: () => written.stderr,
    says,
    exit,
    signal: (signal) => void child.kill(signal),
    signalGroup: (signal) => {
      try {
        process.kill(-pid, signal);
      } catch {
        // The whole group has ended.
      }
    },
  };
}
