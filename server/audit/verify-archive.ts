import { join } from "node:path";
import type { AuditArchive } from "../storage/audit-archives.js";
import type { Signer } from "../storage/signer.js";
import { archiveHash } from "./archive.js";
import { type ArchiveContent, archivesIn, readArchive } from "./archive-file.js";
import { archiveAsTrail } from "./archive-trail.js";
import { checkpointHash } from "./checkpoint.js";
import { Faults } from "./faults.js";
import { verifyFollows, verifySigned } from "./verify-statements.js";
import { type Span, verifyPart } from "./verify-trail.js";

/** What a verification of archives has found. */
export interface ArchiveReport {
  files: number;
  entries: number;
  faultCount: number;
  /** The first 100 of them, as sentences. */
  faults: string[];
}

/**
 * Verifies the archives in a folder: their form, signatures, entries and checkpoints, and that none is missing.
 * @param known the statements that the database has; null where the archives are looked at alone
 */
export async function verifyArchives(
  directory: string,
  signer: Signer,
  known: readonly AuditArchive[] | null,
  span: Span,
): Promise<ArchiveReport> {
  const faults = new Faults();
  const report = { files: 0, entries: 0 };
  const seen = new Map<number, AuditArchive>();
  for (const { file } of await archivesIn(directory)) {
    const read = await readArchive(join(directory, file));
    const { end } = read;
    if (end && isOutside(end, span)) {
      seen.set(end.number, end);
      continue;
    }
    const found = await verifyArchiveContent(read, signer);
    if (end) verifyPlace(end, file, seen, known, found);
    faults.addAll(file, found);
    report.files += 1;
    report.entries += read.entries.length;
  }
  if (known) reportMissing(seen, known, span, faults);
  else verifyOrder(seen, signer, span, faults);
  return { ...report, faultCount: faults.count, faults: faults.listed };
}

/** Verifies what one archive says and holds, by itself. */
export async function verifyArchiveContent(read: ArchiveContent, signer: Signer): Promise<Faults> {
  const faults = new Faults();
  for (const fault of read.faults) faults.add(fault);
  const { begin, end } = read;
  if (begin === null || end === null) {
    faults.add(`its ${begin === null ? "begin" : "end"} is missing`);
    return faults;
  }
  if (read.content !== end.content) faults.add("its content is not what was signed");
  if (read.entries.length !== end.entries)
    faults.add(`it holds ${read.entries.length} entries in place of ${end.entries}`);
  const heads = new Map(begin.heads.map((head) => [head.instance, head]));
  verifySigned(end, signer, faults);
  const part = { cut: begin.checkpoint, heads, mayLinger: false };
  await verifyPart(archiveAsTrail(read), signer, part, null, { after: null, upTo: null }, faults);
  const last = read.checkpoints.at(-1);
  if (!last || checkpointHash(last) !== end.checkpoint.hash)
    faults.add(`its last checkpoint is not number ${end.checkpoint.number}, which was signed`);
  return faults;
}

/** Whether it is the one that the database, or its neighbour, knows by that number. */
function verifyPlace(
  end: AuditArchive,
  file: string,
  seen: Map<number, AuditArchive>,
  known: readonly AuditArchive[] | null,
  faults: Faults,
): void {
  const named = known?.find(({ number }) => number === end.number);
  if (known && !named) faults.add(`archive ${end.number} is not known to this database`);
  if (named && archiveHash(named) !== archiveHash(end))
    faults.add(`archive ${end.number} is not the one that this database knows`);
  if (file !== end.file) faults.add(`its name was ${end.file}`);
  if (seen.has(end.number)) faults.add(`there is another archive ${end.number}`);
  else seen.set(end.number, end);
}

function reportMissing(
  seen: ReadonlyMap<number, AuditArchive>,
  known: readonly AuditArchive[],
  span: Span,
  faults: Faults,
): void {
  for (const archive of known) {
    const { number, file, from, to } = archive;
    if (!seen.has(number) && !isOutside(archive, span))
      faults.add(`${file} is missing: archive ${number}, ${from.toISOString()} to ${to.toISOString()}`);
  }
}

/** Each follows the one before. Those that lie before the span may have been thrown away. */
function verifyOrder(
  seen: ReadonlyMap<number, AuditArchive>,
  signer: Signer,
  { from }: Span,
  faults: Faults,
): void {
  if (seen.size === 0) faults.add("there is no archive in this folder");
  let before: AuditArchive | null = null;
  for (const archive of [...seen.values()].sort((a, b) => a.number - b.number)) {
    const mayBeFirst = before === null && from !== undefined && archive.from <= from;
    verifySigned(archive, signer, faults);
    if (!mayBeFirst) verifyFollows(archive, before, faults);
    before = archive;
  }
}

function isOutside({ from, to }: AuditArchive, span: Span): boolean {
  return (span.from !== undefined && to < span.from) || (span.to !== undefined && from > span.to);
}
