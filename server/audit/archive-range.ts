import type { AuditCheckpoint, AuditCheckpointStore, ChainHead } from "../storage/audit.js";
import type { AuditArchive, AuditArchiveStore, StoredAuditArchive } from "../storage/audit-archives.js";
import type { Signer } from "../storage/signer.js";
import { RetentionError } from "./archive-error.js";
import type { ArchiveBegin } from "./archive-lines.js";
import { checkpointHash, isSigned } from "./checkpoint.js";

const PAGE = 500;
/** An archive is read into memory to be verified. */
const MOST_ENTRIES = 100_000;
const MOST_CHECKPOINTS = 10_000;

/** What the next archive is to hold: these checkpoints, and the entries up to which they speak of each chain. */
export interface ArchiveRange {
  begin: ArchiveBegin;
  checkpoints: AuditCheckpoint[];
  /** The last of them. */
  cut: AuditArchive["checkpoint"];
  heads: ChainHead[];
}

export interface RangeDeps {
  auditCheckpoints: AuditCheckpointStore;
  auditArchives: Pick<AuditArchiveStore, "lastOfChain">;
}

/** Which entries may go. */
export interface Limits {
  /** Only what was signed before. */
  before: Date;
  /** Whether every destination has a chain up to there. */
  isDelivered(head: ChainHead): boolean;
  /** Other bounds than those of an archive's size. */
  mostEntries?: number | undefined;
}

/**
 * Chooses what the next archive is to hold: what the oldest checkpoints have signed, so that both the archive and the trail
 * that remains can be verified from their first entry on. The newest checkpoint always stays.
 * @returns null where there is nothing to archive
 * @throws RetentionError where a checkpoint is not as it was signed: what it says of the entries is then worth nothing
 */
export async function nextRange(
  deps: RangeDeps,
  signer: Signer,
  last: StoredAuditArchive | null,
  limits: Limits,
): Promise<ArchiveRange | null> {
  const newest = await deps.auditCheckpoints.last();
  const begins = new Map<string, ChainHead>();
  const heads = new Map<string, ChainHead>();
  const checkpoints: AuditCheckpoint[] = [];
  let before = last?.checkpoint ?? null;
  let entries = 0;
  const mostEntries = limits.mostEntries ?? MOST_ENTRIES;
  for await (const checkpoint of checkpointsAfter(deps.auditCheckpoints, before?.number ?? 0)) {
    const mayGo = checkpoint.at < limits.before && checkpoint.number < (newest?.number ?? 0);
    if (!mayGo || !checkpoint.heads.every((head) => limits.isDelivered(head))) break;
    check(checkpoint, before, signer);
    let more = 0;
    for (const head of checkpoint.heads)
      more += head.seq - (await lastSeq(deps, begins, heads, head.instance));
    if (checkpoints.length > 0 && entries + more > mostEntries) break;
    for (const head of checkpoint.heads) heads.set(head.instance, head);
    checkpoints.push(checkpoint);
    entries += more;
    before = { number: checkpoint.number, hash: checkpointHash(checkpoint), at: checkpoint.at };
    if (checkpoints.length >= MOST_CHECKPOINTS) break;
  }
  if (before === null || checkpoints.length === 0) return null;
  const checkpoint = last && { number: last.checkpoint.number, hash: last.checkpoint.hash };
  const named = [...heads.keys()].flatMap((instance) => begins.get(instance) ?? []);
  const begin = { number: (last?.number ?? 0) + 1, checkpoint, heads: sorted(named) };
  return { begin, checkpoints, cut: before, heads: sorted([...heads.values()]) };
}

async function* checkpointsAfter(
  store: AuditCheckpointStore,
  number: number,
): AsyncGenerator<AuditCheckpoint> {
  let last = number;
  for (;;) {
    const page = await store.after(last, PAGE);
    yield* page;
    last = page.at(-1)?.number ?? last;
    if (page.length < PAGE) return;
  }
}

/** Up to where a chain is in this archive so far, or in those before. */
async function lastSeq(
  { auditArchives }: RangeDeps,
  begins: Map<string, ChainHead>,
  heads: ReadonlyMap<string, ChainHead>,
  instance: string,
): Promise<number> {
  const known = heads.get(instance) ?? begins.get(instance);
  if (known) return known.seq;
  const archive = await auditArchives.lastOfChain(instance);
  const begin = archive?.heads.find((head) => head.instance === instance);
  if (begin) begins.set(instance, begin);
  return begin?.seq ?? -1;
}

function check(
  checkpoint: AuditCheckpoint,
  before: { number: number; hash: string } | null,
  signer: Signer,
): void {
  const follows = checkpoint.number === (before?.number ?? 0) + 1 && checkpoint.prev === (before?.hash ?? "");
  if (follows && isSigned(checkpoint, signer)) return;
  throw new RetentionError(
    `Checkpoint ${checkpoint.number} is not as it was signed, or the one before it is missing. Nothing is archived; latchkey audit verify says more.`,
  );
}

function sorted(heads: readonly ChainHead[]): ChainHead[] {
  return [...heads].sort((a, b) => (a.instance < b.instance ? -1 : 1));
}
