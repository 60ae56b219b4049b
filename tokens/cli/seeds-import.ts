import { z } from "zod";
import { type ImportReport, MAX_FILE_BYTES, SEED_ERROR_CODES, type SeedErrorCode } from "../seeds/index.js";
import { API_OPTIONS, API_USAGE, type ApiClient, openApi } from "./api-client.js";
import { integer, onlyPositional, readArguments } from "./arguments.js";
import { complain } from "./complain.js";
import { confirm } from "./confirm.js";
import { CommandError, type TerminalIo } from "./io.js";
import { Progress } from "./progress.js";
import { readUpload } from "./read-upload.js";
import { runCommand } from "./run-command.js";
import { readSeedFileOptions, SEED_FILE_OPTIONS, SEED_FILE_USAGE } from "./seed-options.js";
import { refusedRows, type ShownToken, seedTable } from "./seed-table.js";
import { SEED_ERROR_WORDS, SEED_FILE_HINTS } from "./seed-words.js";

export const USAGE = `usage: latchkey seeds import FILE ${SEED_FILE_USAGE} [--rows 1,2] [--dry-run] [--yes] ${API_USAGE}`;

/** A preview is looked at by a person. */
const MOST_SHOWN = 20;
const MOST_ROW = 999_999_999;

const seedError = z.enum(SEED_ERROR_CODES);
const reportSchema = z.object({
  tokens: z.array(
    z.custom<ShownToken>((token) => z.object({ row: z.int(), serial: z.string() }).safeParse(token).success),
  ),
  rowErrors: z.array(z.object({ row: z.int(), error: seedError, serial: z.string().optional() })),
  fileError: seedError.nullable(),
  importId: z.string().optional(),
});

type Report = z.output<typeof reportSchema>;

/**
 * `latchkey seeds import FILE`: shows what the file holds and what of it Latchkey would take, asks, and imports.
 * Resolves to the exit code: 0; 1 where nothing was imported; 2 where the command was called wrongly; 3 where it was
 * imported but for some rows.
 */
export function run(argv: readonly string[], io: TerminalIo): Promise<number> {
  return runCommand(io, async () => {
    const options = {
      ...API_OPTIONS,
      ...SEED_FILE_OPTIONS,
      rows: { type: "string" },
      "dry-run": { type: "boolean" },
      yes: { type: "boolean" },
    } as const;
    const { values, positionals } = readArguments(argv, options, USAGE);
    const path = onlyPositional(positionals, "file", USAGE);
    const { format = "auto", presharedKeyHex, password, tokenType } = await readSeedFileOptions(values, io);
    const fields = {
      format,
      options: JSON.stringify({ presharedKeyHex, password, tokenType }),
      ...(values.rows === undefined ? {} : { rows: JSON.stringify(rowNumbers(values.rows)) }),
    };
    const api = await openApi(values, io);
    const file = await readUpload(path, MAX_FILE_BYTES, io);
    const preview = await send(api, io, { ...fields, dryRun: "true" }, file, "reading");
    if (preview.fileError !== null) return refuse(io, preview.fileError);
    showPreview(io, preview);
    if (values["dry-run"]) return 0;
    if (preview.tokens.length === 0)
      throw new CommandError("there is nothing to import", "every row was refused; see above");
    if (!(await confirm(io, `Import ${preview.tokens.length} tokens?`, values.yes ?? false))) return 1;
    const result = await send(api, io, { ...fields, dryRun: "false" }, file, "storing");
    if (result.fileError !== null) return refuse(io, result.fileError);
    io.stdout.write(
      `${result.tokens.length} tokens imported${result.importId ? ` (import ${result.importId})` : ""}\n`,
    );
    // Those of the preview were shown; what came up since then was not.
    const known = new Set(preview.rowErrors.map(({ row }) => row));
    io.stdout.write(refusedRows(rowErrorsOf(result).filter(({ row }) => !known.has(row))));
    if (result.tokens.length === 0) return 1;
    return result.rowErrors.length === 0 ? 0 : 3;
  });
}

function rowNumbers(text: string): number[] {
  return text.split(",").map((row) => integer(row.trim(), "--rows", 1, MOST_ROW));
}

/** The upload has a bar; what Latchkey does then can only be waited for. */
async function send(
  api: ApiClient,
  io: TerminalIo,
  fields: Record<string, string>,
  file: Uint8Array,
  serverPhase: string,
): Promise<Report> {
  const progress = new Progress(io);
  const onSent = (bytes: number) => {
    progress.bar("sending", bytes, file.length);
    if (bytes === file.length) progress.elapsed(serverPhase);
  };
  try {
    return await api.upload("/api/v1/tokens/import", reportSchema, { fields, file }, onSent);
  } finally {
    progress.end();
  }
}

function showPreview(io: TerminalIo, preview: Report): void {
  const more = preview.tokens.length - MOST_SHOWN;
  const shownErrors = { rowErrors: rowErrorsOf(preview).slice(0, MOST_SHOWN) };
  const sums = { tokens: preview.tokens.length, refused: preview.rowErrors.length };
  io.stdout.write(seedTable(shownErrors, preview.tokens.slice(0, MOST_SHOWN), sums));
  if (more > 0) io.stdout.write(`(the first ${MOST_SHOWN} are shown; latchkey seeds inspect shows all)\n`);
}

function rowErrorsOf(report: Report): ImportReport["rowErrors"] {
  return report.rowErrors.map(({ row, error, serial }) =>
    serial === undefined ? { row, error } : { row, error, serial },
  );
}

function refuse(io: TerminalIo, code: SeedErrorCode): number {
  complain(io, `the file was refused: ${code}: ${SEED_ERROR_WORDS[code]}`, SEED_FILE_HINTS[code]);
  return 1;
}
