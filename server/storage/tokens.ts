import type { Claims, HashAlgorithm, Sealed, Spend, User } from "./storage.js";

export type TokenType = "totp" | "hotp" | "yubico-otp";

/** `pending`: provisioning has begun; `suspended` and `lost` keep the user, `revoked` is final. */
export type TokenState = "pending" | "in_stock" | "assigned" | "suspended" | "lost" | "revoked";

/** A hardware token of the administrator's stock. Serials are compared without regard to case. */
export interface Token {
  serial: string;
  version: number;
  type: TokenType;
  state: TokenState;
  /** Sealed to its place in `tokens`; the user's credential has a copy sealed to its own. */
  secret: Sealed;
  /** Access code of a YubiKey's slot, 6 bytes: without it the slot can never be written again. */
  accessCode?: Sealed;
  /** Secrets of earlier attempts at a pending token: an interrupted write may have left any of them in the key. */
  earlierSecrets?: Sealed[];
  digits: number;
  algorithm: HashAlgorithm;
  /** Seconds per step; TOTP only. */
  period?: number;
  drift?: number;
  /** The last spend; a user's credential takes it along and brings it back. Never lowered. */
  spent: Spend | null;
  /** Modhex; Yubico OTP only. */
  publicId?: string;
  manufacturer?: string;
  model?: string;
  /** The user it is assigned to. */
  userId: string | null;
  username: string | null;
  credentialId: string | null;
  /** The import that brought it; null for one that was added by itself. */
  importId: string | null;
  createdAt: Date;
  updatedAt: Date;
}

/** Which tokens to list. */
export interface TokenFilter {
  state?: TokenState | undefined;
  /** Part of a serial, a model or a user's name. */
  query?: string | undefined;
  /** Serial of the last one that was seen. */
  after?: string | undefined;
  limit: number;
}

export interface TokenChange {
  previous: Token;
  next: Token;
}

export interface UserChange {
  previous: User;
  next: User;
  claims?: Claims;
}

export interface TokenStore {
  read(serial: string): Promise<{ token: Token; now: Date } | null>;
  list(filter: TokenFilter): Promise<Token[]>;
  /** How many there are of each type and state. */
  count(): Promise<{ type: TokenType; state: TokenState; count: number }[]>;
  /** Adds one. @throws LatchkeyError `conflict` where the serial or public id is taken */
  create(token: Token): Promise<void>;
  /**
   * Writes tokens and the user concerned in one transaction if nobody has written any of them since they were read.
   * @returns false where the race is lost
   */
  write(tokens: readonly TokenChange[], user: UserChange | null): Promise<boolean>;
  /** Of these serials, those that are in the store. */
  known(serials: readonly string[]): Promise<Set<string>>;
  /** Begins an import; its tokens cannot be seen before it is committed. */
  beginImport(importId: string): Promise<void>;
  /** Adds a batch. @returns serials that were taken meanwhile, which were left as they are */
  addToImport(importId: string, tokens: readonly Token[]): Promise<Set<string>>;
  commitImport(importId: string): Promise<void>;
  /** Removes imports that were begun and not gone on with for so many seconds. @returns how many tokens went */
  removeUnfinishedImports(idleSeconds: number): Promise<number>;
}
