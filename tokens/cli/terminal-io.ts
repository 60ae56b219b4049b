import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { createInterface, type Interface } from "node:readline";
import type { TerminalIo } from "./io.js";
import { readBounded } from "./read-bounded.js";

/** Files may name users and serials: nobody else's business. */
const OWNER_ONLY = 0o600;

/** The terminal of a real process. `close` lets the process end; a second Ctrl-C ends it at once. */
export function terminalIo(): TerminalIo & { close(): void } {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  process.once("SIGINT", stop);
  let lines: Lines | null = null;
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    interactive: process.stdin.isTTY === true && process.stderr.isTTY === true,
    signal: stopping.signal,
    readFile: readBounded,
    async writeFile(path, text) {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await writeFile(path, text, { mode: OWNER_ONLY });
    },
    async ask(question) {
      lines ??= new Lines(stopping);
      process.stderr.write(question);
      const line = await lines.next(stopping.signal);
      // Where nobody types, nobody ends the line on the screen.
      if (!process.stdin.isTTY) process.stderr.write("\n");
      return line;
    },
    close() {
      lines?.close();
      process.off("SIGINT", stop);
    },
  };
}

/** Standard input line by line; lines that come before they are asked for wait. */
class Lines {
  readonly #reader: Interface;
  readonly #waiting: string[] = [];
  #taker: ((line: string | null) => void) | null = null;
  #ended = false;

  constructor(stopping: AbortController) {
    this.#reader = createInterface({ input: process.stdin, terminal: false });
    this.#reader.on("SIGINT", () => stopping.abort());
    this.#reader.on("line", (line) => {
      if (this.#taker) this.#give(line);
      else this.#waiting.push(line);
    });
    this.#reader.once("close", () => {
      this.#ended = true;
      this.#give(null);
    });
  }

  next(signal: AbortSignal): Promise<string | null> {
    const waiting = this.#waiting.shift();
    if (waiting !== undefined) return Promise.resolve(waiting);
    if (this.#ended || signal.aborted) return Promise.resolve(null);
    return new Promise((resolve) => {
      this.#taker = resolve;
      signal.addEventListener("abort", () => this.#give(null), { once: true });
    });
  }

  close(): void {
    this.#reader.close();
  }

  #give(line: string | null): void {
    this.#taker?.(line);
    this.#taker = null;
  }
}
