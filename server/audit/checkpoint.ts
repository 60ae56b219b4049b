import { createHash } from "node:crypto";
import type { AuditCheckpoint, AuditCheckpointStore, AuditStore, ChainHead } from "../storage/audit.js";
import type { AuditArchiveStore } from "../storage/audit-archives.js";
import type { Signer } from "../storage/signer.js";
import type { Checkpoints } from "./writer.js";

const FORM = "latchkey audit checkpoint 1";
/** Where another process has signed within so long, this one has nothing to do. */
const FRESH_MS = 50_000;
const MOST_RACES = 10;

export interface CheckpointDeps {
  audit: Pick<AuditStore, "heads">;
  auditCheckpoints: AuditCheckpointStore;
  auditArchives: Pick<AuditArchiveStore, "lastOfChain">;
  now(): Promise<Date>;
}

/**
 * Signs the heads of all chains that have grown, also those of processes that died without doing so. Checkpoints are a
 * chain of their own through all processes, so that none, and no whole chain of entries, can be taken out of the middle.
 */
export class CheckpointWriter implements Checkpoints {
  readonly #deps: CheckpointDeps;
  readonly #signer: Signer;
  readonly #onWritten: (checkpoint: AuditCheckpoint) => Promise<void>;
  /** How far each chain has been signed, as far as this process has had to know. */
  readonly #signed = new Map<string, number>();

  /** @param onWritten told of each checkpoint, such as to keep its number outside the database */
  constructor(
    deps: CheckpointDeps,
    signer: Signer,
    onWritten: (checkpoint: AuditCheckpoint) => Promise<void>,
  ) {
    this.#deps = deps;
    this.#signer = signer;
    this.#onWritten = onWritten;
  }

  async write(own: ChainHead | null, final: boolean): Promise<void> {
    for (let race = 0; race < MOST_RACES; race++) {
      const last = await this.#deps.auditCheckpoints.last();
      this.#remember(last?.heads ?? []);
      const at = await this.#deps.now();
      if (!final && last && at.getTime() - last.at.getTime() < FRESH_MS) return;
      const heads = await this.#grown(own);
      if (heads.length === 0) return;
      const content = { number: (last?.number ?? 0) + 1, prev: last ? checkpointHash(last) : "", at, heads };
      const checkpoint = { ...content, signature: this.#signer.sign(canonicalForm(content)) };
      if (await this.#deps.auditCheckpoints.add(checkpoint)) {
        this.#remember(heads);
        await this.#onWritten(checkpoint);
        return;
      }
    }
  }

  /** Chains that have grown since they were last signed; what this process wrote itself counts as it remembers it. */
  async #grown(own: ChainHead | null): Promise<ChainHead[]> {
    const others = (await this.#deps.audit.heads()).filter(({ instance }) => instance !== own?.instance);
    const heads = own ? [...others, { instance: own.instance, seq: own.seq, hash: own.hash }] : others;
    const grown: ChainHead[] = [];
    for (const head of heads) {
      if (head.seq > (await this.#signedUpTo(head.instance))) grown.push(head);
    }
    return grown.sort((a, b) => (a.instance < b.instance ? -1 : 1));
  }

  async #signedUpTo(instance: string): Promise<number> {
    const known = this.#signed.get(instance);
    if (known !== undefined) return known;
    const last =
      (await this.#deps.auditCheckpoints.lastOfChain(instance)) ??
      (await this.#deps.auditArchives.lastOfChain(instance));
    this.#remember(last?.heads ?? []);
    const seq = this.#signed.get(instance) ?? -1;
    this.#signed.set(instance, seq);
    return seq;
  }

  #remember(heads: readonly ChainHead[]): void {
    for (const { instance, seq } of heads) {
      this.#signed.set(instance, Math.max(seq, this.#signed.get(instance) ?? -1));
    }
  }
}

/** Whether a checkpoint carries our signature. */
export function isSigned(checkpoint: AuditCheckpoint, signer: Signer): boolean {
  return signer.verify(canonicalForm(checkpoint), checkpoint.signature);
}

/** By which the next checkpoint names this one. */
export function checkpointHash(checkpoint: Omit<AuditCheckpoint, "signature">): string {
  return createHash("sha256").update(canonicalForm(checkpoint)).digest("hex");
}

/** What is signed: a JSON array in this order, the instant as ISO 8601 in UTC with milliseconds. */
function canonicalForm({ number, prev, at, heads }: Omit<AuditCheckpoint, "signature">): string {
  const listed = heads.map(({ instance, seq, hash }) => [instance, seq, hash]);
  return JSON.stringify([FORM, number, prev, at.toISOString(), listed]);
}
