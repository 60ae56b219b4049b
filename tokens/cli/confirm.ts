import { type TerminalIo, UsageError } from "./io.js";

/** Asks before something is changed. @throws UsageError where nobody can be asked and `yes` was not given */
export async function confirm(io: TerminalIo, question: string, yes: boolean): Promise<boolean> {
  if (yes) return true;
  if (!io.interactive)
    throw new UsageError("nobody can be asked here", "look with --dry-run, then add --yes");
  return /^y(es)?$/i.test((await io.ask(`${question} [y/N] `))?.trim() ?? "");
}
