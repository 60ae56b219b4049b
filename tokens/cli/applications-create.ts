import { API_OPTIONS, API_USAGE, openApi } from "./api-client.js";
import { createApplication } from "./application-api.js";
import { integer, onlyPositional, readArguments } from "./arguments.js";
import type { TerminalIo } from "./io.js";
import { runCommand } from "./run-command.js";

export const USAGE = `usage: latchkey applications create NAME [--scope S]… [--expires-in-days N] ${API_USAGE}`;

/**
 * `latchkey applications create NAME`: registers a relying application. Its key is the only line on stdout, so that it
 * can go straight into a store of secrets. Resolves to the exit code.
 */
export function run(argv: readonly string[], io: TerminalIo): Promise<number> {
  return runCommand(io, async () => {
    const options = {
      ...API_OPTIONS,
      scope: { type: "string", multiple: true },
      "expires-in-days": { type: "string" },
    } as const;
    const { values, positionals } = readArguments(argv, options, USAGE);
    const name = onlyPositional(positionals, "name", USAGE);
    const days = values["expires-in-days"];
    const { applicationId, apiKey } = await createApplication(await openApi(values, io), {
      name,
      ...(values.scope ? { scopes: values.scope } : {}),
      ...(days === undefined ? {} : { expiresInDays: integer(days, "--expires-in-days", 1, 3650) }),
    });
    io.stderr.write(`application ${applicationId} is registered; its key is shown this once:\n`);
    io.stdout.write(`${apiKey}\n`);
    return 0;
  });
}
