import { API_OPTIONS, API_USAGE, openApi } from "./api-client.js";
import { oneOf, readArguments } from "./arguments.js";
import { columns } from "./columns.js";
import { type TerminalIo, UsageError } from "./io.js";
import { runCommand } from "./run-command.js";
import { listTokens } from "./token-api.js";

const STATES = ["pending", "in_stock", "assigned", "suspended", "lost", "revoked"] as const;

export const USAGE = `usage: latchkey tokens list [--state S] [--query TEXT] [--json] ${API_USAGE}`;

/** `latchkey tokens list`: the stock as a table, or as JSON. Resolves to the exit code. */
export function run(argv: readonly string[], io: TerminalIo): Promise<number> {
  return runCommand(io, async () => {
    const options = {
      ...API_OPTIONS,
      state: { type: "string" },
      query: { type: "string" },
      json: { type: "boolean" },
    } as const;
    const { values, positionals } = readArguments(argv, options, USAGE);
    if (positionals.length > 0) throw new UsageError("this command takes options only", USAGE);
    const state = values.state === undefined ? undefined : oneOf(STATES, values.state, "state");
    const api = await openApi(values, io);
    const tokens = [];
    for await (const token of listTokens(api, { state, query: values.query })) tokens.push(token);
    if (values.json) {
      io.stdout.write(`${JSON.stringify(tokens, null, 2)}\n`);
      return 0;
    }
    const lines = tokens.map(({ serial, type, state: now, username = "", model = "" }) => [
      serial,
      type,
      now,
      username,
      model,
    ]);
    if (lines.length > 0) io.stdout.write(columns([["SERIAL", "TYPE", "STATE", "USER", "MODEL"], ...lines]));
    io.stderr.write(`${tokens.length} tokens\n`);
    return 0;
  });
}
