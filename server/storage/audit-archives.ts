import type { ChainHead } from "./audit.js";

/** The signed statement of what one archive of the audit trail holds: see audit/archive.ts. */
export interface AuditArchive {
  /** 1, 2, 3 … */
  number: number;
  /** SHA-256 (hex) of the statement of the archive before; empty for the first. */
  prev: string;
  /** When it was made. */
  at: Date;
  /** Instants of its oldest and its newest entry. */
  from: Date;
  to: Date;
  entries: number;
  /** The last checkpoint in it; the trail that remains begins behind that one. */
  checkpoint: { number: number; hash: string; at: Date };
  /** The last entry of each chain that has any in it; the chain goes on behind that one. */
  heads: ChainHead[];
  /** Name of its file. */
  file: string;
  /** SHA-256 (hex) of the file's lines but the last. */
  content: string;
  /** Ed25519, base64url. */
  signature: string;
}

export interface StoredAuditArchive extends AuditArchive {
  /** Whether what it holds is out of the trail; until then some of it may still be there. */
  removed: boolean;
}

/** How the last look for entries to archive went. */
export interface RetentionRun {
  at: Date;
  /** Why it failed, in words; null where it did not. */
  failure: string | null;
}

export interface AuditArchiveStore {
  /** False where there is one of that number already. */
  add(archive: AuditArchive): Promise<boolean>;
  last(): Promise<StoredAuditArchive | null>;
  /** In order, those after a number. */
  after(number: number, limit: number): Promise<StoredAuditArchive[]>;
  /** The newest ones, the last first. */
  newest(limit: number): Promise<StoredAuditArchive[]>;
  /** The last one that holds entries of a chain, of those before a number. */
  lastOfChain(instance: string, before?: number): Promise<StoredAuditArchive | null>;
  /** What it holds is out of the trail. */
  markRemoved(number: number): Promise<void>;
  lastRun(): Promise<RetentionRun | null>;
  noteRun(run: RetentionRun): Promise<void>;
}
