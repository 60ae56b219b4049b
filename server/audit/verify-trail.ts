import type { AuditCheckpointStore, AuditStore } from "../storage/audit.js";
import type { Signer } from "../storage/signer.js";
import type { Anchor } from "./anchor.js";
import { Faults } from "./faults.js";
import { type Between, verifyChain } from "./verify-chain.js";
import { verifyCheckpoints } from "./verify-checkpoints.js";

/** Entries are signed up to so long after their instant. */
const SIGNED_WITHIN_MS = 120_000;

export interface TrailDeps {
  audit: Pick<AuditStore, "chain" | "heads">;
  auditCheckpoints: AuditCheckpointStore;
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
  faultCount: number;
  /** The first 100 of them, as sentences. */
  faults: string[];
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
  const { count, last } = await verifyCheckpoints(deps.auditCheckpoints, signer, anchor, faults);
  const instances = new Set(await deps.auditCheckpoints.chains());
  for (const { instance } of await deps.audit.heads()) instances.add(instance);
  const between = await checkpointsAround(deps.auditCheckpoints, span);
  let entries = 0;
  let unsigned = 0;
  for (const instance of [...instances].sort()) {
    const chain = await verifyChain(deps, signer, instance, between, faults);
    entries += chain.entries;
    unsigned += chain.unsigned;
  }
  return {
    entries,
    chains: instances.size,
    checkpoints: count,
    last: last && { number: last.number, at: last.at.toISOString() },
    unsigned,
    faultCount: faults.count,
    faults: faults.listed,
  };
}

/** The checkpoints between which every entry of the span was written. */
async function checkpointsAround(store: AuditCheckpointStore, { from, to }: Span): Promise<Between> {
  const before = from ? await store.lastBefore(from) : null;
  const behind = to ? await store.lastBefore(new Date(to.getTime() + SIGNED_WITHIN_MS)) : null;
  const isLast = behind === null || behind.number === (await store.last())?.number;
  return { after: before?.number ?? null, upTo: isLast ? null : behind.number + 1 };
}
