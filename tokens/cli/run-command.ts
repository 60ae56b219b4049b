import { complain } from "./complain.js";
import { CommandError, type CommandIo, UsageError } from "./io.js";

/** Runs a command and says what it refused. Resolves to the exit code: its own, 2 where it was called wrongly, else 1. */
export async function runCommand(
  io: Pick<CommandIo, "stderr">,
  command: () => Promise<number>,
): Promise<number> {
  try {
    return await command();
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    complain(io, error.message, error.hint);
    return error instanceof UsageError ? 2 : 1;
  }
}
