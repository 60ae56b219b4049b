import { spawn } from "node:child_process";

/** What to run and how long it may take. */
export interface Command {
  file: string;
  args: string[];
  env?: NodeJS.ProcessEnv;
  /** Milliseconds in all. */
  timeout: number;
  /** Milliseconds without a byte of output after which the command counts as stuck. */
  silence?: number;
}

/** Enough of the output to hold a version or an error; a progress bar may write far more. */
const KEPT_CHARACTERS = 20_000;

/**
 * Runs a command without a shell and without input, and resolves with what it wrote on stdout. Nothing of it reaches
 * our own stdout, which belongs to the ready line.
 * @throws {Error} with the last line of its output when it cannot be started, fails or takes too long; then it is killed
 */
export function runCommand({ file, args, env, timeout, silence }: Command): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { env: env ?? process.env, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let all = "";
    let tooSlow = "";
    const giveUp = (reason: string) => () => {
      tooSlow = reason;
      child.kill("SIGKILL");
    };
    // A service that is told to stop while it fetches leaves nobody fetching on.
    const takeAlong = () => child.kill("SIGKILL");
    process.once("exit", takeAlong);
    const overall = setTimeout(giveUp(`not finished after ${timeout / 1000} s`), timeout);
    const quiet = silence
      ? setTimeout(giveUp(`no sign of life for ${silence / 1000} s`), silence)
      : undefined;
    const heard = (chunk: string) => {
      all = (all + chunk).slice(-KEPT_CHARACTERS);
      quiet?.refresh();
    };
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      stdout = (stdout + chunk).slice(-KEPT_CHARACTERS);
      heard(chunk);
    });
    child.stderr.setEncoding("utf8").on("data", heard);
    const finish = (error: Error | null) => {
      clearTimeout(overall);
      clearTimeout(quiet);
      process.removeListener("exit", takeAlong);
      if (error) reject(error);
      else resolve(stdout);
    };
    child.once("error", finish);
    child.once("close", (code, signal) => {
      if (code === 0) return finish(null);
      finish(new Error(tooSlow || lastLine(all) || `ended with ${signal ?? `code ${code}`}`));
    });
  });
}

function lastLine(output: string): string {
  return output.trim().split("\n").at(-1)?.trim() ?? "";
}
