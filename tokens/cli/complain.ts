import type { CommandIo } from "./io.js";

/** Says on stderr what went wrong and, where there is something, what to do about it. */
export function complain(io: Pick<CommandIo, "stderr">, message: string, hint?: string): void {
  io.stderr.write(`error: ${message}\n`);
  if (hint !== undefined) io.stderr.write(`hint: ${hint}\n`);
}
