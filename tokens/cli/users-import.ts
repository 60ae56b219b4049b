import { z } from "zod";
import { API_OPTIONS, API_USAGE, type ApiClient, openApi } from "./api-client.js";
import { onlyPositional, readArguments } from "./arguments.js";
import { columns } from "./columns.js";
import { confirm } from "./confirm.js";
import { CommandError, type TerminalIo } from "./io.js";
import { Progress } from "./progress.js";
import { readUpload } from "./read-upload.js";
import { runCommand } from "./run-command.js";

export const USAGE = `usage: latchkey users import FILE [--update] [--replace-groups] [--dry-run] [--yes] [--json] ${API_USAGE}`;

/** What Latchkey takes at most. */
const MAX_LIST_BYTES = 32 * 1024 * 1024;
/** A preview is looked at by a person. */
const MOST_SHOWN = 20;

const change = z.object({ field: z.string(), from: z.string().nullable(), to: z.string().nullable() });
const reportSchema = z.object({
  fileError: z.object({ code: z.string(), message: z.string() }).nullable(),
  encoding: z.string(),
  columns: z.object({ recognised: z.record(z.string(), z.string()), ignored: z.array(z.string()) }),
  counts: z.object({ created: z.int(), updated: z.int(), unchanged: z.int(), refused: z.int() }),
  rows: z.array(
    z.object({
      row: z.int(),
      username: z.string(),
      outcome: z.enum(["created", "updated", "unchanged", "refused"]),
      code: z.string().optional(),
      message: z.string().optional(),
      changes: z.array(change).optional(),
    }),
  ),
  importId: z.string().optional(),
});
const lastLine = z.object({
  report: reportSchema.optional(),
  error: z.object({ code: z.string(), detail: z.string() }).optional(),
});
const progressLine = z.object({ done: z.int(), total: z.int() });

type Report = z.output<typeof reportSchema>;

/**
 * `latchkey users import FILE`: shows what would happen, asks, and imports. Resolves to the exit code: 0; 1 where
 * nothing was imported; 2 where the command was called wrongly; 3 where it was imported but for some rows.
 */
export function run(argv: readonly string[], io: TerminalIo): Promise<number> {
  return runCommand(io, async () => {
    const options = {
      ...API_OPTIONS,
      update: { type: "boolean" },
      "replace-groups": { type: "boolean" },
      "dry-run": { type: "boolean" },
      yes: { type: "boolean" },
      json: { type: "boolean" },
    } as const;
    const { values, positionals } = readArguments(argv, options, USAGE);
    const path = onlyPositional(positionals, "file", USAGE);
    const api = await openApi(values, io);
    const file = await readUpload(path, MAX_LIST_BYTES, io);
    const how = { update: values.update ?? false, groups: values["replace-groups"] ? "replace" : "add" };
    const tell = (report: Report) => {
      if (values.json) io.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
      else show(io, report);
    };
    const preview = await send(api, io, { options: JSON.stringify(how), dryRun: "true" }, file);
    if (preview.fileError !== null) {
      const { code, message } = preview.fileError;
      throw new CommandError(`the file was refused: ${code}: ${message}`, "nothing was changed");
    }
    const { created, updated, refused } = preview.counts;
    if (values["dry-run"] || created + updated === 0) {
      tell(preview);
      return values["dry-run"] || refused === 0 ? 0 : 1;
    }
    if (!values.json) show(io, preview);
    if (!(await confirm(io, `Create ${created} and update ${updated} users?`, values.yes ?? false))) return 1;
    const result = await send(api, io, { options: JSON.stringify(how), dryRun: "false" }, file);
    if (values.json) tell(result);
    else io.stdout.write(`imported: ${sums(result)} (import ${result.importId})\n`);
    return result.counts.refused === 0 ? 0 : 3;
  });
}

async function send(
  api: ApiClient,
  io: TerminalIo,
  fields: Record<string, string>,
  file: Uint8Array,
): Promise<Report> {
  const progress = new Progress(io);
  const what = fields.dryRun === "true" ? "comparing" : "storing";
  try {
    const form = { fields: { ...fields, progress: "true" }, file };
    const { report, error } = await api.uploadLong("/api/v1/users/import", lastLine, form, {
      sent: (bytes) => progress.bar("sending", bytes, file.length),
      line(line) {
        const { data } = progressLine.safeParse(line);
        if (data) progress.bar(what, data.done, data.total);
      },
    });
    if (report) return report;
    throw new CommandError(error?.detail ?? "the answer ended early", "run the command again");
  } finally {
    progress.end();
  }
}

/** Refused rows first, as the others need no attention; those that stay as they are need no line. */
function show(io: TerminalIo, report: Report): void {
  const { ignored } = report.columns;
  if (ignored.length > 0) io.stdout.write(`columns left out: ${ignored.join(", ")}\n`);
  if (report.encoding === "windows-1252") io.stdout.write("read as Windows-1252, as it is no UTF-8\n");
  const told = report.rows.filter(({ outcome }) => outcome !== "unchanged");
  const sorted = [...told].sort((a, b) => rank(a) - rank(b));
  const lines = sorted
    .slice(0, MOST_SHOWN)
    .map(({ row, username, outcome, message, changes = [] }) => [
      String(row),
      username,
      outcome,
      message ?? changes.map(({ field, from, to }) => `${field}: ${from ?? "-"} -> ${to ?? "-"}`).join(", "),
    ]);
  if (lines.length > 0) io.stdout.write(columns([["ROW", "USER", "RESULT", "WHAT"], ...lines]));
  if (sorted.length > MOST_SHOWN) io.stdout.write(`… and ${sorted.length - MOST_SHOWN} more\n`);
  io.stdout.write(`${sums(report)}\n`);
}

function rank({ outcome }: Report["rows"][number]): number {
  return ["refused", "updated", "created"].indexOf(outcome);
}

function sums({ counts }: Report): string {
  return `${counts.created} created, ${counts.updated} updated, ${counts.unchanged} unchanged, ${counts.refused} refused`;
}
