/** Guards: the back-off of a user, and of the first factor of a user in one network. */

/** The back-off of one user (or of one user and network for the first factor): see verification/backoff.ts. */
export interface Guard {
  /** Failures since the last success. */
  failures: number;
  /** Until then nothing is evaluated; null while no block stands. */
  notBefore: Date | null;
  updatedAt: Date;
}

/** The guard of the first factor: a document per user and network, created at the first failure. */
export interface FirstFactorGuardStore {
  read(id: string): Promise<{ guard: Guard; version: number; now: Date }>;
  write(id: string, version: number, guard: Guard): Promise<boolean>;
}
