import { API_OPTIONS, API_USAGE, openApi } from "./api-client.js";
import { listApplications, type RemoteApplication } from "./application-api.js";
import { readArguments } from "./arguments.js";
import { columns } from "./columns.js";
import { type TerminalIo, UsageError } from "./io.js";
import { runCommand } from "./run-command.js";

export const USAGE = `usage: latchkey applications list [--json] ${API_USAGE}`;

/** `latchkey applications list`: the relying applications and how their keys stand. Resolves to the exit code. */
export function run(argv: readonly string[], io: TerminalIo): Promise<number> {
  return runCommand(io, async () => {
    const options = { ...API_OPTIONS, json: { type: "boolean" } } as const;
    const { values, positionals } = readArguments(argv, options, USAGE);
    if (positionals.length > 0) throw new UsageError("this command takes options only", USAGE);
    const applications = await listApplications(await openApi(values, io));
    if (values.json) {
      io.stdout.write(`${JSON.stringify(applications, null, 2)}\n`);
      return 0;
    }
    const lines = applications.map((application) => [
      application.applicationId,
      application.name,
      application.scopes.join(" "),
      application.lastUsedAt ?? "never",
      keysInWords(application),
    ]);
    if (lines.length > 0) io.stdout.write(columns([["ID", "NAME", "SCOPES", "LAST USED", "KEYS"], ...lines]));
    io.stderr.write(`${applications.length} applications\n`);
    return 0;
  });
}

function keysInWords({ suspended, keys }: RemoteApplication): string {
  if (suspended) return "suspended";
  const live = keys.filter(({ standing }) => standing !== "ended");
  if (live.length === 0) return "none";
  const ends = live.flatMap(({ standing, expiresAt }) =>
    standing === "ends_soon" && expiresAt !== null ? [expiresAt] : [],
  );
  return ends.length === 0 ? String(live.length) : `${live.length}, one ends ${ends.sort()[0]}`;
}
