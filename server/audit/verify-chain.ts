import type { AuditCheckpointStore, AuditStore, ChainHead, StoredAuditEntry } from "../storage/audit.js";
import type { Signer } from "../storage/signer.js";
import { hashOf } from "./chain.js";
import { isSigned } from "./checkpoint.js";
import type { Faults } from "./faults.js";

const PAGE = 1000;

/** Numbers of the checkpoints between which chains are looked at; null for the begin and the end. */
export interface Between {
  after: number | null;
  upTo: number | null;
}

export interface ChainDeps {
  audit: Pick<AuditStore, "chain">;
  auditCheckpoints: Pick<AuditCheckpointStore, "ofChain" | "lastOfChain">;
}

/** Where a chain begins, as what was before is in an archive. */
export interface ChainBegin {
  /** The last entry in an archive; null where the chain begins with its first. */
  head: ChainHead | null;
  /** Whether entries up to there may still be in the trail, as they are being deleted. */
  mayLinger: boolean;
}

/**
 * Goes through the entries of one chain: each has its own hash, follows the one before, none is missing, and each hash
 * that a checkpoint has signed is there.
 * @returns how many entries there are, and how many of them no checkpoint has signed yet
 */
export async function verifyChain(
  deps: ChainDeps,
  signer: Signer,
  instance: string,
  archived: ChainBegin,
  between: Between,
  faults: Faults,
): Promise<{ entries: number; unsigned: number }> {
  await verifyArchived(deps, signer, instance, archived, faults);
  const signed = between.after === null ? null : await headUpTo(deps, signer, instance, between.after);
  const begin = signed ?? archived.head;
  const heads = signedHeads(deps, signer, instance, between, begin?.seq ?? -1);
  const walk = new ChainWalk(instance, begin, signer, faults);
  let head = (await heads.next()).value ?? null;
  let end: ChainHead | null = null;
  let isOver = false;
  while (!isOver) {
    const page = await deps.audit.chain(instance, walk.next, PAGE);
    for (const entry of page) {
      walk.take(entry);
      while (head !== null && head.seq <= entry.seq) {
        walk.compare(head, entry);
        end = head;
        head = (await heads.next()).value ?? null;
      }
      // Everything that the span covers is behind us.
      isOver = between.upTo !== null && head === null && end !== null;
      if (isOver) break;
    }
    isOver ||= page.length < PAGE;
  }
  for (; head !== null; head = (await heads.next()).value ?? null) end = head;
  if (end !== null && end.seq >= walk.next) {
    faults.add(`chain ${instance}: entries ${walk.next} to ${end.seq} are missing at its end`);
  }
  return { entries: walk.count, unsigned: Math.max(0, walk.next - 1 - (end?.seq ?? begin?.seq ?? -1)) };
}

/** Entries that are in an archive are not in the trail any more; while they are being deleted they are as they were. */
async function verifyArchived(
  { audit }: ChainDeps,
  signer: Signer,
  instance: string,
  { head, mayLinger }: ChainBegin,
  faults: Faults,
): Promise<void> {
  if (head === null) return;
  const [first] = await audit.chain(instance, 0, 1);
  for (let next = first?.seq ?? head.seq + 1; next <= head.seq; ) {
    const page = await audit.chain(instance, next, PAGE);
    for (const entry of page.filter(({ seq }) => seq <= head.seq)) {
      if (!hasItsHash(entry, signer)) faults.add(`chain ${instance}: entry ${entry.seq} was changed`);
      else if (!mayLinger)
        faults.add(`chain ${instance}: entry ${entry.seq} was archived and is in the trail again`);
    }
    next = page.length < PAGE ? head.seq + 1 : (page.at(-1)?.seq ?? head.seq) + 1;
  }
}

/** Looks at one entry after the other. */
class ChainWalk {
  next: number;
  count = 0;
  readonly #instance: string;
  readonly #signer: Signer;
  readonly #faults: Faults;
  /** Null where it is not known, as entries are missing. */
  #prev: string | null;
  /** The first entry since the last hash that was found as it was signed. */
  #since: number;

  constructor(instance: string, begin: ChainHead | null, signer: Signer, faults: Faults) {
    this.#signer = signer;
    this.#instance = instance;
    this.#faults = faults;
    this.next = begin ? begin.seq + 1 : 0;
    this.#prev = begin ? begin.hash : "";
    this.#since = this.next;
  }

  take(entry: StoredAuditEntry): void {
    const { seq } = entry;
    if (seq > this.next) {
      this.#report(
        seq === this.next + 1
          ? `entry ${this.next} is missing`
          : `entries ${this.next} to ${seq - 1} are missing`,
        entry,
      );
      this.#prev = null;
    }
    if (!hasItsHash(entry, this.#signer)) this.#report(`entry ${seq} was changed`, entry);
    else if (this.#prev !== null && entry.prev !== this.#prev)
      this.#report(`entry ${seq} does not follow entry ${seq - 1}: one of the two was changed`, entry);
    if (!entry.idFits) this.#report(`entry ${seq} is filed under another time or number than its own`, entry);
    this.#prev = entry.hash;
    this.next = seq + 1;
    this.count += 1;
  }

  /** Compares an entry with what a checkpoint has signed of it. */
  compare(head: ChainHead, entry: StoredAuditEntry): void {
    if (head.seq === entry.seq && head.hash !== entry.hash)
      this.#report(`entries ${this.#since} to ${head.seq} are not those that were signed`, entry);
    this.#since = head.seq + 1;
  }

  #report(what: string, { at }: StoredAuditEntry): void {
    const when = at instanceof Date ? ` (${at.toISOString()})` : "";
    this.#faults.add(`chain ${this.#instance}: ${what}${when}`);
  }
}

function hasItsHash(entry: StoredAuditEntry, signer: Signer): boolean {
  try {
    return hashOf(entry, signer) === entry.hash;
  } catch {
    // A field is of another type than it was.
    return false;
  }
}

/** Heads of a chain in order, from checkpoints that carry our signature; up to the first of the span's last or later. */
async function* signedHeads(
  { auditCheckpoints }: ChainDeps,
  signer: Signer,
  instance: string,
  { after, upTo }: Between,
  behind: number,
): AsyncGenerator<ChainHead, null> {
  let number = after ?? 0;
  for (;;) {
    const page = await auditCheckpoints.ofChain(instance, number, PAGE);
    for (const checkpoint of page) {
      number = checkpoint.number;
      const head = checkpoint.heads.find((of) => of.instance === instance);
      if (head && head.seq > behind && isSigned(checkpoint, signer)) yield head;
      if (upTo !== null && number >= upTo) return null;
    }
    if (page.length < PAGE) return null;
  }
}

async function headUpTo(
  { auditCheckpoints }: ChainDeps,
  signer: Signer,
  instance: string,
  upTo: number,
): Promise<ChainHead | null> {
  const checkpoint = await auditCheckpoints.lastOfChain(instance, upTo);
  if (!checkpoint || !isSigned(checkpoint, signer)) return null;
  return checkpoint.heads.find((head) => head.instance === instance) ?? null;
}
