/** A version of the policy, as it was written. */
export interface PolicyVersion {
  version: number;
  /** Checked by the policy's own schema when it is read. */
  policy: object;
  at: Date;
  by: string;
}

export interface PolicyStore {
  /** The newest version; null while nobody has written one. */
  latest(): Promise<PolicyVersion | null>;
  /** Adds a version at the database's instant. @returns null where that version exists already */
  append(version: number, policy: object, by: string): Promise<PolicyVersion | null>;
  /** Newest first. */
  history(limit: number): Promise<PolicyVersion[]>;
}
