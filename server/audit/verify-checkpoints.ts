import type { AuditCheckpoint, AuditCheckpointStore } from "../storage/audit.js";
import type { Signer } from "../storage/signer.js";
import type { Anchor } from "./anchor.js";
import { checkpointHash, isSigned } from "./checkpoint.js";
import type { Faults } from "./faults.js";

const PAGE = 1000;

/** The checkpoint behind which a part of the trail begins. */
export interface CheckpointCut {
  number: number;
  hash: string;
  at?: Date;
}

/**
 * Goes through the signed checkpoints: each is signed, follows the one before, and none is missing.
 * @param cut behind which they begin; null where they begin with the first
 * @param anchor the checkpoint that this machine has kept outside the database; null where there is none
 * @returns how many there are, and the last
 */
export async function verifyCheckpoints(
  store: Pick<AuditCheckpointStore, "after">,
  signer: Signer,
  cut: CheckpointCut | null,
  anchor: Anchor | null,
  faults: Faults,
): Promise<{ count: number; last: AuditCheckpoint | null }> {
  let count = 0;
  let last: AuditCheckpoint | null = null;
  for (;;) {
    const page = await store.after(last?.number ?? cut?.number ?? 0, PAGE);
    for (const checkpoint of page) {
      verifyCheckpoint(checkpoint, last ? cutAt(last) : cut, signer, faults);
      if (anchor?.number === checkpoint.number && anchor.hash !== checkpointHash(checkpoint))
        faults.add(`checkpoint ${anchor.number} is not the one that this machine has kept`);
      last = checkpoint;
      count += 1;
    }
    if (page.length < PAGE) break;
  }
  if (anchor && anchor.number > (last?.number ?? cut?.number ?? 0)) {
    faults.add(
      `checkpoint ${anchor.number}, which this machine has kept, is missing: the trail since ${last?.at.toISOString() ?? "its begin"} was cut off`,
    );
  }
  return { count, last };
}

function verifyCheckpoint(
  checkpoint: AuditCheckpoint,
  before: CheckpointCut | null,
  signer: Signer,
  faults: Faults,
): void {
  const { number, prev } = checkpoint;
  const expected = (before?.number ?? 0) + 1;
  if (!isSigned(checkpoint, signer))
    faults.add(`checkpoint ${number} is not signed with this installation's key`);
  if (number !== expected)
    faults.add(`checkpoints ${expected} to ${number - 1} are missing: ${span(before, checkpoint)}`);
  else if (prev !== (before?.hash ?? ""))
    faults.add(`checkpoint ${number} does not follow checkpoint ${number - 1}: one of the two was changed`);
}

function cutAt(checkpoint: AuditCheckpoint): CheckpointCut {
  return { number: checkpoint.number, hash: checkpointHash(checkpoint), at: checkpoint.at };
}

function span(before: CheckpointCut | null, { at }: AuditCheckpoint): string {
  return `between ${before?.at?.toISOString() ?? "the begin"} and ${at.toISOString()}`;
}
