import { join } from "node:path";
import type { AuditCheckpointStore, AuditStore } from "../storage/audit.js";
import type { AuditArchive, StoredAuditArchive } from "../storage/audit-archives.js";
import type { Signer } from "../storage/signer.js";
import { archiveHash, isSignedArchive, signedArchive } from "./archive.js";
import { RetentionError } from "./archive-error.js";
import { archiveName, archivesIn, readArchive, writeArchive } from "./archive-file.js";
import { beginLine, checkpointLine, entryLine } from "./archive-lines.js";
import type { ArchiveRange } from "./archive-range.js";
import { checkpointHash } from "./checkpoint.js";

const PAGE = 500;

export interface MakeDeps {
  audit: Pick<AuditStore, "chain">;
  auditCheckpoints: Pick<AuditCheckpointStore, "after">;
  now(): Promise<Date>;
}

/**
 * The next archive, where a process that died before it could say so has written it already.
 * @returns null where there is none
 * @throws RetentionError where a file of that number is not the next archive of this trail, such as after a restore
 */
export async function findWritten(
  { auditCheckpoints }: MakeDeps,
  signer: Signer,
  directory: string,
  last: StoredAuditArchive | null,
): Promise<AuditArchive | null> {
  const number = (last?.number ?? 0) + 1;
  const [found] = (await archivesIn(directory)).filter((archive) => archive.number === number);
  if (!found) return null;
  const { end, begin, content, faults } = await readArchive(join(directory, found.file));
  const [checkpoint] = end ? await auditCheckpoints.after(end.checkpoint.number - 1, 1) : [];
  const isOurs =
    end !== null &&
    faults.length === 0 &&
    isSignedArchive(end, signer) &&
    end.number === number &&
    end.content === content &&
    end.prev === (last ? archiveHash(last) : "") &&
    begin?.checkpoint?.hash === last?.checkpoint.hash &&
    checkpoint !== undefined &&
    checkpointHash(checkpoint) === end.checkpoint.hash;
  if (isOurs) return end;
  throw new RetentionError(
    `${found.file} is in the way: it is not the next archive of this trail. Nothing is archived until it is moved elsewhere.`,
  );
}

/**
 * Writes an archive and reads it back.
 * @param mayFinish asked before the file gets its name. @throws to leave everything as it was
 * @throws RetentionError where it cannot be read back as it was written
 */
export async function makeArchive(
  deps: MakeDeps,
  signer: Signer,
  directory: string,
  range: ArchiveRange,
  last: StoredAuditArchive | null,
  mayFinish: () => Promise<void>,
): Promise<AuditArchive> {
  const { begin, cut, heads } = range;
  const at = await deps.now();
  const seen: Seen = { entries: 0, from: null, to: null };
  const lines = linesOf(deps.audit, range, seen);
  const end = (content: string) => {
    const named = { number: begin.number, from: seen.from ?? cut.at, to: seen.to ?? cut.at };
    const prev = last ? archiveHash(last) : "";
    const file = archiveName(named);
    const said = { ...named, prev, at, entries: seen.entries, checkpoint: cut, heads, file, content };
    return signedArchive(said, signer);
  };
  const archive = await writeArchive(directory, lines, end, mayFinish);
  const read = await readArchive(join(directory, archive.file));
  const isWhole =
    read.faults.length === 0 && read.content === archive.content && read.entries.length === archive.entries;
  if (!isWhole) throw new RetentionError(`${archive.file} cannot be read back as it was written.`);
  return archive;
}

/** What went into an archive. */
interface Seen {
  entries: number;
  from: Date | null;
  to: Date | null;
}

async function* linesOf(
  audit: Pick<AuditStore, "chain">,
  { begin, checkpoints, heads }: ArchiveRange,
  seen: Seen,
): AsyncGenerator<string> {
  yield beginLine(begin);
  for (const checkpoint of checkpoints) yield checkpointLine(checkpoint);
  for (const { instance, seq } of heads) {
    let next = (begin.heads.find((head) => head.instance === instance)?.seq ?? -1) + 1;
    while (next <= seq) {
      const page = await audit.chain(instance, next, PAGE);
      for (const entry of page.filter((of) => of.seq <= seq)) {
        seen.entries += 1;
        if (entry.at instanceof Date) {
          seen.from = seen.from === null || entry.at < seen.from ? entry.at : seen.from;
          seen.to = seen.to === null || entry.at > seen.to ? entry.at : seen.to;
        }
        yield entryLine(entry);
      }
      next = page.length < PAGE ? seq + 1 : (page.at(-1)?.seq ?? seq) + 1;
    }
  }
}
