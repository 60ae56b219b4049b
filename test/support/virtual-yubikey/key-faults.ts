/** KeyFaults are what may go wrong; a count or an index is used up once, a flag stays until it is cleared. */
export interface KeyFaults {
  /** The next n writes are lost: neither memory nor sequence changes. */
  dropWrites: number;
  /** The next n writes reach the memory, but the sequence stands still. */
  stuckSequence: number;
  /** The next n writes move the sequence, but not the memory. */
  emptyWrites: number;
  /** One bit of the next n answers is flipped. */
  corruptAnswers: number;
  /** The next answer numbers the part with this index one too high. */
  wrongPartAt: number | null;
  /** The next answer falls back to the status after so many parts. */
  breakOffAt: number | null;
  /** The next answer says "complete" after so many parts. */
  endEarlyAt: number | null;
  /** The key is pulled out after it took so many more parts. */
  unplugAfterParts: number | null;
  /** The key is pulled out after so many more reads. */
  unplugAfterReads: number | null;
  /** WRITE stays set: the key takes no part. */
  writeFlagStuck: boolean;
  /** Commands are rejected until this time (ms), as while the smart-card interface holds the key. */
  reclaimUntil: number;
}

/** noFaults makes the faults of a key that works. */
export function noFaults(): KeyFaults {
  return {
    dropWrites: 0,
    stuckSequence: 0,
    emptyWrites: 0,
    corruptAnswers: 0,
    wrongPartAt: null,
    breakOffAt: null,
    endEarlyAt: null,
    unplugAfterParts: null,
    unplugAfterReads: null,
    writeFlagStuck: false,
    reclaimUntil: 0,
  };
}
