import type { AuditCheckpointStore, AuditStore, ChainHead } from "../storage/audit.js";
import type { AuditArchive, AuditArchiveStore } from "../storage/audit-archives.js";
import type { Signer } from "../storage/signer.js";
import type { Anchor } from "./anchor.js";
import { Faults } from "./faults.js";
import { type Between, verifyChain } from "./verify-chain.js";
import { type CheckpointCut, verifyCheckpoints } from "./verify-checkpoints.js";
import { verifyStatements } from "./verify-statements.js";

/** Entries are signed up to so long after their instant. */
const SIGNED_WITHIN_MS = 120_000;

export interface TrailDeps {
  audit: Pick<AuditStore, "chain" | "heads">;
  auditCheckpoints: AuditCheckpointStore;
  auditArchives: Pick<AuditArchiveStore, "after">;
}

/** What a part of the trail is read from: the database, or an archive in memory. */
export interface PartDeps {
  audit: Pick<AuditStore, "chain" | "heads">;
  auditCheckpoints: Pick<AuditCheckpointStore, "after" | "ofChain" | "lastOfChain" | "chains">;
}

/** Which part of the trail to look at. */
export interface Span {
  from?: Date | undefined;
  to?: Date | undefined;
}

/** What a verification of the audit trail has found. */
export interface TrailReport {
  entries: number;
  chains: number;
  checkpoints: number;
  /** Number and instant of the last checkpoint; null where there is none yet. */
  last: { number: number; at: string } | null;
  /** Entries that no checkpoint has signed: what somebody did to these can go unseen. */
  unsigned: number;
  /** Archives whose signed statements the database has; their files are looked at where their folder is given. */
  archives: number;
  statements: AuditArchive[];
  faultCount: number;
  /** The first 100 of them, as sentences. */
  faults: string[];
}

/** Where a part of the trail begins: behind an archive, or with the first entry. */
export interface TrailBegin {
  cut: CheckpointCut | null;
  heads: ReadonlyMap<string, ChainHead>;
  /** Whether what is before may still be there, as it is being deleted. */
  mayLinger: boolean;
}

/**
 * Verifies the audit trail: finds entries and checkpoints that were changed, deleted or reordered before the last
 * checkpoint, and says where.
 * @param anchor the checkpoint that this machine has kept outside the database
 */
export async function verifyTrail(
  deps: TrailDeps,
  signer: Signer,
  anchor: Anchor | null,
  span: Span,
): Promise<TrailReport> {
  const faults = new Faults();
  const { archives, begin } = await verifyStatements(deps.auditArchives, signer, faults);
  const between = await checkpointsAround(deps.auditCheckpoints, span);
  const found = await verifyPart(deps, signer, begin, anchor, between, faults);
  return {
    ...found,
    archives: archives.length,
    statements: archives,
    faultCount: faults.count,
    faults: faults.listed,
  };
}

/** Verifies a part of the trail, such as what is behind an archive, or what is in one. */
export async function verifyPart(
  deps: PartDeps,
  signer: Signer,
  begin: TrailBegin,
  anchor: Anchor | null,
  between: Between,
  faults: Faults,
): Promise<Pick<TrailReport, "entries" | "chains" | "checkpoints" | "last" | "unsigned">> {
  const { auditCheckpoints, audit } = deps;
  const { count, last } = await verifyCheckpoints(auditCheckpoints, signer, begin.cut, anchor, faults);
  await verifyNoneIsBack(auditCheckpoints, begin, faults);
  const instances = new Set(await auditCheckpoints.chains());
  for (const { instance } of await audit.heads()) instances.add(instance);
  let entries = 0;
  let unsigned = 0;
  for (const instance of [...instances].sort()) {
    const archived = { head: begin.heads.get(instance) ?? null, mayLinger: begin.mayLinger };
    const chain = await verifyChain(deps, signer, instance, archived, between, faults);
    entries += chain.entries;
    unsigned += chain.unsigned;
  }
  return {
    entries,
    chains: instances.size,
    checkpoints: count,
    last: last && { number: last.number, at: last.at.toISOString() },
    unsigned,
  };
}

async function verifyNoneIsBack(
  store: Pick<AuditCheckpointStore, "after">,
  { cut, mayLinger }: TrailBegin,
  faults: Faults,
): Promise<void> {
  if (cut === null || mayLinger) return;
  const [first] = await store.after(0, 1);
  if (first && first.number <= cut.number)
    faults.add(`checkpoint ${first.number} was archived and is in the trail again`);
}

/** The checkpoints between which every entry of the span was written. */
async function checkpointsAround(store: AuditCheckpointStore, { from, to }: Span): Promise<Between> {
  const before = from ? await store.lastBefore(from) : null;
  const behind = to ? await store.lastBefore(new Date(to.getTime() + SIGNED_WITHIN_MS)) : null;
  const isLast = behind === null || behind.number === (await store.last())?.number;
  return { after: before?.number ?? null, upTo: isLast ? null : behind.number + 1 };
}
