import { API_OPTIONS, API_USAGE, ApiError, openApi } from "./api-client.js";
import { onlyPositional, readArguments } from "./arguments.js";
import { complain } from "./complain.js";
import { type TerminalIo, UsageError } from "./io.js";
import { runCommand } from "./run-command.js";
import { tryCodes } from "./token-api.js";

export const USAGE = `usage: latchkey tokens test SERIAL [--resync] ${API_USAGE}`;

/**
 * `latchkey tokens test SERIAL`: asks for a code (with `--resync` for two consecutive ones) of an assigned token and
 * says whether it is right. A wrong one counts on the user's guard, a right one is spent. Resolves to the exit code: 0
 * right, 1 wrong or refused.
 */
export function run(argv: readonly string[], io: TerminalIo): Promise<number> {
  return runCommand(io, async () => {
    const { values, positionals } = readArguments(
      argv,
      { ...API_OPTIONS, resync: { type: "boolean" } },
      USAGE,
    );
    const serial = onlyPositional(positionals, "serial number", USAGE);
    const api = await openApi(values, io);
    const codes = values.resync ? await askBoth(io) : [await askCode(io, "Code")];
    try {
      await tryCodes(api, serial, codes);
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== "verification_failed") throw error;
      complain(
        io,
        "wrong: the code is not this token's, was used before, or the token has drifted",
        wrongHint(values.resync),
      );
      return 1;
    }
    io.stdout.write(values.resync ? "right: the token is in step again\n" : "right\n");
    return 0;
  });
}

async function askBoth(io: TerminalIo): Promise<string[]> {
  return [await askCode(io, "Code"), await askCode(io, "The next code")];
}

async function askCode(io: TerminalIo, what: string): Promise<string> {
  const code = (await io.ask(`${what}: `))?.trim();
  if (code) return code;
  throw new UsageError("there is no code", "type the code that the token shows, or touch the key");
}

function wrongHint(resync: boolean | undefined): string {
  return resync
    ? "take two codes in a row; for a clock wait for the next one"
    : "try the next code; if that is wrong too, find the token again by two codes: --resync";
}
