/** A single-use link by which a user sets their password. */
export interface PasswordLink {
  /** There is one at a time for a user. */
  userId: string;
  /** Keyed hash of the token in the link. */
  digest: string;
  /** What must still hold of the user: see people/password-link.ts. */
  bound: string;
}

export interface PasswordLinkStore {
  /** Stores a user's link in place of the one before. @returns when it expires, by the database's instant */
  put(link: PasswordLink, ttlSeconds: number): Promise<Date>;
  /** A link that has not expired; null otherwise. */
  read(digest: string): Promise<PasswordLink | null>;
  /** Ends a link. */
  remove(digest: string): Promise<void>;
}
