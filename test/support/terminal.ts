import type { TerminalIo } from "../../tokens/cli/io.js";

/** A terminal of a test: files by name, answers in the order they are asked for, and all that was said. */
export interface TestTerminal extends TerminalIo {
  said: { stdout: string; stderr: string };
  files: Map<string, Uint8Array>;
  /** What is typed, line by line; a function is called when its line is asked for. */
  typing: (string | (() => string))[];
  written: Map<string, string>;
  stop: AbortController;
}

export function testTerminal(
  env: Record<string, string>,
  { interactive = false, typing = [] }: { interactive?: boolean; typing?: TestTerminal["typing"] } = {},
): TestTerminal {
  const said = { stdout: "", stderr: "" };
  const files = new Map<string, Uint8Array>();
  const written = new Map<string, string>();
  const stop = new AbortController();
  return {
    said,
    files,
    typing,
    written,
    stop,
    env,
    interactive,
    signal: stop.signal,
    stdout: { write: (text) => (said.stdout += text) },
    stderr: { write: (text) => (said.stderr += text) },
    readFile: async (path) =>
      files.get(path) ?? Promise.reject(Object.assign(new Error(path), { code: "ENOENT" })),
    writeFile: async (path, text) => void written.set(path, text),
    ask: async (question) => {
      said.stderr += question;
      const line = typing.shift();
      return typeof line === "function" ? line() : (line ?? null);
    },
  };
}
