import type { AuditEntry } from "../storage/storage.js";

/** On whose behalf something is done: what every audit entry says. */
export interface Caller {
  /** A user's name, an application's id, `environment key`, or `anonymous`. */
  actor: string;
  application: string | null;
  /** Address of the person, where it is known. */
  ip: string | null;
  /** Address that the request came from; of an application's request that is the application. */
  address?: string | null;
  userAgent: string | null;
  requestId: string;
}

/** What happened, without who did it. */
export type AuditFact = Omit<AuditEntry, "actor" | "application" | "ip" | "requestId">;

/** The audit trail as the rest of the server sees it. */
export interface Audit {
  /** Resolves when the entry is stored. @throws LatchkeyError `unavailable` where that cannot be said in time */
  record(caller: Caller, fact: AuditFact): Promise<void>;
  /** Refusals during one block are one entry; further ones are counted up at most once a second. Never waits. */
  refused(caller: Caller, fact: AuditFact, block: string): void;
  /** Signs how far the trail has come; happens by itself every 60 s. */
  checkpoint(): Promise<void>;
  /** Stores what is still waiting and signs it. */
  close(): Promise<void>;
}
