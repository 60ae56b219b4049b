import { API_OPTIONS, API_USAGE, openApi } from "./api-client.js";
import { rotateKey } from "./application-api.js";
import { integer, onlyPositional, readArguments } from "./arguments.js";
import type { TerminalIo } from "./io.js";
import { runCommand } from "./run-command.js";

export const USAGE = `usage: latchkey applications rotate ID [--overlap-hours N] [--expires-in-days N] ${API_USAGE}`;

/** The old key goes on for a day unless stated: long enough to bring the new one out, short enough to be an end. */
const DEFAULT_OVERLAP_HOURS = "24";
const MOST_OVERLAP_HOURS = 90 * 24;

/**
 * `latchkey applications rotate ID`: gives a relying application a new key, after whose overlap the others end. The key
 * is the only line on stdout. Resolves to the exit code.
 */
export function run(argv: readonly string[], io: TerminalIo): Promise<number> {
  return runCommand(io, async () => {
    const options = {
      ...API_OPTIONS,
      "overlap-hours": { type: "string", default: DEFAULT_OVERLAP_HOURS },
      "expires-in-days": { type: "string" },
    } as const;
    const { values, positionals } = readArguments(argv, options, USAGE);
    const applicationId = onlyPositional(positionals, "application's id", USAGE);
    const hours = integer(values["overlap-hours"], "--overlap-hours", 0, MOST_OVERLAP_HOURS);
    const days = values["expires-in-days"];
    const { keyId, apiKey } = await rotateKey(await openApi(values, io), applicationId, {
      overlapSeconds: hours * 3600,
      ...(days === undefined ? {} : { expiresInDays: integer(days, "--expires-in-days", 1, 3650) }),
    });
    io.stderr.write(`key ${keyId} is shown this once; the others end in ${hours} hours:\n`);
    io.stdout.write(`${apiKey}\n`);
    return 0;
  });
}
