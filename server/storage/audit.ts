/** The ports of the audit trail: its entries, one chain a process, and the signed checkpoints over all chains. */

/** One fact for the audit trail; the writer adds the chain (`seq`, `prev`, `instance`). */
export interface AuditEntry {
  at: Date;
  action: string;
  outcome: AuditOutcome;
  /** Who acted: a user's name, an application's id, or `environment key`. */
  actor: string;
  /** For whom; null where it concerns no user. */
  user: string | null;
  userId: string | null;
  factor: string | null;
  credentialId: string | null;
  application: string | null;
  ip: string | null;
  requestId: string;
  detail?: Record<string, string | number | boolean | null>;
}

export type AuditOutcome = "success" | "failure" | "refused";

export interface ChainedAuditEntry extends AuditEntry {
  /** Process that wrote it; each has a chain of its own. */
  instance: string;
  seq: number;
  /** `hash` of the entry before in this chain; empty for the first. */
  prev: string;
  /** HMAC-SHA-256 (hex) of the entry: see audit/chain.ts. */
  hash: string;
}

export interface StoredAuditEntry extends ChainedAuditEntry {
  /** Made from `at`, `instance` and `seq`; sorts by time. */
  id: string;
  /** Whether the id in the database is the one that this entry must have. */
  idFits: boolean;
  /** Further refusals of the same block; in no hash. */
  repeated: number;
}

/** Which entries to find; what is left out does not matter. */
export interface AuditFilter {
  userId?: string | undefined;
  action?: string | undefined;
  outcome?: AuditOutcome | undefined;
  factor?: string | undefined;
  application?: string | undefined;
  ip?: string | undefined;
  actor?: string | undefined;
  /** `detail.serial` of entries about hardware tokens. */
  serial?: string | undefined;
  /** `detail.importId` of an import and of what it brought. */
  importId?: string | undefined;
  /** From this instant on. */
  from?: Date | undefined;
  /** Up to this instant, itself included. */
  to?: Date | undefined;
}

/** The newest entry of a chain. */
export interface ChainHead {
  instance: string;
  seq: number;
  hash: string;
}

export interface AuditStore {
  /**
   * Inserts a group in its order, so that what is stored of a chain never has a gap; entries that are stored already (a
   * repeated insert) are left as they are.
   */
  append(entries: ChainedAuditEntry[]): Promise<void>;
  /** Refusals of one block are counted on the entry of the first. */
  countUp(instance: string, seq: number, refusals: number): Promise<void>;
  /** Newest first. @param page.after id of the last entry that was seen */
  search(
    filter: AuditFilter,
    page: { limit: number; after?: string | undefined },
  ): Promise<StoredAuditEntry[]>;
  /** The newest entry of every chain, as the majority has it. */
  heads(): Promise<ChainHead[]>;
  /** Entries of one chain from `seq` on, in its order. */
  chain(instance: string, fromSeq: number, limit: number): Promise<StoredAuditEntry[]>;
  /** Takes entries of one chain out, those after one number up to another: they are in an archive. */
  remove(chain: { instance: string; after: number; upTo: number }): Promise<void>;
}

/** A signed statement of how far the chains had come: see audit/checkpoint.ts. */
export interface AuditCheckpoint {
  /** 1, 2, 3 … through all processes. */
  number: number;
  /** SHA-256 (hex) of the checkpoint before; empty for the first. */
  prev: string;
  at: Date;
  /** Chains that grew since the checkpoint before. */
  heads: ChainHead[];
  /** Ed25519, base64url. */
  signature: string;
}

export interface AuditCheckpointStore {
  /** False where there is one of that number already. */
  add(checkpoint: AuditCheckpoint): Promise<boolean>;
  last(): Promise<AuditCheckpoint | null>;
  /** In order, those after a number. */
  after(number: number, limit: number): Promise<AuditCheckpoint[]>;
  /** In order, those after a number that speak of one chain. */
  ofChain(instance: string, afterNumber: number, limit: number): Promise<AuditCheckpoint[]>;
  /** The last one that speaks of a chain, up to a number. */
  lastOfChain(instance: string, upTo?: number): Promise<AuditCheckpoint | null>;
  /** The last one that is at least so old. */
  lastBefore(at: Date): Promise<AuditCheckpoint | null>;
  /** Every chain that any checkpoint speaks of. */
  chains(): Promise<string[]>;
  /** Takes those up to a number out: they are in an archive. */
  removeUpTo(number: number): Promise<void>;
}
