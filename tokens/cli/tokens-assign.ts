import { API_OPTIONS, API_USAGE, type ApiClient, openApi } from "./api-client.js";
import { onlyPositional, readArguments } from "./arguments.js";
import { readHandouts } from "./assignment-list.js";
import { columns } from "./columns.js";
import { confirm } from "./confirm.js";
import { type TerminalIo, UsageError } from "./io.js";
import { runCommand } from "./run-command.js";
import { type AssignmentResult, assignRemoteTokens } from "./token-api.js";

export const USAGE = `usage: latchkey tokens assign LIST.csv [--dry-run] [--yes] ${API_USAGE}`;

/** As many as one call takes. */
const BATCH = 1000;
const MOST_SHOWN = 50;

/**
 * `latchkey tokens assign LIST.csv`: shows what would happen, asks, and assigns. Resolves to the exit code: 0, 1 where
 * nothing could be assigned, 3 where some rows could not.
 */
export function run(argv: readonly string[], io: TerminalIo): Promise<number> {
  return runCommand(io, async () => {
    const options = { ...API_OPTIONS, "dry-run": { type: "boolean" }, yes: { type: "boolean" } } as const;
    const { values, positionals } = readArguments(argv, options, USAGE);
    const wanted = (await readHandouts(onlyPositional(positionals, "list", USAGE), io)).map(
      ({ line, serial, username }) => {
        if (serial !== null) return { serial, username };
        throw new UsageError(`line ${line} names no serial number`, "write serial,username on each line");
      },
    );
    const api = await openApi(values, io);
    const preview = await assignAll(api, wanted, true);
    const possible = preview.filter(({ code }) => code === undefined);
    show(io, preview, "can be assigned");
    io.stdout.write(`${possible.length} of ${preview.length} can be assigned\n`);
    if (possible.length === 0) return preview.length === 0 ? 0 : 1;
    if (values["dry-run"]) return 0;
    if (!(await confirm(io, `Assign ${possible.length} tokens?`, values.yes ?? false))) return 1;
    const done = await assignAll(
      api,
      possible.map(({ serial, username }) => ({ serial, username })),
      false,
    );
    const failed = done.filter(({ assigned }) => !assigned);
    show(io, failed, "");
    io.stdout.write(`${done.length - failed.length} tokens assigned\n`);
    return failed.length + (preview.length - possible.length) === 0 ? 0 : 3;
  });
}

async function assignAll(
  api: ApiClient,
  rows: readonly { serial: string; username: string }[],
  dryRun: boolean,
): Promise<AssignmentResult[]> {
  const results: AssignmentResult[] = [];
  for (let from = 0; from < rows.length; from += BATCH) {
    results.push(...(await assignRemoteTokens(api, rows.slice(from, from + BATCH), dryRun)));
  }
  return results;
}

/** Refused rows first, as the others need no attention. */
function show(io: TerminalIo, results: readonly AssignmentResult[], good: string): void {
  if (results.length === 0) return;
  const sorted = [...results].sort((a, b) => Number(b.code !== undefined) - Number(a.code !== undefined));
  const lines = sorted
    .slice(0, MOST_SHOWN)
    .map(({ serial, username, message }) => [serial, username, message ?? good]);
  io.stdout.write(columns([["SERIAL", "USER", "RESULT"], ...lines]));
  if (sorted.length > MOST_SHOWN) io.stdout.write(`… and ${sorted.length - MOST_SHOWN} more\n`);
}
