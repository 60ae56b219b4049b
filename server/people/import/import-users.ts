import type { AuditFact, Caller } from "../../audit/audit.js";
import { newId } from "../../secrets.js";
import { type FieldChange, type UpsertOptions, type UpsertResult, upsertUsers } from "../upsert.js";
import type { PeopleDeps } from "../users.js";
import {
  FILE_REFUSALS,
  type FileRefusalCode,
  type ListRow,
  ROW_REFUSALS,
  readPeopleList,
} from "./read-list.js";

/** Users of one transaction: large enough for speed, small enough that whoever signs in meanwhile does not notice. */
const BATCH = 250;

/** How a list is imported. */
export interface UserImportOptions extends Pick<UpsertOptions, "dryRun" | "update" | "groups"> {
  /** Aborted where reading takes too long, or whoever asked is gone: what is stored so far stays. */
  signal: AbortSignal;
  onProgress?: ((done: number, total: number) => void) | undefined;
}

/** What became of a row of the file; `row` is the line on which it begins. */
export interface ImportedRow {
  row: number;
  username: string;
  outcome: UpsertResult["outcome"];
  code?: string;
  message?: string;
  changes?: FieldChange[];
}

/** What an import did, or would do. */
export interface UserImportReport {
  fileError: { code: FileRefusalCode; message: string } | null;
  encoding: string;
  columns: { recognised: Partial<Record<string, string>>; ignored: string[] };
  counts: Record<UpsertResult["outcome"], number>;
  rows: ImportedRow[];
  importId?: string;
}

/**
 * Imports users from a CSV file, or looks at what would happen. The whole file is read before the first user is
 * written; then they are written in batches, so that an import that was cut short is simply repeated: whoever is as the
 * file says is left alone.
 */
export async function importUsers(
  deps: PeopleDeps,
  caller: Caller,
  file: Uint8Array,
  options: UserImportOptions,
): Promise<UserImportReport> {
  const { fileError, encoding, columns, rows } = await readPeopleList(file, options.signal);
  const counts = { created: 0, updated: 0, unchanged: 0, refused: 0 };
  const report: UserImportReport = { fileError: null, encoding, columns, counts, rows: [] };
  if (fileError !== null) {
    return { ...report, fileError: { code: fileError, message: FILE_REFUSALS[fileError] } };
  }
  const importId = newId();
  const told = { importId, rows: rows.length, update: options.update, groups: options.groups };
  if (!options.dryRun) await deps.audit.record(caller, await importFact(deps, "user.import_begin", told));
  try {
    for (let from = 0; from < rows.length; from += BATCH) {
      options.signal.throwIfAborted();
      const batch = await importBatch(deps, caller, rows.slice(from, from + BATCH), {
        ...options,
        source: `import ${importId}`,
      });
      for (const row of batch) counts[row.outcome] += 1;
      report.rows.push(...batch);
      options.onProgress?.(report.rows.length, rows.length);
    }
  } finally {
    if (!options.dryRun) {
      await deps.audit.record(
        caller,
        await importFact(deps, "user.import", {
          importId,
          ...counts,
          complete: report.rows.length === rows.length,
        }),
      );
    }
  }
  return options.dryRun ? report : { ...report, importId };
}

async function importBatch(
  deps: PeopleDeps,
  caller: Caller,
  rows: readonly ListRow[],
  options: UpsertOptions,
): Promise<ImportedRow[]> {
  const good = rows.flatMap((row) => ("person" in row ? [row.person] : []));
  const results = good.length === 0 ? [] : await upsertUsers(deps, caller, good, options);
  let next = 0;
  return rows.map((row) => {
    const shown = { row: row.line, username: row.username };
    if ("refused" in row) {
      return { ...shown, outcome: "refused", code: row.refused, message: ROW_REFUSALS[row.refused] };
    }
    const result = results[next++];
    if (!result) throw new Error("a row was not answered");
    return { ...shown, ...result };
  });
}

async function importFact(
  { storage }: Pick<PeopleDeps, "storage">,
  action: string,
  detail: NonNullable<AuditFact["detail"]>,
): Promise<AuditFact> {
  const none = { user: null, userId: null, factor: null, credentialId: null };
  return { at: await storage.now(), action, outcome: "success", ...none, detail };
}
