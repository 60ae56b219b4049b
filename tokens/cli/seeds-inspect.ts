import { MAX_FILE_BYTES, readSeedFile } from "../seeds/index.js";
import { complain } from "./complain.js";
import { type CommandIo, UsageError } from "./io.js";
import { readSeedArguments } from "./seed-options.js";
import { refusedRows, seedTable, withoutSecrets } from "./seed-table.js";
import { SEED_ERROR_WORDS, SEED_FILE_HINTS } from "./seed-words.js";

/**
 * `latchkey seeds inspect FILE …`: reads a seed file, stores nothing, and prints the report, with `--json` as
 * `{tokens, rowErrors, fileError}` (a counter above 2^53-1 as a decimal string). `argv` is what stands behind
 * `seeds inspect`. Seeds, private ids and access codes are printed only with `--show-secrets`. Resolves to the exit
 * code: 0, 1 where the file was refused as a whole or cannot be read, 2 where the command was called wrongly.
 */
export async function run(argv: readonly string[], io: CommandIo): Promise<number> {
  try {
    const { file, json, showSecrets, options } = await readSeedArguments(argv, io);
    const bytes = await readOrComplain(file, io);
    if (bytes === undefined) return 1;
    const report = await readSeedFile(bytes, options);
    const tokens = showSecrets ? report.tokens : report.tokens.map(withoutSecrets);
    if (json) io.stdout.write(`${JSON.stringify({ ...report, tokens }, exactly, 2)}\n`);
    else
      io.stdout.write(report.fileError === null ? seedTable(report, tokens) : refusedRows(report.rowErrors));
    if (report.fileError === null) return 0;
    complain(
      io,
      `the file was refused: ${report.fileError}: ${SEED_ERROR_WORDS[report.fileError]}`,
      SEED_FILE_HINTS[report.fileError],
    );
    return 1;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    complain(io, error.message, error.hint);
    return 2;
  }
}

async function readOrComplain(file: string, io: CommandIo): Promise<Uint8Array | undefined> {
  try {
    return await io.readFile(file, MAX_FILE_BYTES);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
    complain(io, `the file cannot be read (${code})`, "check its name and its permissions");
    return undefined;
  }
}

/** JSON has no bigint, and its readers round numbers above 2^53-1. */
function exactly(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}
